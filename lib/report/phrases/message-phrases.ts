import type { Locale } from '../../core/locale.ts';
import type { MessagePhrases } from './message-phrases.en.ts';
import { MESSAGE_PHRASES_EN } from './message-phrases.en.ts';
import { MESSAGE_PHRASES_FR } from './message-phrases.fr.ts';
import { MESSAGE_PHRASES_KO } from './message-phrases.ko.ts';

export const MESSAGE_PHRASES: Readonly<Record<Locale, MessagePhrases>> = {
  en: MESSAGE_PHRASES_EN,
  ko: MESSAGE_PHRASES_KO,
  fr: MESSAGE_PHRASES_FR,
};
