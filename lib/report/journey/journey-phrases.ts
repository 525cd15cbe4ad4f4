import type { Locale } from '../../core/locale.ts';
import { en, type JourneyPhrases } from './journey-phrases.en.ts';
import { fr } from './journey-phrases.fr.ts';
import { ko } from './journey-phrases.ko.ts';

export const JOURNEY_PHRASES: Readonly<Record<Locale, JourneyPhrases>> = { en, ko, fr };
