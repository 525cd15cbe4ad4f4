import type { Explanation } from '../core/finding.ts';
import type { Locale } from '../core/locale.ts';
import type { FlowCode } from './flow-record.ts';
import type { BlockCode } from './packet.ts';
import type { BlockSentences } from './sentences.en.ts';
import { sentences as en, aclQuota as enQuota } from './sentences.en.ts';
import { sentences as fr, aclQuota as frQuota } from './sentences.fr.ts';
import { sentences as ko, aclQuota as koQuota } from './sentences.ko.ts';

const SENTENCES: Readonly<Record<Locale, BlockSentences>> = { en, ko, fr };
const ACL_QUOTAS: Readonly<Record<Locale, string>> = { en: enQuota, ko: koQuota, fr: frQuota };

/** Says in one sentence which rule or route stops the packet, in any language. */
export function sentence(
  locale: Locale,
  code: BlockCode | FlowCode,
  answers: boolean,
  values: Readonly<Record<string, string>>,
): string {
  const said = SENTENCES[locale][code][answers ? 'answer' : 'asked'];
  const template = values.aclRules === undefined ? said : `${said} ${ACL_QUOTAS[locale]}`;
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}

/** The same explanation in another language; one that is not of this table keeps its words. */
export function inLanguage(explanation: Explanation, locale: Locale): Explanation {
  const { why, answers, values } = explanation;
  if (typeof why !== 'string' || !(why in SENTENCES[locale]) || typeof values !== 'object' || values === null)
    return explanation;
  const filled = Object.entries(values).map(([name, value]): [string, string] => [name, String(value)]);
  return {
    ...explanation,
    because: sentence(locale, why as BlockCode, answers === true, Object.fromEntries(filled)),
  };
}
