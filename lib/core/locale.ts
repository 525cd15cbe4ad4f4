/** The languages every text exists in. The first is the default. */
export const LOCALES = ['en', 'ko', 'fr'] as const;
export type Locale = (typeof LOCALES)[number];
