import type { Explanation } from '../../core/finding.ts';
import { asFields } from '../../core/json.ts';
import type { Locale } from '../../core/locale.ts';
import { en, type MiddleSentences } from './middle-sentences.en.ts';
import { fr } from './middle-sentences.fr.ts';
import { ko } from './middle-sentences.ko.ts';

const SENTENCES: Readonly<Record<Locale, MiddleSentences>> = { en, ko, fr };

/** The sentence of an explanation of this table; undefined for one of another. */
export function middleSentence(locale: Locale, { why, values }: Explanation): string | undefined {
  const sentences: Readonly<Record<string, string>> = SENTENCES[locale];
  const template = typeof why === 'string' ? sentences[why] : undefined;
  const known = asFields(values) ?? {};
  return template?.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(known[name] ?? placeholder));
}
