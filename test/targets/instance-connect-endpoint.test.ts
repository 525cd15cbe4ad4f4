import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../lib/config/load.ts';
import { InputError } from '../../lib/core/errors.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { planQuestions } from '../../lib/stages/check/plan.ts';
import type { KnownInstanceConnect, TargetContext } from '../../lib/targets/target.ts';
import { ENDPOINT, INSTANCE, RUNNING, VPC } from '../probes/instance-connect/samples.ts';

function plan(fields: string, known?: KnownInstanceConnect, place = true, withoutAws = false) {
  const config = parseConfig(
    `vantages: [{ name: a, targets: [{ name: x, type: instance-connect-endpoint${fields && `, ${fields}`} }] }]`,
  );
  const context: TargetContext = {
    endpoints: new Map(),
    ...(known !== undefined && { instanceConnect: known }),
    ...(place && { place: { vpc: VPC, subnets: ['subnet-0123456789abcdef0'] } }),
  };
  const { targets = [] } = config.vantages[0] ?? {};
  const planned = planQuestions(
    { vantage: 'a', targets, context, withoutAws, timeoutMs: 3000, attempts: 2 },
    PROBES,
  );
  return { ...planned, asked: planned.questions.map(({ question }) => question) };
}

const known = (change: Partial<KnownInstanceConnect> = {}): KnownInstanceConnect => ({
  endpoints: [ENDPOINT],
  instances: [RUNNING],
  ...change,
});
const legsOf = (asked: ReturnType<typeof plan>['asked']) =>
  asked
    .filter(({ kind }) => kind === 'path')
    .flatMap(({ segments }) => (Array.isArray(segments) ? [segments] : []));

test('every question fits its kind, and those that AWS answers have time for several reads', () => {
  const { asked } = plan(`instances: [${INSTANCE}]`, known());
  assert.deepEqual(
    asked.map(({ kind, timeoutMs }) => [kind, timeoutMs]),
    [
      ['port', 3000],
      ['hello', 3000],
      ['instance-connect', 12_000],
      ['path', 12_000],
    ],
  );
  for (const { kind, timeoutMs: _timeoutMs, attempts: _attempts, ...fields } of asked) {
    const parsed = PROBES.find((probe) => probe.kind === kind)?.spec.safeParse(fields);
    assert.equal(parsed?.success, true, JSON.stringify(fields));
  }
});

test('an endpoint alone is asked for by its id; nothing named means that of the vantage’s VPC', () => {
  const [named] = plan(`endpoint: ${ENDPOINT.id}`).asked;
  assert.deepEqual([named?.endpoint, named?.instances], [ENDPOINT.id, undefined]);
  const [own] = plan('').asked;
  assert.deepEqual([own?.endpoint, own?.vpc], [undefined, VPC]);
});

test('on premises and without a name there is nothing to ask; without AWS neither', () => {
  assert.deepEqual(
    plan('', undefined, false).leftOut.map(({ why }) => why),
    ['endpoint-unknown'],
  );
  const local = plan(`instances: [${INSTANCE}]`, undefined, false, true);
  assert.deepEqual([local.asked, local.leftOut.map(({ why }) => why)], [[], ['needs-aws']]);
});

test('a preflight asks for the preflight and nothing else', () => {
  const { asked } = plan(`preflight: { vpc: ${VPC} }, instances: [${INSTANCE}]`, known());
  assert.deepEqual(
    asked.map(({ kind, preflight, instances }) => [kind, preflight, instances]),
    [['instance-connect', { vpc: VPC }, [INSTANCE]]],
  );
});

test('Windows is asked for RDP, everything else for SSH, unless it is said', () => {
  const windows = known({ instances: [{ ...RUNNING, platform: 'Windows' }] });
  const ports = (fields: string) =>
    plan(fields, windows).asked.flatMap(({ kind, port }) => (kind === 'hello' ? [port] : []));
  assert.deepEqual(ports(`instances: [${INSTANCE}]`), [3389]);
  assert.deepEqual(ports(`instances: [${INSTANCE}], protocol: ssh`), [22]);
  assert.deepEqual(ports(`instances: [{ id: ${INSTANCE}, protocol: rdp }], protocol: ssh`), [3389]);
});

test('the family of the endpoint decides at which address an instance is asked, and only there rules are judged', () => {
  const both = { ...RUNNING, privateAddresses: ['10.0.1.10', '2001:db8::10'] };
  const to = (ipAddressType: string) => {
    const { asked } = plan(
      `instances: [${INSTANCE}]`,
      known({ endpoints: [{ ...ENDPOINT, ipAddressType }], instances: [both] }),
    );
    return [asked[0]?.host, JSON.stringify(legsOf(asked)).match(/"to":\{"address":"([^"]+)"/)?.[1]];
  };
  assert.deepEqual(to('ipv4'), ['10.0.1.10', '10.0.1.10']);
  assert.deepEqual(to('dualstack'), ['10.0.1.10', '10.0.1.10']);
  assert.deepEqual(to('ipv6'), ['2001:db8::10', '2001:db8::10']);
});

test('an endpoint that preserves addresses is judged once for each place that clients come from', () => {
  const preserving = known({ endpoints: [{ ...ENDPOINT, preserveClientAddress: true }] });
  const { asked } = plan(`instances: [${INSTANCE}], clients: [198.51.100.0/24, "2001:db8::/32"]`, preserving);
  assert.deepEqual(
    legsOf(asked).flatMap((segments) =>
      segments.map((segment) => JSON.stringify(segment).match(/"seenAs":"([^"]+)"/)?.[1]),
    ),
    ['198.51.100.0/24', '2001:db8::/32'],
  );
});

test('more instances than one question of rules may hold are shared among several', () => {
  const instances = Array.from({ length: 120 }, (_, n) => ({
    ...RUNNING,
    id: `i-${String(n).padStart(17, '0')}`,
  }));
  const { asked } = plan('tags: { team: storage }', known({ instances }));
  assert.deepEqual(
    legsOf(asked).map((segments) => segments.length),
    [50, 50, 20],
  );
});

test('by tag, an instance of another VPC is not meant, nor one that is leaving', () => {
  const instances = [
    RUNNING,
    { ...RUNNING, id: 'i-0fedcba9876543210', vpcId: 'vpc-0fedcba9876543210' },
    { ...RUNNING, id: 'i-00000000000000000', state: 'shutting-down' },
    { ...RUNNING, id: 'i-11111111111111111', tags: { team: 'web' } },
  ];
  const { asked } = plan('tags: { team: storage }', known({ instances }));
  assert.equal(asked.filter(({ kind }) => kind === 'hello').length, 1);
});

const REFUSED: Readonly<Record<string, RegExp>> = {
  'instances: [web-1]': /instances/,
  'instances: []': /instances.*at least 1/,
  'tags: {}': /tags/,
  'protocol: vnc': /protocol.*ssh.*rdp/,
  'clients: [everybody]': /clients.*CIDR/,
  'endpoint: vpce-0123456789abcdef0': /endpoint.*eice-/,
  [`endpoint: ${ENDPOINT.id}, preflight: { vpc: ${VPC} }`]: /preflight/,
};
for (const [fields, fault] of Object.entries(REFUSED)) {
  test(`a target with ${fields} is refused`, () => {
    assert.throws(
      () => plan(fields),
      (error) => error instanceof InputError && fault.test(error.message),
    );
  });
}

test('ssm asks Systems Manager about those that take SSH, and only where it is switched on', () => {
  assert(!plan(`instances: [${INSTANCE}]`, known()).asked.some(({ kind }) => kind === 'instance-login'));
  const { asked } = plan(`instances: [${INSTANCE}], ssm: true`, known());
  assert.deepEqual(asked.find(({ kind }) => kind === 'instance-login')?.instances, [INSTANCE]);
  const windows = known({ instances: [{ ...RUNNING, platform: 'windows' }] });
  assert(
    !plan(`instances: [${INSTANCE}], ssm: true`, windows).asked.some(({ kind }) => kind === 'instance-login'),
  );
});

test('where clients run the endpoint’s own name is asked on 443, with TLS', () => {
  const dnsName = `${ENDPOINT.id}.ec2-instance-connect-endpoint.ap-northeast-2.amazonaws.com`;
  const { asked } = plan(
    `instances: [${INSTANCE}], client: true`,
    known({ endpoints: [{ ...ENDPOINT, dnsName }] }),
  );
  assert.deepEqual(
    asked.filter(({ host }) => host === dnsName).map(({ kind }) => kind),
    ['dns', 'port', 'tls', 'websocket'],
  );
  assert.equal(asked.find(({ kind, host }) => kind === 'tls' && host === dnsName)?.port, 443);
});
