import type { Locale } from '../../core/locale.ts';
import { fillText } from '../../report/text/fill.ts';
import { en, type InitTexts } from './texts.en.ts';
import { fr } from './texts.fr.ts';
import { ko } from './texts.ko.ts';

export const INIT_TEXTS: Readonly<Record<Locale, InitTexts>> = { en, ko, fr };

/** One line about what could not be looked for, with what helps. */
export function refusedLine(
  { code, action, answer }: { readonly code: string; readonly action: string; readonly answer?: string },
  { refused, unanswered }: InitTexts,
): string {
  return code === 'access-denied'
    ? fillText(refused, { code, action })
    : fillText(unanswered, { code: answer ?? code, action });
}
