import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Probe } from '../../lib/core/probe.ts';
import { PROBES } from '../../lib/probes/registry.ts';

/** The tables of the guides name checks, reasons and tests: each must exist, or a table proves nothing. */

const root = new URL('../../', import.meta.url);
const probes: readonly Probe[] = PROBES;
const HEAD = '| The guide says | Check | Reasons | Proven by |';

/** The rows of every table with that head. */
function rowsOf(page: string): readonly (readonly string[])[] {
  let inTable = false;
  return readFileSync(new URL(page, root), 'utf8')
    .split('\n')
    .filter((line) => {
      inTable = line === HEAD || (inTable && line.startsWith('| '));
      return inTable && line !== HEAD && !line.startsWith('| ---');
    })
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
}

const PAGES = [
  'docs/storage-gateway-guides.md',
  'docs/instance-connect.md',
  'docs/mutual-tls.md',
  'docs/site-to-site-vpn.md',
];
const rows = PAGES.flatMap(rowsOf);
const codesIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? '');

test('every page has its rows, each of four cells', () => {
  for (const page of PAGES) assert(rowsOf(page).length >= 12, `${page}: ${rowsOf(page).length} rows`);
  for (const row of rows) assert.equal(row.length, 4, row.join(' | '));
});

for (const [says = '', checks = '', reasons = '', proof = ''] of rows) {
  test(`"${says}" names checks, reasons and a test that exist`, () => {
    const commands = codesIn(checks).filter((code) => code.startsWith('gatewatch '));
    for (const command of commands)
      assert(existsSync(new URL(`lib/cli/${command.replace('gatewatch ', '')}.ts`, root)), command);
    const named = probes.filter(({ kind }) => codesIn(checks).includes(kind));
    assert.equal(named.length + commands.length, codesIn(checks).length, checks);
    const known = named.flatMap((probe) => Object.keys(probe.reasons));
    assert(commands.length > 0 || codesIn(reasons).length > 0);
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
      .filter((line) => /^\s*(?:await t\.)?test\(['"`]|^\s*test\($/.test(line));
    assert(
      titles.some((line) => line.includes(title)),
      `${file} has no test "${title}"`,
    );
  });
}

test('every reason of the kinds that the guides are about stands in a table', () => {
  const told = new Set(rows.flatMap(([, , reasons = '']) => codesIn(reasons)));
  for (const kind of [
    'activation',
    'proxy',
    'file-share',
    'gateway-load',
    'directory',
    'resolver',
    'domain-controllers',
    'websocket',
    'instance-connect',
    'instance-login',
    'trust-store',
    'mtls',
    'vpn',
    'direct-connect',
  ]) {
    const probe = probes.find((one) => one.kind === kind);
    for (const reason of Object.keys(probe?.reasons ?? {})) assert(told.has(reason), reason);
  }
});
