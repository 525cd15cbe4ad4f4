import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import type { KindTexts } from '../../lib/core/runbook.ts';

const LIB = new URL('../../lib/', import.meta.url);

/** Every text of a language, with where it stands. */
async function textsOf(locale: 'fr' | 'ko'): Promise<readonly (readonly [place: string, text: string])[]> {
  const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith(`.${locale}.ts`),
  );
  const modules = await Promise.all(
    files.map(async (file) => [file, (await import(new URL(file, LIB).href)) as unknown] as const),
  );
  return modules.flatMap(([file, all]) => stringsIn(all, file));
}

function stringsIn(value: unknown, place: string): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[place, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => stringsIn(one, `${place} ${key}`));
}

test('French texts have their own apostrophes, and no line breaks before a sign or inside quotation marks', async () => {
  const texts = await textsOf('fr');
  assert(texts.length > 1000);
  const wrong = texts.filter(([, text]) => /\p{L}'\p{L}|« | »| [;!?](?:\s|$)| :(?:\s|$)|[\d}] %/u.test(text));
  assert.deepEqual(wrong, []);
});

test('a Korean step says what to do, and no particle follows a value', async () => {
  const particle = /\}(?:은|는|이|가|을|를|와|과|로|으로|의|에|에서)(?=[ ,.])/;
  assert.deepEqual(
    (await textsOf('ko')).filter(([, text]) => particle.test(text)),
    [],
  );
  const kinds = readdirSync(new URL('probes/', LIB), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('runbook.ko.ts'),
  );
  assert(kinds.length > 20);
  for (const file of kinds) {
    const { texts } = (await import(new URL(`probes/${file}`, LIB).href)) as { texts: KindTexts<string> };
    for (const [reason, one] of Object.entries(texts.reasons)) {
      const all = [one, ...Object.values(one.variants ?? {})].flatMap(({ steps = [] }) => steps);
      // A step that is a word of the glossary alone says it there.
      const idle = all.filter((step) => !/십시오/.test(step) && !/\{\w+Means\}/.test(step));
      assert.deepEqual(idle, [], `${file} ${reason}`);
    }
  }
});
