import type { Locale } from '../../core/locale.ts';
import { type CommonTexts, en } from './common-texts.en.ts';
import { fr } from './common-texts.fr.ts';
import { ko } from './common-texts.ko.ts';

/** Texts of the reasons any check can end in. */
export const COMMON_TEXTS: Readonly<Record<Locale, CommonTexts>> = { en, ko, fr };
