import type { Locale } from '../../core/locale.ts';
import { type EvidencePhrases, en } from './evidence-phrases.en.ts';
import { fr } from './evidence-phrases.fr.ts';
import { ko } from './evidence-phrases.ko.ts';

/** The words of evidence. A key without a word is spelled out as it stands. */
export const EVIDENCE_PHRASES: Readonly<Record<Locale, EvidencePhrases>> = { en, ko, fr };
