import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Probe } from '../../../lib/core/probe.ts';
import { PROBES } from '../../../lib/probes/registry.ts';
import { causesAmong, type Draft, type DraftFault } from '../../../lib/stages/check/causes.ts';

/** What is due to which fault below it: by subject, address and target. */

const KINDS: readonly Probe[] = PROBES;
const kindOf = (name: string): Probe => {
  const found = KINDS.find(({ kind }) => kind === name);
  assert(found !== undefined, name);
  return found;
};
const failed = { status: 'failed', severity: 'critical' } as const;
const fault = (reason: string, subject: string, more: Partial<DraftFault> = {}): DraftFault => ({
  ...failed,
  reason,
  subject,
  ...more,
});
const draft = (kind: string, faults: readonly DraftFault[], target = 'filer', vantage = 'here'): Draft => ({
  probe: kindOf(kind),
  ...{ vantage, target, shown: true, faults },
  ...{ evidence: [], explanations: [], correlationKeys: [], measurements: [] },
});
const HERE = 'a.test:443';
const upper = (more: Partial<DraftFault> = {}) => fault('tls-refused', HERE, { dueTo: 'port', ...more });

/** The cause of the first fault of the first draft. */
function causeOf(drafts: readonly Draft[]) {
  const [first] = drafts;
  const [one] = first?.faults ?? [];
  assert(first !== undefined && one !== undefined);
  return causesAmong(drafts, KINDS, new Set())(first, one);
}
const causedBy = (lower: DraftFault, more: Partial<DraftFault> = {}, target?: string, vantage?: string) =>
  causeOf([draft('tls', [upper(more)]), draft('port', [lower], target, vantage)]);
const PORT = { target: 'filer', check: 'port', reason: 'port-refused', because: 'due-to' };

test('a fault is due to the one below it at the same subject', () => {
  assert.deepEqual(causedBy(fault('port-refused', HERE)), PORT);
  assert.equal(causedBy(fault('port-refused', 'a.test:444')), undefined);
  assert.equal(causedBy(fault('port-refused', HERE), { dueTo: 'dns' }), undefined);
  assert.equal(
    causeOf([draft('tls', [fault('tls-refused', HERE)]), draft('port', [fault('port-refused', HERE)])]),
    undefined,
  );
});

test('a name is the subject of its ports, and of no name that only begins or ends so', () => {
  const dueToName = (subject: string) =>
    causeOf([
      draft('port', [fault('port-filtered', 'a.test:443', { dueTo: 'dns' })]),
      draft('dns', [fault('name-not-found', subject)]),
    ])?.reason;
  assert.equal(dueToName('a.test'), 'name-not-found');
  assert.equal(dueToName('a.tes'), undefined);
  assert.equal(dueToName('test:443'), undefined);
  assert.equal(dueToName('443'), undefined);
});

test('where both name an address it is the same one; where one names none, it is due', () => {
  const [one, other] = ['10.0.0.1', '10.0.0.2'];
  assert.equal(causedBy(fault('port-refused', HERE, { address: one }), { address: other }), undefined);
  assert.deepEqual(causedBy(fault('port-refused', HERE, { address: one }), { address: one }), PORT);
  assert.deepEqual(causedBy(fault('port-refused', HERE), { address: one }), PORT);
  assert.deepEqual(causedBy(fault('port-refused', HERE, { address: one })), PORT);
  assert.equal(causedBy(fault('port-refused', 'b.test:443', { address: one }), { address: one }), undefined);
});

test('the cause is the target’s own where it has one, else that of another target, and of no other vantage', () => {
  const lower = (target: string) => draft('port', [fault('port-refused', HERE)], target);
  const mine = draft('tls', [upper()]);
  assert.equal(causeOf([mine, lower('squid'), lower('filer')])?.target, 'filer');
  assert.equal(causeOf([mine, lower('squid')])?.target, 'squid');
  assert.equal(causedBy(fault('port-refused', HERE), {}, 'filer', 'there'), undefined);
  // The target's own kind is there, and is well at this subject.
  const well = draft('port', [fault('port-refused', 'a.test:444')], 'filer');
  assert.equal(causeOf([mine, well, lower('squid')])?.target, 'squid');
});

test('of a chain of causes the deepest is told, and by which rule the first step was made', () => {
  const cause = causeOf([
    draft('tls', [upper()]),
    draft('port', [fault('port-filtered', HERE, { dueTo: 'dns' })]),
    draft('dns', [fault('name-not-found', 'a.test')]),
  ]);
  assert.deepEqual(cause, { target: 'filer', check: 'dns', reason: 'name-not-found', because: 'due-to' });
});

test('what explains the whole target explains each other kind, the gravest reason first, unless it is only degraded', () => {
  const root = (reason: string, more: Partial<DraftFault> = {}) =>
    fault(reason, 'vpn-1', { explains: 'target', ...more });
  const reasons = Object.keys(kindOf('vpn').reasons);
  const [gravest = '', second = ''] = reasons;
  const vpn = (faults: readonly DraftFault[]) => [
    draft('port', [fault('port-filtered', HERE)]),
    draft('vpn', faults),
  ];
  assert.deepEqual(causeOf(vpn([root(second), root(gravest)])), {
    ...{ target: 'filer', check: 'vpn', reason: gravest, because: 'whole-target' },
  });
  assert.equal(causeOf(vpn([root(gravest, { status: 'degraded' }), root(second)]))?.reason, second);
  assert.equal(causeOf(vpn([root(gravest, { status: 'degraded' })])), undefined);
  assert.equal(causeOf(vpn([fault(gravest, 'vpn-1')])), undefined);
  // It does not explain itself.
  assert.equal(causeOf([draft('vpn', [root(gravest)])]), undefined);
});

test('what could not be asked is not explained by what is wrong with the target', () => {
  const unasked = fault('out-of-time', HERE, { status: 'unknown' });
  const root = draft('vpn', [fault('vpn-missing', 'vpn-1', { explains: 'target' })]);
  assert.equal(causeOf([draft('port', [unasked]), root]), undefined);
  assert.equal(
    causeOf([draft('tls', [{ ...unasked, dueTo: 'port' }]), draft('port', [fault('port-refused', HERE)])])
      ?.check,
    'port',
  );
});

test('what lies beyond a connection that is cut off says so, whatever else it is due to', () => {
  const at = { address: '10.60.1.10' };
  const cutOff = draft('vpn', [fault('tunnels-down', 'vpn-1', { explains: 'target' })], 'idc');
  const beyond = { of: 'vpn-connection', vpn: 'vpn-1', reaches: [at.address] } as const;
  const cause = causeOf([
    draft('tls', [upper(at)]),
    draft('port', [fault('port-filtered', HERE, at)]),
    { ...cutOff, correlationKeys: [beyond] },
  ]);
  assert.deepEqual(cause, {
    ...{ target: 'idc', check: 'vpn', reason: 'tunnels-down', because: 'beyond-connection' },
  });
});
