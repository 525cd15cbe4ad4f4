import assert from 'node:assert/strict';
import { test } from 'node:test';
import stringWidth from 'fast-string-width';
import type { Finding } from '../../../lib/core/finding.ts';
import { LOCALES } from '../../../lib/core/locale.ts';
import type { Observation } from '../../../lib/core/observation.ts';
import type { Report } from '../../../lib/core/report.ts';
import { PROBES } from '../../../lib/probes/registry.ts';
import { withPaths } from '../../../lib/report/path/with-paths.ts';
import { card, MOST_ROWS } from '../../../lib/report/terminal/card.ts';
import { PLAIN_FORM, rowsOf } from '../../../lib/report/terminal/layout.ts';
import { reportLines } from '../../../lib/report/terminal/report-lines.ts';
import { renderReport } from '../../../lib/report/text/render-finding.ts';
import { judgeAll } from '../../../lib/stages/check/judge.ts';

/** Every sample of every kind, each a target of its own. */
async function everySample(): Promise<readonly Finding[]> {
  const all: Finding[] = [];
  for (const { kind } of PROBES) {
    const { samples } = (await import(`../../probes/${kind}/samples.ts`)) as {
      readonly samples: readonly { readonly spec: object; readonly observation: Observation }[];
    };
    for (const [index, { spec, observation }] of samples.entries()) {
      const question = { ...spec, kind };
      const planned = { vantage: 'local', target: `${kind}-${index}`, shown: true, question };
      all.push(...judgeAll([{ planned, observation }], PROBES));
    }
  }
  return all;
}

async function reportOf(findings: readonly Finding[], locale: (typeof LOCALES)[number]): Promise<Report> {
  const input = {
    vantage: 'local',
    startedAtMs: 0,
    durationMs: 1540,
    findings,
    doesNotProve: ['one', 'two'],
  };
  return withPaths(await renderReport(input, PROBES, locale), PROBES, locale);
}

const findings = await everySample();
/** What is copied whole is left to the terminal to wrap. */
function copiedFrom(report: Report): readonly string[] {
  return report.findings.flatMap(({ runbook, explanations }) => [
    ...(runbook === null ? [] : [...runbook.commands, ...runbook.links]),
    ...explanations.flatMap(({ fix }) => fix.split('\n')),
  ]);
}

for (const locale of LOCALES) {
  test(`nothing runs over the edge from 80 to 200 columns, in ${locale}`, async () => {
    const report = await reportOf(findings, locale);
    const copied = copiedFrom(report);
    for (const columns of [80, 120, 200]) {
      for (const row of reportLines(report, locale, { ...PLAIN_FORM, columns })) {
        const isCopied = () => copied.some((one) => one !== '' && row.endsWith(` ${one}`));
        assert(stringWidth(row) <= columns || isCopied(), `${columns}: ${stringWidth(row)} ${row}`);
      }
    }
  });

  test(`what is wrong takes ${MOST_ROWS} rows at most, in ${locale}`, async () => {
    const report = await reportOf(findings, locale);
    for (const finding of report.findings.filter(({ status }) => status !== 'healthy')) {
      const rows = card(finding, locale, { ...PLAIN_FORM, columns: 80 });
      const count = rows.reduce((sum, row) => sum + rowsOf(row, 80), 0);
      assert(count <= MOST_ROWS, `${finding.check} ${finding.reason}: ${count} rows\n${rows.join('\n')}`);
      assert(rows[0]?.includes(finding.target));
    }
  });
}

const [good, bad] = ['port-0', 'port-2'].map((target) => findings.filter((one) => one.target === target));

test('the headline comes first and last; targets follow it, the worst first', async () => {
  const report = await reportOf([...(good ?? []), ...(bad ?? [])], 'en');
  const lines = reportLines(report, 'en');
  assert.equal(lines[0], '1 failed · 1 healthy · 2 targets from this machine · 1.5 s');
  assert.equal(lines.at(-1), lines[0]);
  assert.match(lines[2] ?? '', /^✗ port-2 {2}10\.0\.1\.5 → ✗ :445 SMB FAILED$/);
  assert.match(lines[3] ?? '', /^✓ port-0 {2}2 addresses → :445 SMB 1\.2 ms$/);
});

test('one target is called by its name, and one is not several', async () => {
  const [line] = reportLines(await reportOf(bad ?? [], 'en'), 'en');
  assert.equal(line, '1 failed · port-2 from this machine · 1.5 s');
  const [korean] = reportLines(await reportOf(bad ?? [], 'ko'), 'ko');
  assert.equal(korean, '실패 1 · port-2 · 점검 위치: 이 장비 · 1.5초');
});

test('evidence, causes and steps are behind --explain', async () => {
  const report = await reportOf(bad ?? [], 'en');
  const [short, long] = [reportLines(report, 'en'), reportLines(report, 'en', PLAIN_FORM, true)].map((rows) =>
    rows.join('\n'),
  );
  assert.doesNotMatch(short ?? '', /Evidence:/);
  assert.match(short ?? '', /--explain/);
  assert.match(long ?? '', /\n {2}Evidence:\n {4}filer\.example\.com:445 \(10\.0\.1\.5\)/);
  assert.match(long ?? '', /\n {4}1\. /);
  assert.match(long ?? '', /\n {2}- one\n {2}- two\n/);
});

test('on a small screen cards are shorter, and nothing but the card', async () => {
  const report = await reportOf(
    findings.filter(({ check, status }) => check === 'port' && status === 'failed').slice(0, 4),
    'en',
  );
  const rows = reportLines(report, 'en', { ...PLAIN_FORM, columns: 100, rows: 44 });
  assert(rows.length <= 44, String(rows.length));
  assert.equal(rows.filter((row) => row.startsWith('✗ FAILED')).length, 4);
});

test('causes and commands for which a card has no room are counted', async () => {
  const [failed] = findings.filter(({ status }) => status === 'failed');
  assert(failed !== undefined);
  const explanations = ['sg-1', 'sg-2', 'sg-3', 'sg-4'].map((id) => ({
    what: 'security-group',
    id,
    because: `${id} drops it.`,
    fix: `first ${id}\nsecond ${id}\nthird ${id}`,
  }));
  const report = await reportOf([{ ...failed, explanations }], 'en');
  const [finding] = report.findings;
  assert(finding !== undefined);
  const rows = card(finding, 'en', { ...PLAIN_FORM, columns: 120 }).map((row) => row.trim());
  assert.ok(
    rows.some((row) => row.startsWith('+1 more command')),
    rows.join('\n'),
  );
  assert.ok(
    rows.some((row) => row.startsWith('+3 more causes')),
    rows.join('\n'),
  );
  assert.ok(rows.length <= MOST_ROWS, rows.join('\n'));
  const alone = card({ ...finding, explanations: finding.explanations.slice(0, 1) }, 'en', PLAIN_FORM);
  assert.ok(!alone.some((row) => row.includes('more cause')));
});

test('where there is no room for all of a summary, its whole sentences are shown', async () => {
  const refused = (await reportOf(findings, 'en')).findings.find(({ reason }) => reason === 'port-refused');
  assert(refused !== undefined);
  const [, what] = card(refused, 'en', { ...PLAIN_FORM, columns: 80 }, 1);
  assert.match(what ?? '', /^ {2}Port \d+ of \S+ refuses connections\.$/);
});
