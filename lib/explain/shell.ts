/** A value that may stand in a command: words, numbers, or an object that is written as JSON. */
export type ShellValue = string | number | ShellObject | readonly ShellObject[];
export interface ShellObject {
  readonly [key: string]: ShellValue;
}

/** Ids, ARNs, addresses, CIDR blocks, and `<placeholders>` for what cannot be known. No quote, no space, no `$`. */
const PLAIN = /^(?:[A-Za-z0-9:][A-Za-z0-9:/._-]*|<[a-z0-9-]+>)$/;
/** What else a description may hold (API reference, CreateSecurityGroup). */
const WORDS = /^[A-Za-z0-9:][A-Za-z0-9:/._ -]*$/;

/**
 * One command line: the template's own words stay as they are, every value is checked and put in single quotes.
 * Undefined where a value is not on the list of what is allowed: half a command is worse than none.
 */
export function shell(words: TemplateStringsArray, ...values: readonly ShellValue[]): string | undefined {
  let line = words[0] ?? '';
  for (const [index, value] of values.entries()) {
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    if (!isAllowed(value)) return undefined;
    line += `'${text}'${words[index + 1] ?? ''}`;
  }
  return line;
}

function isAllowed(value: ShellValue): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value === 'string') return PLAIN.test(value) || WORDS.test(value);
  return Object.values(value).every(isAllowed);
}

/** Several command lines as one text, or an empty one where any of them could not be written. */
export function lines(commands: readonly (string | undefined)[]): string {
  return commands.includes(undefined) ? '' : commands.join('\n');
}
