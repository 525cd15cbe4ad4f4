import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../../lib/config/load.ts';
import type { WatchCall, WatchReply } from '../../../lib/core/notify/callers.ts';
import type { RenderedFinding, Report } from '../../../lib/core/report.ts';
import { deadlineIn } from '../../../lib/core/time.ts';
import { PROBES } from '../../../lib/probes/registry.ts';
import { escapeHtml } from '../../../lib/report/html/html-template.ts';
import { type DashboardInput, dashboard } from '../../../lib/stages/dashboard/dashboard.ts';
import { sampleReport } from '../../../scripts/sample-report.ts';
import { lookFinding } from '../../support/alarm-messages.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { withoutWordBoxes } from '../../support/our-markup.ts';
import { ENDPOINT } from '../../support/shown-vantages.ts';

const YAML = `
vantages:
  - name: seoul-prod
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    targets: [{ name: sgw-endpoint, type: tcp, address: "10.0.0.1:443" }]
  - name: paris
    vpc: vpc-0123456789abcdef1
    subnets: [subnet-0123456789abcdef1]
    targets: [{ name: web, type: tcp, address: "10.1.0.1:443" }]
  - name: idc
    targets: [{ name: cgw, type: tcp, address: "10.2.0.1:443" }, { name: seen-from-idc, type: tcp, address: "10.1.0.1:443" }]
`;
const NOW_MS = Date.parse('2026-11-21T18:14:30Z');
const clock = { wallMs: () => NOW_MS, monotonicMs: () => performance.now() };

/** A dashboard over a table with one report of seoul-prod. */
async function dashboardWith({
  report,
  reply = { outcome: 'failed', why: 'nobody answers' },
  refuses,
}: {
  readonly report?: Report;
  readonly reply?: WatchReply;
  readonly refuses?: Error;
}) {
  const table = memoryStore(clock);
  if (report !== undefined) await table.putLastReport('seoul-prod', JSON.stringify(report));
  const calls: WatchCall[] = [];
  const read: string[] = [];
  const errors: string[] = [];
  const show = (input: Omit<DashboardInput, 'theme'> = {}) =>
    dashboard(
      { theme: 'light', ...input },
      {
        stage: 'prod',
        region: 'ap-northeast-2',
        config: parseConfig(YAML),
        probes: PROBES,
        clock,
        deadline: deadlineIn(clock, 10_000),
        store: {
          lastReport: async (vantage) => {
            read.push(vantage);
            if (refuses !== undefined) throw refuses;
            return await table.lastReport(vantage);
          },
        },
        callWatch: async (call) => {
          calls.push(call);
          return reply;
        },
        endpoint: ENDPOINT,
        onError: (error, during) => errors.push(`${during}: ${error}`),
      },
    );
  return { show, calls, read, errors, table };
}

/** The vantage whose target is broken is named below the title. */
const vantagesIn = (widget: string) =>
  [...widget.matchAll(/<div class="head">[\s\S]*?<\/section>/g)].map(([section]) =>
    ['seoul-prod', 'paris', 'idc'].find((name) => section.includes(name)),
  );

test('every vantage is shown, or the one that is named, and looking at it asks nobody', async () => {
  const { show, calls, read } = await dashboardWith({ report: await sampleReport('en') });
  const all = await show();
  assert.deepEqual(vantagesIn(all), ['seoul-prod', 'paris', 'idc']);
  assert.match(all, /port-filtered/);
  assert.match(all, /No run of this vantage has finished yet/);
  assert.match(all, /on premises/);
  read.length = 0;
  assert.deepEqual(vantagesIn(await show({ vantage: 'paris' })), ['paris']);
  assert.deepEqual([read, calls], [['paris'], []], 'and of the table no more than it shows');
});

test('check now looks at everything from that vantage, in the language of the widget, and reads nothing old', async () => {
  const report = await sampleReport('fr');
  const { show, calls, read } = await dashboardWith({ reply: { outcome: 'answered', report } });
  const widget = await show({ vantage: 'seoul-prod', checkNow: 'seoul-prod', lang: 'fr' });
  const [call, ...more] = calls;
  assert.deepEqual(
    [call?.vantage, call?.targets, call?.lang, more, read],
    ['seoul-prod', undefined, 'fr', [], []],
  );
  assert.match(widget, /Vérifié à l’instant/);
  assert.match(widget, /ne répond pas/);
  assert(
    widget.includes(
      '{&quot;vantage&quot;:&quot;seoul-prod&quot;,&quot;lang&quot;:&quot;fr&quot;,&quot;checkNow&quot;',
    ),
  );
});

test('the other vantages of the widget keep their last report while one is looked from', async () => {
  const report = await sampleReport('en');
  const { show, calls, read } = await dashboardWith({ report, reply: { outcome: 'answered', report } });
  const widget = await show({ checkNow: 'paris' });
  assert.deepEqual(
    calls.map(({ vantage }) => vantage),
    ['paris'],
  );
  assert.deepEqual(read, ['seoul-prod', 'idc']);
  assert.match(widget, /Last run 2026-11-21 18:13 UTC, 1 min 30 s ago\./);
  assert.match(widget, /Checked just now/);
});

test('a run that fails is shown and logged, and the last report is shown in its place', async () => {
  const { show, errors } = await dashboardWith({
    report: await sampleReport('en'),
    reply: { outcome: 'failed', why: 'Task timed out <b>' },
  });
  const widget = await show({ checkNow: 'seoul-prod' });
  assert.match(widget, /nothing new is known: Task timed out &lt;b&gt;/);
  assert.match(widget, /port-filtered/);
  assert.deepEqual(errors, ['looking now from seoul-prod: Task timed out <b>']);
});

test('a table that is down is told and logged, and the widget is drawn all the same', async () => {
  const { show, errors } = await dashboardWith({ refuses: new Error('dynamodb:GetItem: access-denied') });
  const widget = await show({ vantage: 'seoul-prod' });
  assert.match(widget, /could not be read: dynamodb:GetItem: access-denied/);
  assert.match(widget, /Check now/);
  assert.deepEqual(errors, ['reading the last report of seoul-prod: Error: dynamodb:GetItem: access-denied']);
});

for (const lang of ['ko', 'fr'] as const) {
  test(`a report that was kept in English is told in ${lang} where the widget wants it`, async () => {
    const { show } = await dashboardWith({ report: await sampleReport('en') });
    const widget = withoutWordBoxes(await show({ vantage: 'seoul-prod', lang }));
    const wanted = await sampleReport(lang);
    for (const { summary, runbook } of wanted.findings) {
      assert(widget.includes(escapeHtml(summary)), summary);
      for (const step of runbook?.steps ?? []) assert(widget.includes(escapeHtml(step)), step);
    }
    assert.doesNotMatch(widget, /does not respond: connection/);
  });
}

test('a finding of another version, which has no words here, keeps its own', async () => {
  const report = await sampleReport('en');
  const [first] = report.findings;
  assert(first !== undefined);
  const strange = { ...first, status: 'failed', reason: 'of-tomorrow', summary: 'said tomorrow' } as const;
  const { show } = await dashboardWith({ report: { ...report, findings: [strange] } });
  const widget = await show({ vantage: 'seoul-prod', lang: 'ko' });
  assert.match(widget, /said tomorrow/);
});

test('what a loop on premises kept is shown like any other report, with no button and no promise of a next look', async () => {
  const report = await sampleReport('en');
  const { show, table } = await dashboardWith({});
  await table.putLastReport('idc', JSON.stringify({ ...report, vantage: 'idc' }));
  const widget = await show({ vantage: 'idc' });
  assert.match(widget, /port-filtered/);
  assert.match(widget, /Last run 2026-11-21 18:13 UTC, 1 min 30 s ago\.</);
  assert.doesNotMatch(widget, /cwdb-action action|Next in/);
  await table.putLastReport('idc', JSON.stringify({ ...report, startedAt: '2026-11-21T10:00:00.000Z' }));
  assert.match(await show({ vantage: 'idc' }), /This report is 8 h 14 min old/);
  assert.doesNotMatch(
    await show({ vantage: 'idc' }),
    /logsV2|alarmsV2/,
    'it has no log group and no alarm here',
  );
});

test('what another version kept is no report', async () => {
  const report = await sampleReport('en');
  const { show } = await dashboardWith({ report: { ...report, version: 2 as 1 } });
  assert.match(await show({ vantage: 'seoul-prod' }), /No run of this vantage has finished yet/);
});

test('a vantage is shown beside what another one found of the same target, be it shown or not', async () => {
  const { show, table } = await dashboardWith({});
  const sample = await sampleReport('en');
  const reportOf = (vantage: string, finding: RenderedFinding): Report => ({
    ...sample,
    vantage,
    startedAt: new Date(NOW_MS - 60_000).toISOString(),
    findings: [finding],
  });
  const key = { vantage: 'paris', target: 'web', check: 'port' };
  await table.putLastReport(
    'paris',
    JSON.stringify(reportOf('paris', lookFinding('failed', key, 'port-filtered'))),
  );
  const idc = { vantage: 'idc', target: 'seen-from-idc', check: 'port' };
  await table.putLastReport('idc', JSON.stringify(reportOf('idc', lookFinding('healthy', idc))));
  for (const input of [{}, { vantage: 'paris' }])
    assert.match(await show(input), /Fails from paris, works from idc: the cause is on the VPC&#39;s side\./);
});
