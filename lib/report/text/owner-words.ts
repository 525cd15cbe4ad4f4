import type { Locale } from '../../core/locale.ts';
import type { RenderedFinding } from '../../core/report.ts';
import { MESSAGE_PHRASES } from '../phrases/message-phrases.ts';

/** Who is responsible for the target of a finding; undefined where that is not known. */
export function ownerWords({ owner }: Pick<RenderedFinding, 'owner'>, locale: Locale): string | undefined {
  const { label, colon } = MESSAGE_PHRASES[locale];
  return owner === undefined ? undefined : `${label.owner}${colon} ${owner}`;
}
