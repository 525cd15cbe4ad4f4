import type { Locale } from '../../core/locale.ts';
import { en, type FixPhrases } from './fix-phrases.en.ts';
import { fr } from './fix-phrases.fr.ts';
import { ko } from './fix-phrases.ko.ts';

/** What to do about causes that no command fixes. */
export const FIX_PHRASES: Readonly<Record<Locale, FixPhrases>> = { en, ko, fr };
