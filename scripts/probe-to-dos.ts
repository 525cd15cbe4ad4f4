import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCALES } from '../lib/core/locale.ts';

/** What each text of a runbook is (`lib/core/runbook.ts`). */
const SHAPES: Readonly<Record<string, string>> = {
  healthy: 'one sentence for a healthy finding',
  title: 'what is wrong: at most 80 characters, without values',
  summary: 'one sentence of at most 20 words, with values such as {host}, {port}, {address}',
  meaning: 'what was seen, and what follows from it for the people who use it',
  causes: 'a sentence for each cause, the likeliest first',
  steps: 'one to eight instructions, in the order to follow them',
};

/** Up to the end of the comment, or of the line. */
const TO_DO = /TO-DO ?: ?(.*?)(?: *\*\/|$)/;

/**
 * What is left to write of a kind, a line each: the file and the line, what it is for, and its shape.
 *
 * @param root - the project's folder
 */
export function probeToDos(kind: string, root: string): readonly string[] {
  const folders = [`lib/probes/${kind}`, `test/probes/${kind}`];
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name}`),
  );
  const marked = files
    .sort(inOrderOfWork)
    .flatMap((file) => markedLines(file, readFileSync(join(root, file), 'utf8')));
  return [...marked, ...unasked(kind, root), ...unapproved(kind, root)];
}

function markedLines(file: string, source: string): readonly string[] {
  const isRunbook = LOCALES.some((locale) => file.endsWith(`/runbook.${locale}.ts`));
  let reason = '';
  return source.split('\n').flatMap((line, index) => {
    reason = /^ {4}'?([a-z0-9-]+)'?: \{/.exec(line)?.[1] ?? reason;
    const [, what = ''] = TO_DO.exec(line) ?? [];
    if (what === '') return [];
    const [, key = ''] = /^ *(\w+):/.exec(line) ?? [];
    const about = isRunbook ? `${key === 'healthy' ? '' : `${reason} `}${key}: ${SHAPES[key] ?? what}` : what;
    return [`${file}:${index + 1}  ${about}`];
  });
}

/** No line of the kind's own files can say that nobody asks it. */
function unasked(kind: string, root: string): readonly string[] {
  const targets = readdirSync(join(root, 'lib/targets'), { encoding: 'utf8' });
  const isAsked = targets.some((file) =>
    readFileSync(join(root, 'lib/targets', file), 'utf8').includes(`kind: '${kind}'`),
  );
  return isAsked
    ? []
    : [
        `lib/targets/  a type that asks it: { kind: '${kind}', … } among its questions, as in lib/targets/tls.ts`,
      ];
}

/** What samples are judged to be is written by a run, once they are right. */
function unapproved(kind: string, root: string): readonly string[] {
  const file = `test/probes/judged/${kind}.txt`;
  return existsSync(join(root, file))
    ? []
    : [
        `${file}  what its samples are judged to be: UPDATE_GOLDEN=1 npm test -- test/probes/contract.test.ts`,
      ];
}

/** What is asked, seen and judged comes before the words for it, and English before its translations. */
function inOrderOfWork(one: string, other: string): number {
  const order = [
    'spec',
    'observe',
    'samples',
    'judge',
    'kind',
    'remedies',
    ...LOCALES.map((locale) => `runbook.${locale}`),
  ];
  const at = (file: string) => order.findIndex((word) => file.includes(`${word}.ts`));
  return at(one) - at(other);
}
