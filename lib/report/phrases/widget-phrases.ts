import type { Locale } from '../../core/locale.ts';
import { en, type WidgetPhrases } from './widget-phrases.en.ts';
import { fr } from './widget-phrases.fr.ts';
import { ko } from './widget-phrases.ko.ts';

export const WIDGET_PHRASES: Readonly<Record<Locale, WidgetPhrases>> = { en, ko, fr };
