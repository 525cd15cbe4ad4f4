import type { Locale } from '../../core/locale.ts';

/** Unicode CLDR, "Number Symbols": decimal. */
const MARK: Readonly<Record<Locale, string>> = { en: '.', ko: '.', fr: ',' };

/** A number with at most this many digits behind the mark, ungrouped. The first use of `Intl.NumberFormat` takes 10 ms. */
export function decimal(value: number, digits: number, locale: Locale): string {
  return String(Number(value.toFixed(digits))).replace('.', MARK[locale]);
}
