import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Probe } from '../../lib/core/probe.ts';
import { PROBES } from '../../lib/probes/registry.ts';

/** The table of the guides names checks, reasons and tests: each must exist, or the table proves nothing. */

const root = new URL('../../', import.meta.url);
const probes: readonly Probe[] = PROBES;
const text = readFileSync(new URL('docs/storage-gateway-guides.md', root), 'utf8');
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:---|The guide says)/.test(line))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
const codesIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');

test('the table has its rows, each of four cells', () => {
  assert(rows.length >= 30, `${rows.length} rows`);
  for (const row of rows) assert.equal(row.length, 4, row.join(' | '));
});

for (const [says = '', checks = '', reasons = '', proof = ''] of rows) {
  test(`"${says}" names checks, reasons and a test that exist`, () => {
    const named = probes.filter(({ kind }) => codesIn(checks).includes(kind));
    assert.equal(named.length, codesIn(checks).length, checks);
    const known = named.flatMap((probe) => Object.keys(probe.reasons));
    assert(codesIn(reasons).length > 0);
    for (const reason of codesIn(reasons)) assert(known.includes(reason), `${reason} is none of ${checks}`);
    for (const { kind, reasons: own } of named)
      assert(
        codesIn(reasons).some((reason) => Object.hasOwn(own, reason)),
        `no reason of ${kind}`,
      );
    const [file = '', title = ''] = /^`([^`]+)`: (.+)$/.exec(proof)?.slice(1) ?? [];
    assert(existsSync(new URL(file, root)), file);
    // A word of a comment, or a test that is skipped, proves nothing.
    const titles = readFileSync(new URL(file, root), 'utf8')
      .split('\n')
      .filter((line) => /^\s*(?:await t\.)?test\(['"`]/.test(line));
    assert(
      titles.some((line) => line.includes(title)),
      `${file} has no test "${title}"`,
    );
  });
}

test('every reason of the kinds that activation is about stands in the table', () => {
  const told = new Set(rows.flatMap(([, , reasons = '']) => codesIn(reasons)));
  for (const kind of ['activation', 'proxy']) {
    const probe = probes.find((one) => one.kind === kind);
    for (const reason of Object.keys(probe?.reasons ?? {})) assert(told.has(reason), reason);
  }
});
