import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VpnTunnel } from '../../../lib/core/aws/vpn-reader.ts';
import type { Finding } from '../../../lib/core/finding.ts';
import type { LastGood } from '../../../lib/core/last-good.ts';
import { LOCALES } from '../../../lib/core/locale.ts';
import { vpn } from '../../../lib/probes/vpn/kind.ts';
import type { DescribedVpn, VpnObservation } from '../../../lib/probes/vpn/observe.ts';
import { renderFinding } from '../../../lib/report/text/render-finding.ts';
import { planQuestions } from '../../../lib/stages/check/plan.ts';
import { rememberRun, withChanges } from '../../../lib/stages/memory/last-good.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { described, ID, ONE, TWO, tunnel } from './samples.ts';

/** A connection over many looks: what is remembered of it, and what is told when it was made anew. */

const REBUILT = 'vpn-0fedcba9876543210';
const [NEW_ONE, NEW_TWO] = ['192.0.2.10', '192.0.2.20'];
const DOWN = { status: 'DOWN', statusMessage: 'IPSEC IS DOWN', acceptedRoutes: 0 };
const BEGIN_MS = Date.parse('2026-11-20T14:00:00Z');
const FIELDS = { vpn: ID, tags: { Name: 'idc' } };

const connection = (id: string, tunnels: readonly VpnTunnel[], more: Partial<DescribedVpn> = {}) =>
  described({ id, tunnels }, more);
const before = connection(ID, [tunnel(ONE), tunnel(TWO)]);
const halfBefore = connection(ID, [tunnel(ONE), tunnel(TWO, DOWN)]);
const rebuilt = connection(REBUILT, [tunnel(NEW_ONE, DOWN), tunnel(NEW_TWO, DOWN)]);
const halfMended = connection(REBUILT, [tunnel(NEW_ONE), tunnel(NEW_TWO, DOWN)]);
const repaired = connection(REBUILT, [tunnel(NEW_ONE), tunnel(NEW_TWO)]);

/** The target's own question, with what is remembered in it. */
function specWith(lastGood: readonly LastGood[], fields: object = FIELDS): object {
  const { questions } = planQuestions(
    {
      vantage: 'seoul',
      targets: [{ name: 'target', type: 'site-to-site-vpn', fields: { beyond: [], ...fields } }],
      context: { endpoints: new Map(), lastGood },
      timeoutMs: 3000,
      attempts: 2,
    },
    [vpn],
  );
  const { kind: _kind, timeoutMs: _timeoutMs, attempts: _attempts, ...spec } = questions[0]?.question ?? {};
  return spec;
}

/** Full looks a minute apart. */
class Watching {
  lastGood: readonly LastGood[] = [];
  writes = 0;
  readonly fields: object;
  #nowMs = BEGIN_MS;

  constructor(fields: object = FIELDS) {
    this.fields = fields;
  }

  runChecks(observation: VpnObservation): Finding {
    const finding = this.peek(observation);
    const after = rememberRun(this.lastGood, [finding], [vpn], this.#nowMs);
    if (after !== undefined) {
      this.lastGood = after;
      this.writes += 1;
    }
    this.#nowMs += 60_000;
    return finding;
  }

  /** A look that only reads. */
  peek(observation: VpnObservation): Finding {
    const judged = judgeOne(vpn, specWith(this.lastGood, this.fields), observation);
    const [told] = withChanges([judged], this.lastGood, [vpn], this.#nowMs);
    assert(told !== undefined);
    return told;
  }

  get remembered(): readonly string[] {
    return this.lastGood.flatMap(({ marks }) => marks.map(({ id }) => id));
  }
}

const placesOf = ({ faults }: Finding) =>
  faults
    .filter(({ reason }) => reason === 'tunnel-address-changed')
    .map(({ values }) => [values?.oldAddress, values?.newAddress]);

test('a rebuilt connection is told until the device calls the new addresses, however often it is looked at', () => {
  const watching = new Watching();
  assert.equal(watching.runChecks(before).status, 'healthy');
  for (let times = 0; times < 5; times += 1) {
    const finding = watching.runChecks(rebuilt);
    assert.deepEqual([finding.status, finding.reason], ['failed', 'tunnel-address-changed']);
    assert.deepEqual(placesOf(finding), [
      [ONE, NEW_ONE],
      [TWO, NEW_TWO],
    ]);
  }
  assert.deepEqual(watching.remembered, [ONE, TWO]);
  for (let times = 0; times < 3; times += 1) {
    const finding = watching.runChecks(halfMended);
    assert.deepEqual([finding.status, finding.reason], ['degraded', 'tunnel-address-changed']);
    assert.deepEqual(placesOf(finding), [[TWO, NEW_TWO]], 'only what is left to be done');
  }
  assert.deepEqual(watching.remembered, [ONE, TWO]);
  assert.equal(watching.runChecks(repaired).status, 'healthy');
  assert.deepEqual(watching.remembered, [NEW_ONE, NEW_TWO]);
  assert.equal(
    watching.runChecks(connection(REBUILT, [tunnel(NEW_ONE, DOWN), tunnel(NEW_TWO, DOWN)])).reason,
    'tunnels-down',
  );
  assert.equal(watching.writes, 4, 'well, its end, well at the new addresses, its end');
});

test('a tunnel that is down for a while stays remembered, and nothing is written for it', () => {
  const watching = new Watching();
  watching.runChecks(before);
  watching.runChecks(halfBefore);
  assert.deepEqual([watching.remembered, watching.writes], [[ONE, TWO], 1]);
});

test('a device that uses one tunnel only is told one address, and is done when one is up', () => {
  const watching = new Watching();
  watching.runChecks(halfBefore);
  assert.deepEqual(watching.remembered, [ONE]);
  assert.deepEqual(placesOf(watching.runChecks(rebuilt)), [[ONE, NEW_ONE]]);
  assert.equal(watching.runChecks(halfMended).reason, 'tunnel-down');
  assert.deepEqual(watching.remembered, [NEW_ONE]);
});

test('a connection that is away while it is made anew does not lose what was remembered of it', () => {
  const watching = new Watching();
  watching.runChecks(before);
  watching.runChecks({ outcome: 'missing', others: [] });
  watching.runChecks(connection(REBUILT, [tunnel(NEW_ONE, DOWN)], {}));
  watching.runChecks(described({ id: REBUILT, state: 'pending', tunnels: [] }));
  assert.deepEqual(placesOf(watching.runChecks(rebuilt)), [
    [ONE, NEW_ONE],
    [TWO, NEW_TWO],
  ]);
});

test('the report says until when the old addresses were well, in words and in the evidence', async () => {
  const watching = new Watching();
  watching.runChecks(before);
  watching.runChecks(rebuilt);
  const finding = watching.peek(rebuilt);
  const until = '2026-11-20T14:01:00Z';
  assert.deepEqual(finding.evidence[0]?.lastOutsideAddresses, [ONE, TWO]);
  assert.equal(finding.evidence[0]?.lastWellUntil, until);
  for (const locale of LOCALES) {
    const told = await renderFinding(finding, [vpn], locale);
    const [change] = told.explanations;
    for (const wanted of [until, `${ONE}, ${TWO}`, `${NEW_ONE}, ${NEW_TWO}`])
      assert(change?.because?.includes(wanted), `${locale}: ${change?.because}`);
    assert.doesNotMatch(told.summary, /\?/, locale);
    assert(
      told.runbook?.commands.some((one) => one.includes(`Q${ONE}\\E\\b/${NEW_ONE}/`) && one.includes('perl')),
    );
    assert(told.runbook?.commands.some((one) => one.includes('systemctl restart ipsec')));
    assert.doesNotMatch(told.runbook?.steps.join() ?? '', /expectOutsideAddresses/, 'nothing is configured');
  }
  const told = await renderFinding(finding, [vpn], 'en');
  assert.match(told.summary, /the device was last known to call 203\.0\.113\.1, 203\.0\.113\.2/);
});

const AUTHENTICATION_FAILED = {
  phase1: 'Negotiating',
  phase2: 'Down',
  error: { meaning: 'authentication-failed', text: 'AUTHENTICATION_FAILED', atMs: BEGIN_MS },
} as const;
for (const [what, observation, reason] of [
  [
    'a gateway that nobody attached',
    { ...rebuilt, gateway: undefined, routeTables: [] },
    'vpn-gateway-not-attached',
  ],
  [
    'a key that differs',
    { ...rebuilt, logs: [{ outsideAddress: NEW_ONE, ...AUTHENTICATION_FAILED }] },
    'tunnel-psk-mismatch',
  ],
] as const)
  test(`beside ${what} the device's commands are told all the same`, async () => {
    const watching = new Watching();
    watching.runChecks(before);
    const finding = watching.runChecks(observation);
    assert.equal(finding.reason, reason);
    for (const locale of LOCALES) {
      const { explanations } = await renderFinding(finding, [vpn], locale);
      const device = explanations.find((one) => one.what === 'device');
      const [first, second, restart, ...more] = device?.fix.split('\n') ?? [];
      assert.deepEqual(more, []);
      assert(
        first?.includes(`\\Q${ONE}\\E\\b/${NEW_ONE}/`) && second?.includes(`\\Q${TWO}\\E\\b/${NEW_TWO}/`),
      );
      assert.match(restart ?? '', /systemctl restart ipsec/);
      assert(device?.because?.includes(NEW_ONE), locale);
    }
  });

test('where the runbook has the commands they are not told twice', () => {
  const watching = new Watching();
  watching.runChecks(before);
  assert(!watching.runChecks(rebuilt).explanations.some(({ what }) => what === 'device'));
});

test('what the configuration expects stands before what is remembered', () => {
  const watching = new Watching({ ...FIELDS, expectOutsideAddresses: [NEW_ONE, NEW_TWO] });
  watching.runChecks(before);
  assert.equal(watching.runChecks(rebuilt).reason, 'tunnels-down');
});

test('what is no address never gets into a question, however it came into the table', () => {
  const entry = { target: 'target', check: 'vpn', subject: 'outside addresses' };
  const marks = [{ id: '$(reboot)' }, ...Array.from({ length: 20 }, (_, n) => ({ id: `192.0.2.${n}` }))];
  const spec = specWith([{ ...entry, marks }]);
  assert(vpn.spec.safeParse(spec).success);
  assert(!JSON.stringify(spec).includes('reboot'));
  assert.deepEqual(specWith([{ ...entry, marks: [{ id: 'x' }] }]), FIELDS);
  assert.deepEqual(specWith([{ ...entry, target: 'other', marks }]), FIELDS);
});
