import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { askOurs, LIMBO_JUDGES, type LimboCase, readLimbo } from '../../scripts/limbo.ts';

/**
 * What our judges say of each case of x509-limbo, and why. That the verdicts are right is held beside OpenSSL
 * (`conformance.test.ts`); here none may change unseen. `UPDATE_GOLDEN=1 npm test -- test/trust/limbo-verdicts.test.ts`
 * writes the file anew.
 */
const PART = fileURLToPath(new URL('./limbo/part.json.gz', import.meta.url));
const GOLDEN = fileURLToPath(new URL('./limbo/verdicts.txt', import.meta.url));

function verdictsOf(one: LimboCase): readonly string[] {
  return LIMBO_JUDGES.map((judge) => {
    const { accepted, why } = askOurs(one, judge);
    return `${one.id} ${judge} ${accepted ? 'accepted' : 'refused'} ${why}`.trimEnd();
  });
}

const cases = await readLimbo(PART);
if (process.env.UPDATE_GOLDEN !== undefined)
  await writeFile(GOLDEN, `${cases.flatMap(verdictsOf).join('\n')}\n`);
const golden = (await readFile(GOLDEN, 'utf8')).trimEnd().split('\n');

test('a verdict stands there for each case and judge', () => {
  assert.equal(golden.length, cases.length * LIMBO_JUDGES.length);
});

for (const one of cases)
  test(`the verdicts of ${one.id}`, () => {
    assert.deepEqual(
      verdictsOf(one),
      golden.filter((line) => line.startsWith(`${one.id} `)),
    );
  });
