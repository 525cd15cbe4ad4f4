import type { Locale } from '../../core/locale.ts';
import type { Phrases } from './phrases.en.ts';
import { PHRASES_EN } from './phrases.en.ts';
import { PHRASES_FR } from './phrases.fr.ts';
import { PHRASES_KO } from './phrases.ko.ts';

export const PHRASES: Readonly<Record<Locale, Phrases>> = { en: PHRASES_EN, ko: PHRASES_KO, fr: PHRASES_FR };
