import assert from 'node:assert/strict';
import test from 'node:test';
import type { Finding } from '../../../lib/core/finding.ts';
import { LOCALES } from '../../../lib/core/locale.ts';
import { PROBES } from '../../../lib/probes/registry.ts';
import { reportMarkdown } from '../../../lib/report/markdown/markdown.ts';
import { PLAIN_FORM } from '../../../lib/report/terminal/layout.ts';
import { reportLines } from '../../../lib/report/terminal/report-lines.ts';
import { fillCommand, fillText } from '../../../lib/report/text/fill.ts';
import { escapeMarkdown } from '../../../lib/report/text/markdown-escape.ts';
import { renderFinding, renderReport } from '../../../lib/report/text/render-finding.ts';

const refused = (over: Partial<Finding> = {}): Finding => ({
  vantage: 'seoul',
  target: 'sgw',
  check: 'port',
  status: 'failed',
  reason: 'port-refused',
  severity: 'critical',
  evidence: [
    { subject: 'gw.example:1027', outcome: 'refused', address: '10.0.0.5', port: 1027, attempts: 2 },
  ],
  faults: [
    {
      reason: 'port-refused',
      status: 'failed',
      severity: 'critical',
      subject: 'gw.example:1027',
      address: '10.0.0.5',
      port: 1027,
    },
  ],
  measurements: [],
  explanations: [],
  ...over,
});

test('a value with a meaning for the shell never reaches a command', () => {
  assert.equal(
    fillCommand('nc -vz {host} {port}', { host: 'gw.example', port: 443 }),
    'nc -vz gw.example 443',
  );
  for (const host of [
    'a;rm -rf /',
    '$(id)',
    '`id`',
    'a b',
    '-oProxyCommand=x',
    'a\nb',
    "a'b",
    'a|b',
    'a&b',
    '../x;',
  ]) {
    assert.equal(fillCommand('nc -vz {host} {port}', { host, port: 443 }), undefined, host);
  }
  assert.equal(
    fillCommand('nc -vz {host} {port}', { host: '2001:db8::1', port: 443 }),
    'nc -vz 2001:db8::1 443',
  );
  assert.equal(fillCommand('nc -vz {host} {port}', { port: 443 }), undefined);
});

test('a sentence shows where a value is missing, and bounds one that is long', () => {
  assert.equal(fillText('port {port} of {host}', { port: 1 }), 'port 1 of ?');
  assert.ok(fillText('{host}', { host: 'x'.repeat(100_000) }).length <= 300);
  assert.equal(fillText('{host}', { host: 'a\u202eb\u0007c' }), 'ab c');
});

test('several faults of one reason are told in one sentence, with commands for the first of them', async () => {
  const ports = [1026, 1027, 1028, 1031];
  const finding = refused({
    faults: ports.map((port) => ({
      reason: 'port-refused',
      status: 'failed' as const,
      severity: 'critical' as const,
      subject: `gw.example:${port}`,
      address: '10.0.0.5',
      port,
    })),
  });
  const { summary, runbook } = await renderFinding(finding, PROBES, 'en');
  assert.match(summary, /1026, 1027, 1028, 1031/);
  assert.ok(runbook?.commands.includes('ncport -d gw.example -p 1026'));
  assert.equal(
    runbook?.commands.some((command) => command.includes('1031')),
    false,
  );
});

test('every fault has its place in the summary: a sentence for two others, and the titles of the rest', async () => {
  const reasons = ['port-refused', 'port-unreachable', 'port-reset', 'port-filtered', 'port-partly-open'];
  const finding = refused({
    faults: reasons.map((reason, index) => ({
      reason,
      status: 'failed' as const,
      severity: 'critical' as const,
      subject: `gw.example:${1027 + index}`,
      address: '10.0.0.5',
      port: 1027 + index,
    })),
  });
  const { summary } = await renderFinding(finding, PROBES, 'en');
  assert.match(
    summary,
    /^Port 1027 .* refuses connections\. .* Port 1028 .* no route\. Port 1029 .* at once\. The port does not respond; The port is open at some addresses only\.$/,
  );
});

test('what an explanation says is in the report’s language', async () => {
  const explanation = {
    what: 'security-group',
    id: 'sg-0123456789abcdef0',
    because: 'english',
    fix: 'aws ec2 …',
    why: 'group-in-no-rule',
    answers: false,
    values: { ids: 'sg-0123456789abcdef0', protocol: 'tcp', ports: '1027', peers: '10.0.1.5' },
  };
  const told = await Promise.all(
    LOCALES.map((locale) => renderFinding(refused({ explanations: [explanation] }), PROBES, locale)),
  );
  const because = told.map(({ explanations }) => explanations[0]?.because);
  assert.equal(because[0], 'No inbound rule of sg-0123456789abcdef0 allows tcp 1027 from 10.0.1.5.');
  assert.equal(new Set(because).size, LOCALES.length);
  assert.ok(because.every((one) => one?.includes('1027') && !one.includes('{')));
  const foreign = { ...explanation, why: 'no-such-code' };
  const kept = await renderFinding(refused({ explanations: [foreign] }), PROBES, 'ko');
  assert.equal(kept.explanations[0]?.because, 'english');
});

test('markup of a peer is inert in Markdown', async () => {
  const evil = '<script>alert(1)</script> [x](javascript:1) `code` **b** | cell';
  const report = await renderReport(
    {
      vantage: 'local',
      startedAtMs: 0,
      durationMs: 1,
      findings: [
        refused({ target: evil, evidence: [{ subject: evil, outcome: evil, firstBytes: '```\nrm' }] }),
      ],
      doesNotProve: [evil],
    },
    PROBES,
    'en',
  );
  const markdown = reportMarkdown(report, 'en');
  assert.doesNotMatch(markdown.replace(/`+[^`]*<script>[^`]*`+/g, ''), /(?<!\\)<script/);
  assert.equal(escapeMarkdown('a|b<c>'), 'a\\|b\\<c\\>');
  const table = markdown.split('\n').find((line) => line.startsWith('| ❌'));
  assert.equal(table?.replace(/\\\|/g, '').split('|').length, 6);
});

test('words name what is wrong first, and what this does not prove last', async () => {
  const report = await renderReport(
    {
      vantage: 'seoul',
      startedAtMs: 0,
      durationMs: 5,
      findings: [refused()],
      doesNotProve: ['only from here'],
    },
    PROBES,
    'en',
  );
  const lines = reportLines(report, 'en', PLAIN_FORM, true);
  assert(lines.includes('✗ FAILED  sgw · :1027 (10.0.0.5) · port-refused'));
  assert.ok(
    lines.indexOf('What this does not prove:') > lines.findIndex((line) => line.includes('Next steps')),
  );
  assert.equal(lines.at(-1), '1 failed · sgw from seoul · 5 ms');
});
