import type { Locale } from '../core/locale.ts';
import { en, type StackTexts } from './texts.en.ts';
import { fr } from './texts.fr.ts';
import { ko } from './texts.ko.ts';

export const STACK_TEXTS: Readonly<Record<Locale, StackTexts>> = { en, ko, fr };
