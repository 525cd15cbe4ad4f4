import type { Locale } from '../../core/locale.ts';
import type { DoctorTexts } from './texts.en.ts';
import { en } from './texts.en.ts';
import { fr } from './texts.fr.ts';
import { ko } from './texts.ko.ts';

export const DOCTOR_TEXTS: Readonly<Record<Locale, DoctorTexts>> = { en, ko, fr };
