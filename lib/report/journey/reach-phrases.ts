import type { Locale } from '../../core/locale.ts';
import { en, type ReachPhrases } from './reach-phrases.en.ts';
import { fr } from './reach-phrases.fr.ts';
import { ko } from './reach-phrases.ko.ts';

export const REACH_PHRASES: Readonly<Record<Locale, ReachPhrases>> = { en, ko, fr };
