import assert from 'node:assert/strict';
import { after, type TestContext, test } from 'node:test';
import type { Severity } from '../../lib/core/reason.ts';
import { assertOneOutage, checkFrom, findingOf } from './support/check.ts';
import { startNameServer } from './support/name-server.ts';
import { labOrExplain } from './support/prerequisites.ts';
import { setRules } from './support/rules.ts';
import { openSite, SITE } from './support/site.ts';
import { startTimeServer, type TimeServerOptions } from './support/time-server.ts';

/** What chronyd does at one of the addresses; `stopped` is a host without it. */
type Clock = Omit<TimeServerOptions, 'address'> | 'stopped';
const HONEST: Clock = {};
const UNSYNCHRONISED: Clock = { unsynchronised: true };

interface Case {
  readonly title: string;
  readonly clocks: readonly Clock[];
  readonly status: 'healthy' | 'degraded' | 'failed';
  readonly reason: string | null;
  readonly severity?: Severity;
  readonly outcomes: readonly string[];
  /** Seconds, a server each, where it gives any. */
  readonly offsets: readonly (number | undefined)[];
}

const CASES: readonly Case[] = [
  {
    title: 'three honest servers are healthy',
    clocks: [HONEST, HONEST, HONEST],
    status: 'healthy',
    reason: null,
    outcomes: ['answered', 'answered', 'answered'],
    offsets: [0, 0, 0],
  },
  {
    title: 'when all servers are 90 s ahead it is the vantage whose clock is skewed',
    clocks: [{ off: '+90s' }, { off: '+90s' }, { off: '+90s' }],
    status: 'failed',
    reason: 'vantage-clock-skewed',
    severity: 'warning',
    outcomes: ['answered', 'answered', 'answered'],
    offsets: [90, 90, 90],
  },
  {
    title: 'seven minutes behind is critical',
    clocks: [{ off: '-7m' }, { off: '-7m' }, HONEST],
    status: 'failed',
    reason: 'vantage-clock-skewed',
    severity: 'critical',
    outcomes: ['answered', 'answered', 'answered'],
    offsets: [-420, -420, 0],
  },
  {
    title: 'one server that the majority contradicts degrades the finding',
    clocks: [HONEST, { off: '+90s' }, HONEST],
    status: 'degraded',
    reason: 'ntp-disagree',
    severity: 'warning',
    outcomes: ['answered', 'answered', 'answered'],
    offsets: [0, 90, 0],
  },
  {
    title: 'servers that have no time themselves are unsynchronised',
    clocks: [UNSYNCHRONISED, UNSYNCHRONISED, UNSYNCHRONISED],
    status: 'failed',
    reason: 'ntp-unsynchronised',
    severity: 'warning',
    outcomes: ['unsynchronised', 'unsynchronised', 'unsynchronised'],
    offsets: [0, 0, 0],
  },
  {
    title: 'a server without time among good ones degrades the finding',
    clocks: [HONEST, UNSYNCHRONISED, HONEST],
    status: 'degraded',
    reason: 'ntp-unsynchronised',
    severity: 'warning',
    outcomes: ['answered', 'unsynchronised', 'answered'],
    offsets: [0, 0, 0],
  },
  {
    title: 'a stopped server among good ones degrades the finding',
    clocks: [HONEST, 'stopped', HONEST],
    status: 'degraded',
    reason: 'ntp-partly-silent',
    severity: 'warning',
    outcomes: ['answered', 'refused', 'answered'],
    offsets: [0, undefined, 0],
  },
  {
    title: 'servers that are all stopped refuse',
    clocks: ['stopped', 'stopped', 'stopped'],
    status: 'failed',
    reason: 'ntp-refused',
    severity: 'warning',
    outcomes: ['refused', 'refused', 'refused'],
    offsets: [undefined, undefined, undefined],
  },
];

/** An idle machine shows well under a millisecond; a busy one may be preempted in the middle of a question. */
const TOLERANCE_MS = 250;

if (labOrExplain('time servers', ['chronyd', 'faketime', 'knotd'])) {
  const { client, router, server } = await openSite({ after });
  await startNameServer({ after }, server, {
    address: SITE.nameServer,
    zones: { 'pool.ntp.org': { '0.amazon': SITE.timeServers.slice(0, 2) } },
  });
  const flags = ['--ntp', SITE.timeServers.join(','), '--only', 'ntp'];

  const startClocks = async (t: TestContext, clocks: readonly Clock[]) => {
    for (const [index, address] of SITE.timeServers.entries()) {
      const clock = clocks[index];
      if (clock === undefined || clock === 'stopped') continue;
      const daemon = await startTimeServer(t, server, { address, ...clock });
      t.after(daemon.stop);
    }
  };

  for (const { title, clocks, status, reason, severity, outcomes, offsets } of CASES) {
    test(title, async (t) => {
      await startClocks(t, clocks);
      const checked = await checkFrom(client, flags);
      const finding = findingOf(checked, 'ntp');
      assert.deepEqual(
        [finding.status, finding.reason, finding.severity],
        [status, reason, severity ?? null],
      );
      assert.equal(checked.exitStatus, status === 'failed' ? 1 : 0);
      assert.ok(checked.report.doesNotProve.some((note) => note.startsWith('TCP 123 was not checked.')));
      assert.deepEqual(
        finding.evidence.map(({ subject, address, port, outcome, source }) => [
          subject,
          address,
          port,
          outcome,
          source,
        ]),
        SITE.timeServers.map((address, index) => [`${address}:123`, address, 123, outcomes[index], 'ntp']),
      );
      for (const [index, { offsetMs, delayMs, stratum, outcome }] of finding.evidence.entries()) {
        const offset = offsets[index];
        if (offset === undefined) continue;
        assert.ok(typeof offsetMs === 'number' && typeof delayMs === 'number');
        assert.ok(Math.abs(offsetMs - offset * 1000) < TOLERANCE_MS, `${offsetMs} ms, expected ${offset} s`);
        assert.ok(delayMs < TOLERANCE_MS, `${delayMs} ms of delay`);
        assert.equal(stratum, outcome === 'answered' ? 3 : 0);
      }
    });
  }

  test('time servers behind a filter are silent, in one --timeout for all', async (t) => {
    await startClocks(t, [HONEST, HONEST, HONEST]);
    await setRules(router, [{ does: 'drop', protocol: 'udp', ports: [123] }]);
    t.after(() => setRules(router, []));
    const timeoutMs = 1000;
    const checked = await checkFrom(client, [...flags, '--timeout', `${timeoutMs}ms`]);
    assertOneOutage(checked, 'ntp', 'ntp-silent');
    assert.deepEqual(
      findingOf(checked, 'ntp').evidence.map(({ outcome, attempts }) => [outcome, attempts]),
      SITE.timeServers.map(() => ['silent', 2]),
    );
    assert.ok(checked.report.durationMs <= timeoutMs * 1.15 + 100, `${checked.report.durationMs} ms`);
  });

  test('a router that rejects NTP is told apart from one that drops it', async (t) => {
    await startClocks(t, [HONEST, HONEST, HONEST]);
    await setRules(router, [{ does: 'admin-prohibited', protocol: 'udp', ports: [123] }]);
    t.after(() => setRules(router, []));
    const checked = await checkFrom(client, flags);
    assertOneOutage(checked, 'ntp', 'ntp-refused');
    assert.deepEqual(
      findingOf(checked, 'ntp').evidence.map(({ outcome }) => outcome),
      SITE.timeServers.map(() => 'unreachable'),
    );
  });

  test('a host that limits its ICMP errors still refuses when it is asked once more', async (t) => {
    // Linux sends six to one host at once, then one a second (icmp(7), icmp_ratelimit); here are nine.
    const limited = await openSite(t, { limitIcmpErrors: true });
    const checked = await checkFrom(limited.client, [...flags, '--attempts', '3']);
    assertOneOutage(checked, 'ntp', 'ntp-refused');
    assert.deepEqual(
      findingOf(checked, 'ntp').evidence.map(({ outcome, attempts }) => [outcome, attempts]),
      SITE.timeServers.map(() => ['refused', 3]),
    );
  });

  test("a pool's name is asked at two of its addresses", async (t) => {
    await startClocks(t, [HONEST, 'stopped']);
    const checked = await checkFrom(client, ['--ntp', '0.amazon.pool.ntp.org', '--only', 'ntp']);
    const finding = findingOf(checked, 'ntp');
    assert.deepEqual([finding.status, finding.reason], ['degraded', 'ntp-partly-silent']);
    assert.deepEqual(finding.evidence.map(({ address, outcome }) => `${address} ${outcome}`).sort(), [
      `${SITE.timeServers[0]} answered`,
      `${SITE.timeServers[1]} refused`,
    ]);
  });

  test('a time server without a name is blamed on the name', async () => {
    const checked = await checkFrom(client, ['--ntp', '9.amazon.pool.ntp.org', '--only', 'ntp']);
    assertOneOutage(checked, 'dns', 'name-not-found');
    assert.deepEqual(
      [findingOf(checked, 'ntp').status, findingOf(checked, 'ntp').reason],
      ['unknown', 'blocked-by'],
    );
  });
}
