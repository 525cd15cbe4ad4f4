import type { Locale } from '../../core/locale.ts';
import { type DemoTexts, en } from './texts.en.ts';
import { fr } from './texts.fr.ts';
import { ko } from './texts.ko.ts';

/** What the demonstration says of itself. */
export const DEMO_TEXTS: Readonly<Record<Locale, DemoTexts>> = { en, ko, fr };
