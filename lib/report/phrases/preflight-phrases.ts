import type { Locale } from '../../core/locale.ts';
import { en, type PreflightPhrases } from './preflight-phrases.en.ts';
import { fr } from './preflight-phrases.fr.ts';
import { ko } from './preflight-phrases.ko.ts';

export const PREFLIGHT_PHRASES: Readonly<Record<Locale, PreflightPhrases>> = { en, ko, fr };
