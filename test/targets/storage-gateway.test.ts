import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Question } from '../../lib/core/observation.ts';
import { type PlannedTarget, withoutWayOut } from '../../lib/core/plan.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { planQuestions } from '../../lib/stages/check/plan.ts';
import type { TargetContext } from '../../lib/targets/target.ts';

const ENDPOINT = 'vpce-0123456789abcdef0';
const NAME = `${ENDPOINT}-abcdefgh.storagegateway.ap-northeast-2.vpce.amazonaws.com`;
const known: TargetContext = {
  endpoints: new Map([
    [
      ENDPOINT,
      { id: ENDPOINT, region: 'ap-northeast-2', dnsName: NAME, addresses: ['10.0.1.5', '10.0.2.5'] },
    ],
  ]),
  region: 'ap-northeast-2',
};

const endpoint: PlannedTarget = {
  name: 'endpoint',
  type: 'storage-gateway-endpoint',
  fields: { endpoint: ENDPOINT },
};
const squid: PlannedTarget = {
  name: 'squid',
  type: 'http-proxy',
  fields: { address: '10.0.2.10:3128', protocol: 'http' },
};
const gateway = (fields: PlannedTarget['fields']): PlannedTarget => ({
  name: 'filer-1',
  type: 'storage-gateway',
  fields: { address: '10.0.1.20', ...fields },
});
const service = (fields: PlannedTarget['fields'] = {}): PlannedTarget => ({
  name: 'public',
  type: 'storage-gateway-service',
  fields: { region: 'ap-northeast-2', family: 'standard', ...fields },
});

function questionsOf(
  target: string,
  targets: readonly PlannedTarget[],
  context: TargetContext = known,
): readonly Question[] {
  const plan = planQuestions({ vantage: 'v', targets, context, timeoutMs: 3000, attempts: 2 }, PROBES);
  const questions = plan.questions.filter((one) => one.target === target).map(({ question }) => question);
  for (const { kind, timeoutMs: _timeoutMs, attempts: _attempts, ...fields } of questions) {
    const parsed = PROBES.find((probe) => probe.kind === kind)?.spec.safeParse(fields);
    assert.equal(parsed?.success, true, `${kind}: ${JSON.stringify(fields)}`);
  }
  return questions;
}
const ofKind = (kind: string, questions: readonly Question[]) => questions.filter((one) => one.kind === kind);

test('an endpoint with via asks each of its ports through the proxy, 2222 for a tunnel alone', () => {
  const through = { ...endpoint, fields: { ...endpoint.fields, via: 'squid' } };
  const proxied = ofKind('proxy', questionsOf('endpoint', [through, squid]));
  assert.deepEqual(
    proxied.map(({ host, port, tls, required }) => [host, port, tls, required]),
    [...[443, 1026, 1027, 1028, 1031].map((port) => [NAME, port, true, true]), [NAME, 2222, false, false]],
  );
  for (const { via } of proxied) assert.deepEqual(via, { host: '10.0.2.10', port: 3128, protocol: 'http' });
});

test('a proxy that is not planned with it is known all the same', () => {
  const through = { ...endpoint, fields: { ...endpoint.fields, via: 'squid' } };
  const context = { ...known, siblings: [through, squid] };
  assert.equal(ofKind('proxy', questionsOf('endpoint', [through], context)).length, 6);
});

test('where there is no way out, public names are asked through the proxy only', () => {
  const closed = (targets: readonly PlannedTarget[]) =>
    withoutWayOut(
      planQuestions({ vantage: 'v', targets, context: known, timeoutMs: 3000, attempts: 2 }, PROBES),
    );
  const through = closed([service({ via: 'squid' }), squid]).questions.filter(
    ({ target }) => target === 'public',
  );
  assert.deepEqual([...new Set(through.map(({ question }) => question.kind))], ['proxy']);
  assert.deepEqual(closed([service()]), {
    questions: [],
    leftOut: [{ vantage: 'v', target: 'public', why: 'no-way-out' }],
  });
});

test("the addresses of an endpoint's interfaces are what its name must lead to", () => {
  const [dns] = ofKind('dns', questionsOf('endpoint', [endpoint]));
  assert.deepEqual(dns?.addresses, ['10.0.1.5', '10.0.2.5']);
});

test('private DNS must be off where the same vantage wants the public endpoint', () => {
  const wants = (targets: readonly PlannedTarget[]) =>
    ofKind('vpc-endpoint', questionsOf('endpoint', targets))[0]?.wants;
  assert.equal(wants([endpoint]), undefined);
  assert.deepEqual(wants([endpoint, service()]), { privateDns: 'off', zones: 2 });
  assert.deepEqual(wants([endpoint, gateway({ endpoint: 'public' })]), { privateDns: 'off', zones: 2 });
  const activated = gateway({ endpoint: 'public', gateway: 'sgw-12A3456B' });
  assert.equal(wants([endpoint, activated]), undefined);
});

test('the rules are read from the gateway to the endpoint, or to the proxy and on from there', () => {
  const legsOf = (targets: readonly PlannedTarget[]) => {
    const [path] = ofKind('path', questionsOf('filer-1', targets));
    const segments = (path?.segments ?? []) as readonly {
      name: string;
      ports: readonly number[];
      required: boolean;
    }[];
    return segments.map(({ name, ports, required }) => [name, ports.join(' '), required]);
  };
  const instance = 'i-0123456789abcdef0';
  const tls = '443 1026 1027 1028 1031';
  assert.deepEqual(legsOf([endpoint, gateway({ instance })]), [
    ['gateway to endpoint', tls, true],
    ['gateway to endpoint, support', '2222', false],
  ]);
  assert.deepEqual(legsOf([endpoint, squid, gateway({ instance, via: 'squid' })]), [
    ['gateway to proxy', '3128', true],
    ['proxy to endpoint', tls, true],
    ['proxy to endpoint, support', '2222', false],
  ]);
  assert.deepEqual(legsOf([gateway({ instance, endpoint: 'public' })]), []);
  assert.deepEqual(legsOf([endpoint, gateway({ address: 'filer.example.com' })]), []);
});

test('AWS is asked whether the gateway is what was meant, with time for the appliance to answer', () => {
  const [asked] = ofKind(
    'gateway',
    questionsOf('filer-1', [gateway({ gateway: 'sgw-12A3456B', gatewayType: 'volume', endpoint: ENDPOINT })]),
  );
  assert.deepEqual(asked?.wants, { type: 'volume', endpoint: ENDPOINT });
  assert.equal(asked?.timeoutMs, 15_000);
  const [plain] = ofKind('gateway', questionsOf('filer-1', [gateway({ gateway: 'sgw-12A3456B' })]));
  assert.deepEqual(plain?.wants, {});
});

test('what a gateway speaks is asked; where its type leaves a choice and nobody said, the question says so', () => {
  const ports = (fields: PlannedTarget['fields']) =>
    ofKind('port', questionsOf('filer-1', [gateway(fields)])).flatMap(({ ports: asked }) =>
      (
        asked as readonly { readonly port: number; readonly required: boolean; readonly assumed?: string }[]
      ).map(({ port, required, assumed = '' }) => `${port}${required ? '' : '?'} ${assumed}`.trim()),
    );
  assert.deepEqual(ports({ gatewayType: 'file-s3' }), [
    '111? nfs',
    '2049 nfs',
    '20048? nfs',
    '139? smb',
    '445 smb',
  ]);
  assert.deepEqual(ports({}), ports({ gatewayType: 'file-s3' }));
  assert.deepEqual(ports({ gatewayType: 'file-s3', protocols: ['nfs'] }), ['111?', '2049', '20048?']);
  assert.deepEqual(ports({ gatewayType: 'file-fsx' }), ['139?', '445']);
  const asked = questionsOf('filer-1', [gateway({ protocols: ['nfs'] })]);
  assert.deepEqual(ofKind('clock', asked), [], 'nothing of NFS tells the time');
});

test('only gateways whose protocols tell the time are asked for it', () => {
  const clocks = (gatewayType: string) => ofKind('clock', questionsOf('filer-1', [gateway({ gatewayType })]));
  assert.deepEqual(
    ['file-s3', 'file-fsx', 'volume', 'tape'].map((type) => clocks(type).length),
    [1, 1, 0, 0],
  );
});

test('a gateway with via asks what it needs through its proxy: its endpoint, else the public names', () => {
  const hosts = (targets: readonly PlannedTarget[]) => [
    ...new Set(ofKind('proxy', questionsOf('filer-1', targets)).map(({ host }) => host)),
  ];
  assert.deepEqual(hosts([endpoint, squid, gateway({ via: 'squid' })]), [NAME]);
  assert(
    hosts([squid, gateway({ via: 'squid' })]).includes('anon-cp.storagegateway.ap-northeast-2.amazonaws.com'),
  );
});

test('a proxy is given time to look names up, unless somebody typed a shorter one', () => {
  const through = { ...endpoint, fields: { ...endpoint.fields, via: 'squid' } };
  const input = { vantage: 'v', targets: [through, squid], context: known, timeoutMs: 3000, attempts: 2 };
  const times = (longestMs?: number) =>
    planQuestions({ ...input, ...(longestMs !== undefined && { longestMs }) }, PROBES)
      .questions.filter(({ question }) => question.kind === 'proxy')
      .map(({ question }) => question.timeoutMs);
  assert.deepEqual([...new Set(times())], [8000]);
  assert.deepEqual([...new Set(times(500))], [500]);
});
