import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AttachmentKey, ConnectionKey } from '../../../lib/core/correlation-key.ts';
import { BLOCKED_BY_RULES, mayBeShared, sharedCause } from '../../../lib/stages/check/correlate.ts';
import type { CorrelatedFault } from '../../../lib/stages/check/correlation-rules.ts';

/** Which reasons are one outage, and that one proof among many things that prove nothing is enough. */

const [VPN, TGW, VPC, DEVICE] = ['vpn-1', 'tgw-1', 'vpc-1', '198.51.100.10'] as const;
const [LINK, HUB] = ['tgw-attach-link', 'tgw-attach-hub'] as const;
const SERVER = '10.60.1.10';
const BEYOND = '10.60.0.0/16';

const connection = (more: Partial<ConnectionKey> = {}): ConnectionKey => ({
  ...{ of: 'vpn-connection', vpn: VPN, endsAt: TGW, announces: true, device: DEVICE },
  ...{ reaches: ['10.99.0.1', SERVER], askedFrom: VPC },
  ...more,
});
const attachment = (more: Partial<AttachmentKey> = {}): AttachmentKey => ({
  ...{ of: 'transit-gateway-attachment', attachment: LINK, transitGateway: TGW, resource: VPN, ways: [] },
  ...more,
});
const hub = (more: Partial<AttachmentKey> = {}) => attachment({ attachment: HUB, resource: VPC, ...more });
/** A target may have several connections and attachments: these prove nothing, and stand before what does. */
const ASIDE = [
  connection({ vpn: 'vpn-9', endsAt: 'tgw-9', device: '198.51.100.99', reaches: ['10.99.9.9'] }),
  attachment({ attachment: 'tgw-attach-9', transitGateway: 'tgw-9', resource: 'vpn-8' }),
];
const CONNECTION = [...ASIDE, connection()];
const ATTACHMENT = [...ASIDE, attachment()];
const ways = [
  { destination: '10.98.0.0/16', to: ['vpn-9'] },
  { destination: BEYOND, to: ['tgw-attach-9', LINK, VPN] },
];
const WAYS = [...ASIDE, hub({ ways })];

type Told = Partial<CorrelatedFault['fault']>;
function seen(
  target: string,
  check: string,
  keys: CorrelatedFault['correlationKeys'],
  told: Told = {},
  from: CorrelatedFault['from'] = 'control',
): CorrelatedFault {
  const fault = { status: 'failed', reason: '', subject: target, ...told };
  return { target, check, from, fault, correlationKeys: keys };
}
const port = (keys: CorrelatedFault['correlationKeys'] = [], told: Told = {}) =>
  seen('upper', 'port', keys, { reason: 'port-filtered', address: SERVER, ...told }, 'vantage');
const named = (keys: CorrelatedFault['correlationKeys']) =>
  seen('upper', 'port', keys, { reason: 'port-filtered' }, 'vantage');
const CUT_OFF = seen('lower', 'vpn', CONNECTION, { reason: 'tunnels-down', explains: 'target' });

/** By which rule the lower is the cause of the upper. */
function rule(
  lower: CorrelatedFault,
  upper: CorrelatedFault,
  others: CorrelatedFault['correlationKeys'] = [],
) {
  const all = [...lower.correlationKeys, ...upper.correlationKeys, ...others];
  const lowers = [lower].filter(mayBeShared);
  return sharedCause(upper, lowers, all)?.rule;
}

interface Shared {
  readonly rule: string;
  /** Each of these is the cause … */
  readonly lowers: readonly string[];
  /** … of each of these. */
  readonly uppers: readonly string[];
  readonly lower: (reason: string) => CorrelatedFault;
  readonly upper: (reason: string) => CorrelatedFault;
}
const gateway =
  (target: string, keys: CorrelatedFault['correlationKeys'], told: Told = {}) =>
  (reason: string) =>
    seen(target, 'transit-gateway', keys, { reason, ...told });
const vpn =
  (target: string, told: Told = {}) =>
  (reason: string) =>
    seen(target, 'vpn', CONNECTION, { reason, ...told });
const TOWARDS = { towards: ['10.97.0.0/16', BEYOND] };
const NOT_THERE = ['attachment-missing', 'attachment-not-available'];

const SHARED: readonly Shared[] = [
  {
    rule: 'device-of-connection',
    lowers: ['ike-refused', 'ike-silent'],
    uppers: ['tunnels-down'],
    lower: (reason) => seen('lower', 'ike', [], { reason, address: DEVICE }, 'vantage'),
    upper: vpn('upper'),
  },
  {
    rule: 'attachment-of-connection',
    lowers: ['vpn-missing', 'vpn-not-available'],
    uppers: NOT_THERE,
    lower: vpn('lower'),
    upper: gateway('upper', ATTACHMENT),
  },
  {
    rule: 'connection-on-attachment',
    lowers: NOT_THERE,
    uppers: ['tunnels-down', 'tunnel-without-routes'],
    lower: gateway('lower', ATTACHMENT),
    upper: vpn('upper'),
  },
  {
    rule: 'connection-on-attachment-tables',
    lowers: ['attachment-not-associated', 'attachment-not-propagated'],
    uppers: ['tunnel-without-routes'],
    lower: gateway('lower', ATTACHMENT),
    upper: vpn('upper'),
  },
  {
    rule: 'route-into-connection',
    lowers: ['tunnels-down', 'vpn-missing'],
    uppers: ['transit-route-blackhole'],
    lower: vpn('lower', { explains: 'target' }),
    upper: gateway('upper', WAYS, { towards: ['10.97.0.1', SERVER] }),
  },
  {
    rule: 'route-announced-by-connection',
    lowers: ['tunnels-down'],
    uppers: ['transit-route-missing'],
    lower: vpn('lower', { explains: 'target' }),
    upper: gateway('upper', [...ASIDE, hub()], TOWARDS),
  },
  {
    rule: 'route-into-attachment',
    lowers: NOT_THERE,
    uppers: ['transit-route-blackhole'],
    lower: gateway('lower', ATTACHMENT),
    upper: gateway('upper', WAYS, { address: SERVER }),
  },
  {
    rule: 'route-propagated-by-attachment',
    lowers: [...NOT_THERE, 'attachment-not-propagated'],
    uppers: ['transit-route-missing'],
    lower: gateway('lower', ATTACHMENT),
    upper: gateway('upper', [...ASIDE, hub()], TOWARDS),
  },
  {
    rule: 'attachment-on-path',
    lowers: [...NOT_THERE, 'attachment-not-associated', 'attachment-not-propagated'],
    uppers: ['port-filtered'],
    lower: gateway('lower', ATTACHMENT),
    upper: () => port(),
  },
  {
    rule: 'route-on-path',
    lowers: ['transit-route-blackhole', 'transit-route-missing', 'return-route-missing'],
    uppers: ['port-filtered'],
    lower: gateway('lower', [...ASIDE, hub()], TOWARDS),
    upper: () => port(),
  },
  {
    rule: 'return-route-on-path',
    lowers: ['return-route-missing'],
    uppers: ['path-no-route', 'path-blackhole'],
    lower: gateway('lower', [...ASIDE, hub()], TOWARDS),
    upper: (reason) => seen('upper', 'path', [], { reason, address: SERVER }),
  },
  {
    rule: 'beyond-connection',
    lowers: ['tunnels-down', 'vpn-missing', 'vpn-not-available'],
    uppers: ['port-filtered'],
    lower: vpn('lower', { explains: 'target' }),
    upper: () => port(),
  },
];

for (const shared of SHARED) {
  test(`each reason of ${shared.rule}, though most of what both targets have proves nothing`, () => {
    for (const lower of shared.lowers)
      for (const upper of shared.uppers)
        assert.equal(
          rule(shared.lower(lower), shared.upper(upper), CONNECTION),
          shared.rule,
          `${lower} of ${upper}`,
        );
  });
  test(`no other kind has the reasons of ${shared.rule}, and no target explains itself`, () => {
    const [lower = '', upper = ''] = [shared.lowers[0], shared.uppers[0]];
    const other = { ...shared.lower(lower), check: 'resolver' };
    assert.equal(rule(other, shared.upper(upper), CONNECTION), undefined);
    const same = { ...shared.upper(upper), target: 'lower' };
    assert.equal(rule(shared.lower(lower), same, CONNECTION), undefined);
    const mild = shared.lower(lower);
    const degraded = { ...mild, fault: { ...mild.fault, status: 'degraded' } };
    assert.equal(rule(degraded, shared.upper(upper), CONNECTION), undefined);
  });
}

test('every rule has its row, and its name is one that reports may show', () => {
  assert.deepEqual(BLOCKED_BY_RULES, ['due-to', 'whole-target', ...SHARED.map((one) => one.rule)]);
});

test('what fails beside a connection and explains nothing but itself cuts nobody off', () => {
  const told = { reason: 'tunnel-down' };
  assert.equal(rule(seen('lower', 'vpn', CONNECTION, told), port()), undefined);
  const otherKind = seen('lower', 'direct-connect', CONNECTION, { ...told, explains: 'target' });
  assert.equal(rule(otherKind, port()), undefined);
});

test('a device on the near side, and what AWS tells, are not beyond a connection', () => {
  const at = { address: SERVER };
  assert.equal(rule(CUT_OFF, seen('upper', 'ike', CONNECTION, at, 'vantage')), undefined);
  assert.equal(rule(CUT_OFF, seen('upper', 'gateway', CONNECTION, at, 'control')), undefined);
  assert.equal(rule(CUT_OFF, seen('upper', 'tls', CONNECTION, at, 'vantage')), 'beyond-connection');
});

test('a target of the same connection lies beyond it whatever it asks by name, another one does not', () => {
  assert.equal(rule(CUT_OFF, named(CONNECTION)), 'beyond-connection');
  assert.equal(rule({ ...CUT_OFF, correlationKeys: [connection()] }, named(ASIDE)), undefined);
  assert.equal(rule(CUT_OFF, port([], { address: 'filer.example.com' })), undefined);
});

test('where AWS no longer tells the gateway of one, its id is proof enough', () => {
  const missing = (keys: CorrelatedFault['correlationKeys']) =>
    seen('lower', 'transit-gateway', keys, { reason: 'attachment-missing' });
  const down = (keys: CorrelatedFault['correlationKeys']) =>
    seen('upper', 'vpn', keys, { reason: 'tunnels-down' });
  assert.equal(
    rule(missing([attachment({ transitGateway: undefined })]), down([connection()])),
    'connection-on-attachment',
  );
  assert.equal(
    rule(missing([attachment()]), down([connection({ endsAt: undefined })])),
    'connection-on-attachment',
  );
  assert.equal(rule(missing([attachment()]), down([connection({ endsAt: 'tgw-9' })])), undefined);
});

test('what neither side names is no proof', () => {
  const ike = seen('lower', 'ike', [], { reason: 'ike-silent' }, 'vantage');
  const down = seen('upper', 'vpn', [connection({ device: undefined })], { reason: 'tunnels-down' });
  assert.equal(rule(ike, down), undefined);
  const bare = (more: Partial<AttachmentKey>) =>
    seen('lower', 'transit-gateway', [hub(more)], { reason: 'attachment-missing' });
  const from = (more: Partial<ConnectionKey>) => [connection({ vpn: 'vpn-2', ...more })];
  assert.equal(rule(bare({ resource: undefined }), port(), from({ askedFrom: undefined })), undefined);
  assert.equal(rule(bare({ transitGateway: undefined }), port(), from({ endsAt: undefined })), undefined);
  assert.equal(rule(bare({}), port(), from({})), 'attachment-on-path');
});

test('a route is missing for an attachment only if what it leads to lies beyond that very connection', () => {
  const lower = seen('lower', 'transit-gateway', [attachment()], { reason: 'attachment-not-propagated' });
  const upper = gateway('upper', [hub()], { towards: [BEYOND] })('transit-route-missing');
  assert.equal(rule(lower, upper, [connection()]), 'route-propagated-by-attachment');
  assert.equal(rule(lower, upper, [connection({ vpn: 'vpn-2' })]), undefined);
  assert.equal(rule(lower, upper, [connection({ reaches: ['10.99.0.1'] })]), undefined);
  // The attachment of another gateway, and a connection of this one in the same target.
  const elsewhere = gateway('upper', [connection(), hub({ transitGateway: 'tgw-9' })], {
    towards: [BEYOND],
  })('transit-route-missing');
  assert.equal(rule(lower, elsewhere), undefined);
  const cutOff = { ...CUT_OFF, correlationKeys: [connection()] };
  assert.equal(rule(cutOff, elsewhere), undefined);
});

test('a route that is missing to one server says nothing of another; to one of those asked by name, it does', () => {
  const lower = (towards: readonly string[]) =>
    seen('lower', 'transit-gateway', [hub()], { reason: 'transit-route-missing', towards });
  const all = [connection({ reaches: [SERVER, '10.61.0.1'] })];
  assert.equal(rule(lower(['10.61.0.0/16']), port(), all), undefined);
  assert.equal(rule(lower([BEYOND]), port(), all), 'route-on-path');
  const byName = named(all);
  assert.equal(rule(lower(['10.61.0.0/16']), byName, all), 'route-on-path');
  assert.equal(rule(lower(['10.62.0.0/16']), byName, all), undefined);
});

test('a prefix list and a name are in no block, and in each other neither', () => {
  const list = [hub({ ways: [{ destination: 'pl-0123456789abcdef0', to: [LINK] }] })];
  const lower = seen('lower', 'transit-gateway', [attachment()], { reason: 'attachment-missing' });
  const dropped = (keys: CorrelatedFault['correlationKeys'], towards: string) =>
    gateway('upper', keys, { towards: [towards] })('transit-route-blackhole');
  assert.equal(rule(lower, dropped(list, SERVER)), undefined);
  assert.equal(rule(lower, dropped(list, 'pl-0123456789abcdef0')), undefined);
  assert.equal(rule(lower, dropped([hub({ ways })], 'filer.example.com')), undefined);
});
