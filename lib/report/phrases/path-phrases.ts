import type { Locale } from '../../core/locale.ts';
import { en, type PathPhrases } from './path-phrases.en.ts';
import { fr } from './path-phrases.fr.ts';
import { ko } from './path-phrases.ko.ts';

/** The words of a path. */
export const PATH_PHRASES: Readonly<Record<Locale, PathPhrases>> = { en, ko, fr };
