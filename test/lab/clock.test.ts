import assert from 'node:assert/strict';
import { after, type TestContext, test } from 'node:test';
import type { Evidence } from '../../lib/core/finding.ts';
import type { Severity } from '../../lib/core/reason.ts';
import { assertOneOutage, type Checked, checkFrom, evidenceOf, findingOf, glance } from './support/check.ts';
import { startEndpoint } from './support/endpoint.ts';
import type { Daemon } from './support/netns.ts';
import { labOrExplain } from './support/prerequisites.ts';
import { SAMBA_TOOLS, startSamba } from './support/samba.ts';
import { openSite, SITE } from './support/site.ts';
import { startTimeServer } from './support/time-server.ts';

/** One host that tells its time as an appliance does. */
const GATEWAY = SITE.endpoint[0];
const FLAGS = ['--gateway', GATEWAY, '--type', 'file-fsx'];

/** Both clocks are the machine's own and faketime adds whole seconds, so only the reading of them can be wrong. */
const READING_MS = 5;

/** The entry whose reading was judged. */
function usedOf(checked: Checked): Evidence {
  const used = findingOf(checked, 'clock').evidence.filter((one) => one.used === true);
  assert.equal(used.length, 1, 'one source is used');
  const [one] = used;
  assert.ok(one);
  return one;
}

/** The offset is wrong by no more than the evidence admits, and that is what half of the round trip allows. */
function assertTells(checked: Checked, seconds: number, source: string, granularityMs = 0): void {
  const { offsetMs, delayMs, errorMs, ...rest } = usedOf(checked);
  assert.equal(rest.source, source);
  assert.ok(typeof offsetMs === 'number' && typeof delayMs === 'number' && typeof errorMs === 'number');
  assert.ok(delayMs > 0, `${delayMs} ms`);
  assert.ok(Math.abs(errorMs - (delayMs + granularityMs) / 2) < 0.01, `${errorMs} ms of ${delayMs} ms`);
  const wrongBy = Math.abs(offsetMs - seconds * 1000);
  assert.ok(wrongBy <= errorMs + READING_MS, `${offsetMs} ms is ${wrongBy} ms wrong, admitted ${errorMs} ms`);
}

interface Case {
  readonly off: string;
  readonly seconds: number;
  readonly glance: string;
  readonly severity: Severity | null;
}

const CASES: readonly Case[] = [
  { off: '+0s', seconds: 0, glance: 'clock healthy', severity: null },
  { off: '+20s', seconds: 20, glance: 'clock healthy', severity: null },
  { off: '+40s', seconds: 40, glance: 'clock degraded clock-drifting', severity: 'warning' },
  { off: '-40s', seconds: -40, glance: 'clock degraded clock-drifting', severity: 'warning' },
  { off: '+90s', seconds: 90, glance: 'clock failed clock-skewed', severity: 'warning' },
  { off: '-90s', seconds: -90, glance: 'clock failed clock-skewed', severity: 'warning' },
  { off: '+400s', seconds: 400, glance: 'clock failed clock-skewed', severity: 'critical' },
  { off: '-420s', seconds: -420, glance: 'clock failed clock-skewed', severity: 'critical' },
];

if (labOrExplain("a gateway's own clock", ['nginx', 'chronyd', 'gcc', ...SAMBA_TOOLS])) {
  const { client, server } = await openSite({ after });
  const running = async (t: TestContext, daemon: Promise<Daemon>) => {
    const { stop } = await daemon;
    t.after(stop);
  };

  for (const { off, seconds, glance: expected, severity } of CASES) {
    test(`a gateway ${off} off shows it over SMB: ${expected}`, async (t) => {
      await startSamba(t, server, { off });
      const checked = await checkFrom(client, FLAGS);
      assert.deepEqual(glance(checked), ['port healthy', 'hello healthy', expected]);
      assert.equal(checked.exitStatus, expected.includes('failed') ? 1 : 0);
      const finding = findingOf(checked, 'clock');
      assert.equal(finding.severity, severity);
      assertTells(checked, seconds, 'smb2');
      assert.deepEqual(evidenceOf(finding, ['subject', 'address', 'port', 'source', 'outcome']), [
        [`${GATEWAY}:123`, GATEWAY, 123, 'ntp', 'unreadable'],
        [`${GATEWAY}:445`, GATEWAY, 445, 'smb2', 'read'],
        [`${GATEWAY}:80`, GATEWAY, 80, 'http-date', 'unreadable'],
      ]);
      assert.deepEqual(
        finding.faults.map(({ subject, address, port }) => [subject, address, port]),
        severity === null ? [] : [[`${GATEWAY}:445`, GATEWAY, 445]],
      );
    });
  }

  for (const { off, seconds, glance: expected, severity } of CASES.filter((one) => one.off.startsWith('+'))) {
    test(`a gateway before its activation, ${off} off, shows it in HTTP alone: ${expected}`, async (t) => {
      await running(t, startEndpoint(t, server, [{ port: 80 }], { off }));
      const checked = await checkFrom(client, [...FLAGS, '--only', 'clock']);
      assert.deepEqual(glance(checked), [expected]);
      assert.equal(findingOf(checked, 'clock').severity, severity);
      assertTells(checked, seconds, 'http-date', 1000);
    });
  }

  test('a gateway that serves NTP shows its clock there, synchronised or not', async (t) => {
    for (const unsynchronised of [false, true]) {
      const chrony = await startTimeServer(t, server, { address: GATEWAY, off: '-420s', unsynchronised });
      const checked = await checkFrom(client, [...FLAGS, '--only', 'clock']);
      await chrony.stop();
      assert.deepEqual(glance(checked), ['clock failed clock-skewed']);
      assert.equal(findingOf(checked, 'clock').severity, 'critical');
      assertTells(checked, -420, 'ntp');
    }
  });

  test('of several sources a precise one is used and named, not the whole seconds of HTTP', async (t) => {
    await running(t, startEndpoint(t, server, [{ port: 80 }], { off: '+90s' }));
    await startSamba(t, server, { off: '+90s' });
    const checked = await checkFrom(client, FLAGS);
    assert.deepEqual(glance(checked), ['port healthy', 'hello healthy', 'clock failed clock-skewed']);
    assertTells(checked, 90, 'smb2');
    assert.deepEqual(
      findingOf(checked, 'clock').faults.map(({ values }) => values?.source),
      ['smb2'],
    );
  });

  test('on a long path the round trip is in the evidence, and bounds the error', async (t) => {
    const roundTripMs = 80;
    const far = await openSite(t, { roundTripMs });
    await startSamba(t, far.server, { off: '+90s' });
    const checked = await checkFrom(far.client, FLAGS);
    assert.deepEqual(glance(checked), ['port healthy', 'hello healthy', 'clock failed clock-skewed']);
    assertTells(checked, 90, 'smb2');
    const { delayMs } = usedOf(checked);
    assert.ok(Number(delayMs) >= roundTripMs, `${delayMs} ms`);
  });

  test('a clock of the last century is no reading: unknown, and nobody is paged', async (t) => {
    await startSamba(t, server, { off: '-52y' });
    const checked = await checkFrom(client, FLAGS);
    assert.deepEqual(glance(checked), ['port healthy', 'hello healthy', 'clock unknown clock-unreadable']);
    assert.equal(checked.exitStatus, 3);
    const finding = findingOf(checked, 'clock');
    assert.equal(finding.severity, null);
    assert.deepEqual(
      evidenceOf(finding, ['source', 'why']).find(([source]) => source === 'smb2'),
      ['smb2', 'absurd time'],
    );
  });

  test('two Date headers are no reading, and a closed SMB port explains the rest', async (t) => {
    const lines = ['add_header Date "Sat, 21 Nov 2026 10:00:00 GMT" always;'];
    await running(t, startEndpoint(t, server, [{ port: 80, lines }]));
    const checked = await checkFrom(client, [...FLAGS, '--only', 'clock']);
    assertOneOutage(checked, 'port', 'port-refused');
    assert.deepEqual(evidenceOf(findingOf(checked, 'clock'), ['source', 'why']), [
      ['ntp', 'refused'],
      ['smb2', 'refused'],
      ['http-date', 'two Date headers'],
    ]);
  });
}
