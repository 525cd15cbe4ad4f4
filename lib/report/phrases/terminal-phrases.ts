import type { Locale } from '../../core/locale.ts';
import { en, type TerminalPhrases } from './terminal-phrases.en.ts';
import { fr } from './terminal-phrases.fr.ts';
import { ko } from './terminal-phrases.ko.ts';

/** The words of a report on a terminal. */
export const TERMINAL_PHRASES: Readonly<Record<Locale, TerminalPhrases>> = { en, ko, fr };
