import type { Locale } from '../core/locale.ts';
import type { LeftOut, LeftOutReason } from '../core/plan.ts';
import { fillText } from '../report/text/fill.ts';
import { NOTHING_CHECKED } from './nothing-checked-texts.ts';

type Why = LeftOutReason | 'not-chosen' | 'nothing-there';

/** Says that nothing was checked, and for each cause what to do. */
export function nothingChecked(
  {
    leftOut,
    kinds,
    region,
  }: { readonly leftOut: readonly LeftOut[]; readonly kinds?: readonly string[]; readonly region?: string },
  locale: Locale,
): readonly string[] {
  const texts = NOTHING_CHECKED[locale];
  const causes: readonly Why[] =
    leftOut.length > 0
      ? [...new Set(leftOut.map(({ why }) => why))]
      : [kinds === undefined ? 'nothing-there' : 'not-chosen'];
  const values = { kinds: kinds?.join(', ') ?? '', region: region ?? '-' };
  return [texts.nothing, ...causes.map((cause) => fillText(texts[cause], values))];
}
