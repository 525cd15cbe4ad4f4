import type { Locale } from '../../core/locale.ts';
import { en, type HistoryPhrases } from './history-phrases.en.ts';
import { fr } from './history-phrases.fr.ts';
import { ko } from './history-phrases.ko.ts';

export const HISTORY_PHRASES: Readonly<Record<Locale, HistoryPhrases>> = { en, ko, fr };
