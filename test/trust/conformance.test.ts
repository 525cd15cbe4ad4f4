import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { conformancePage, describeResult, summarise } from '../../scripts/conformance-page.ts';
import { type LimboResult, readLimbo, runLimbo } from '../../scripts/limbo.ts';
import { differenceOf, isCase, WAIVERS, waiverOf } from '../../scripts/limbo-waivers.ts';
import { withPrograms } from '../support/programs.ts';

/** x509-limbo through both judges, beside OpenSSL. */
const { test } = withPrograms('openssl');

const PART = fileURLToPath(new URL('./limbo/part.json.gz', import.meta.url));
const WHOLE =
  process.env.LIMBO_FILE ?? fileURLToPath(new URL('../../../shared/vectors/limbo.json.gz', import.meta.url));
const PAGE = fileURLToPath(new URL('../../docs/conformance.md', import.meta.url));
/** A search without bounds takes hours over the worst of them; a busy machine takes a few times what an idle one does. */
const LONGEST_MS = 5_000;

function assertExplained(results: readonly LimboResult[]): void {
  const unexplained = results.filter((one) => differenceOf(one) !== undefined && waiverOf(one) === undefined);
  assert.deepEqual(unexplained.map(describeResult), []);
  assert.ok(summarise(results).slowestMs < LONGEST_MS);
}

test('every difference from OpenSSL, or with it from the suite, is explained', async () => {
  const results = await runLimbo(await readLimbo(PART));
  assert.ok(results.length > 200, `${results.length}`);
  assertExplained(results);
  // Where both agree there are many of either sort: nobody is agreed with who says the same of everything.
  for (const accepted of [true, false]) {
    for (const judge of ['server', 'client']) {
      const alike = results.filter((one) => one.judge === judge && one.ours.accepted === accepted);
      assert.ok(alike.length > 25, `${judge} ${accepted}: ${alike.length}`);
    }
  }
});

const isAtHand = existsSync(WHOLE);
test('so it is in the whole file, and no waiver is left over', {
  skip: isAtHand ? false : 'x509-limbo’s file is not at hand: LIMBO_FILE names it',
}, async () => {
  const results = await runLimbo(await readLimbo(WHOLE));
  assertExplained(results);
  const different = results.filter((one) => differenceOf(one) !== undefined);
  const left = WAIVERS.flatMap(({ cases, judges, against }) =>
    cases.flatMap((pattern) =>
      judges
        .filter(
          (judge) =>
            !different.some(
              (one) => one.judge === judge && isCase(one.id, pattern) && differenceOf(one) === against,
            ),
        )
        .map((judge) => `${judge} ${pattern}`),
    ),
  );
  assert.deepEqual(left, []);
  // The page says when it was written and with what; everything else of it is of this run.
  const page = await readFile(PAGE, 'utf8');
  const [, on = '', openssl = ''] = /run on (\S+) with (OpenSSL \S+)/.exec(page) ?? [];
  assert.equal(page, conformancePage(summarise(results), { on, openssl }));
});

test('the page lists every waiver with its reason', async () => {
  const page = await readFile(PAGE, 'utf8');
  for (const { reason, cases } of WAIVERS) {
    assert.ok(page.includes(reason), reason);
    for (const one of cases) assert.ok(page.includes(`\`${one}\``), one);
  }
});
