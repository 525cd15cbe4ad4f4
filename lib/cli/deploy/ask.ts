import { createInterface } from 'node:readline/promises';
import { badUsage } from '../../core/errors.ts';
import type { Streams } from '../streams.ts';

/**
 * Asks a person before something changes in AWS.
 *
 * @throws {InputError} where there is nobody to ask: a script says `--yes`
 */
export async function isAgreed(
  question: string,
  { yes, input = process.stdin }: { readonly yes: boolean; readonly input?: NodeJS.ReadStream },
  { stdout }: Streams,
): Promise<boolean> {
  if (yes) return true;
  if (input.isTTY !== true) throw badUsage('--yes', 'is missing: there is no terminal to ask on');
  const lines = createInterface({ input, output: stdout });
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
  } finally {
    lines.close();
  }
}
