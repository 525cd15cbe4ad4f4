import type { Locale } from '../../core/locale.ts';

/** A phrase for one and for several; Korean has one form only. `{count}` is the number. */
export interface CountedPhrase {
  readonly one: string;
  readonly other: string;
}

/** The form that a number takes in a language (Unicode CLDR, "Plural Rules"), with the number in it. */
export function counted(phrase: CountedPhrase, count: number, locale: Locale): string {
  const form = new Intl.PluralRules(locale).select(count) === 'one' ? phrase.one : phrase.other;
  return form.replace('{count}', String(count));
}
