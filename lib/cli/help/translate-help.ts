import type { Command, Option } from 'commander';
import { LOCALES, type Locale } from '../../core/locale.ts';

type HelpWords = Readonly<Record<string, string>>;

/** Loaded by those who read them. */
const HELP_WORDS: Readonly<Partial<Record<Locale, () => Promise<HelpWords>>>> = {
  ko: async () => (await import('./help-words.ko.ts')).ko,
  fr: async () => (await import('./help-words.fr.ts')).fr,
};

/** The language of `--help`: that of `--lang`, else that of the terminal (POSIX, "Internationalization Variables"). */
export function helpLocale(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Locale {
  const at = words.indexOf('--lang');
  const typed = at === -1 ? words.find((word) => word.startsWith('--lang='))?.slice(7) : words[at + 1];
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  const wanted = typed ?? (LC_ALL || LC_MESSAGES || LANG || '').slice(0, 2);
  return LOCALES.find((locale) => locale === wanted) ?? LOCALES[0];
}

/** Puts the descriptions of a program, its commands and their options into a language. */
export async function translateHelp(program: Command, locale: Locale): Promise<void> {
  const words = await HELP_WORDS[locale]?.();
  if (words === undefined) return;
  const said = (text: string) => wordsFor(text, words);
  for (const command of [program, ...program.commands]) {
    command.description(said(command.description()));
    command.configureHelp({
      ...command.configureHelp(),
      styleTitle: said,
      optionDescription: (option) => withDefault(option, said('default')),
    });
    command.helpOption('-h, --help', said('display help for command'));
    for (const option of command.options) option.description = said(option.description);
    for (const argument of command.registeredArguments) argument.description = said(argument.description);
  }
}

/** A description with its default, where its own words do not say that. */
export function withDefault({ description, defaultValue }: Option, word: string): string {
  const isSaid = typeof defaultValue !== 'string' || description.includes(`${defaultValue})`);
  return isSaid ? description : `${description} (${word} ${defaultValue})`;
}

/** How a list ends a text: what a table holds has no translation. */
const LIST = /^([^:]+: )(.+)$/;

/** The translation of a text, or of what stands before its list; a text without one stays English. */
export function wordsFor(text: string, words: HelpWords): string {
  if (Object.hasOwn(words, text)) return words[text] ?? text;
  const [, start = '', list = ''] = LIST.exec(text) ?? [];
  const key = `${start}…`;
  return Object.hasOwn(words, key) ? (words[key] ?? text).replace('…', list) : text;
}
