import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { readKeyAnswer, withoutKeys } from '../../../lib/probes/activation/answer.ts';
import { judgeActivation } from '../../../lib/probes/activation/judge.ts';
import { observeActivation } from '../../../lib/probes/activation/observe.ts';
import type { ActivationSpec } from '../../../lib/probes/activation/spec.ts';
import { contextOf } from '../../support/context.ts';
import { fc } from '../../support/property.ts';
import { closedPort, type Place, serveTcp } from '../../support/tls-peers.ts';

const KEY = 'BME11-LQPTD-DF11P-BLLQ0-111V1';

/** A machine that answers each request with a text; tells the request lines it saw. */
async function serveHttp(t: TestContext, answer: (requestLine: string) => string | undefined) {
  const seen: string[] = [];
  const place = await serveTcp(t, (socket) =>
    socket.once('data', (chunk) => {
      const [line = ''] = chunk.toString('latin1').split('\r\n', 1);
      seen.push(line);
      const text = answer(line);
      if (text !== undefined) socket.end(text);
    }),
  );
  return { place, seen };
}

const specOf = ({ host, port }: Place, more: Partial<ActivationSpec> = {}): ActivationSpec => ({
  host,
  port,
  region: 'ap-northeast-2',
  mintKey: true,
  ...more,
});

async function ask(spec: ActivationSpec, timeoutMs = 800) {
  const observation = await observeActivation(spec, contextOf({ timeoutMs }));
  return { observation, judged: judgeActivation([{ spec, observation }]) };
}

const page = (status: string, body: string, more = '') =>
  `HTTP/1.1 ${status}\r\n${more}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

test('a key proves both paths, is asked for once and is nowhere to be seen', async (t) => {
  const { place, seen } = await serveHttp(t, () => page('200 OK', `${KEY}\n`));
  const { observation, judged } = await ask(
    specOf(place, {
      vpcEndpoint: 'vpce-1.storagegateway.ap-northeast-2.vpce.amazonaws.com',
      endpointType: 'FIPS',
      ipVersion: 'ipv4',
      gatewayType: 'FILE_S3',
    }),
  );
  assert.deepEqual(judged.faults, []);
  assert.equal(judged.evidence[0]?.outcome, 'key');
  assert.deepEqual(seen, [
    'GET /?activationRegion=ap-northeast-2&vpcEndpoint=vpce-1.storagegateway.ap-northeast-2.vpce.amazonaws.com&endpointType=FIPS&ipVersion=ipv4&gatewayType=FILE_S3&no_redirect HTTP/1.1',
  ]);
  assert(!JSON.stringify([observation, judged]).includes('BME11'));
});

test('a redirection that carries a key is one too, and is not shown either', async (t) => {
  const location = `https://console.aws.amazon.com/storagegateway/?gatewayType=FILE_S3&activationKey=${KEY}`;
  const { place } = await serveHttp(t, () => page('302 Found', '', `Location: ${location}\r\n`));
  const { observation, judged } = await ask(specOf(place));
  assert.deepEqual([judged.faults, judged.evidence[0]?.outcome], [[], 'key']);
  assert(!JSON.stringify([observation, judged]).includes('LQPTD'));
});

test('without --mint-key nothing is asked that makes a key', async (t) => {
  const { place, seen } = await serveHttp(t, () => page('405 Method Not Allowed', ''));
  const { judged } = await ask(specOf(place, { mintKey: false }));
  assert.deepEqual(judged.faults, []);
  assert.deepEqual(seen, ['OPTIONS * HTTP/1.1']);
});

for (const [what, answer, reason, how] of [
  [
    'an internal error',
    page('500 Internal Server Error', 'Internal Error'),
    'gateway-cannot-reach-aws',
    'error-answer',
  ],
  [
    'an error with status 200',
    page('200 OK', 'An internal error has occurred'),
    'gateway-cannot-reach-aws',
    'error-answer',
  ],
  [
    'a redirection with an empty key',
    page('302 Found', '', 'Location: https://console.aws.amazon.com/?activationKey=\r\n'),
    'gateway-cannot-reach-aws',
    'error-answer',
  ],
  [
    'a redirection with an error',
    page('302 Found', '', 'Location: https://console.aws.amazon.com/?errorType=INTERNAL\r\n'),
    'gateway-cannot-reach-aws',
    'error-answer',
  ],
  [
    'a captive portal',
    page('302 Found', '', 'Location: http://portal.example.com/login?from=x\r\n'),
    'wrong-address',
    'leads-away',
  ],
  ['a page', page('200 OK', '<!doctype html><title>Welcome to nginx!</title>'), 'wrong-address', 'web-page'],
  ['a missing page', page('404 Not Found', 'Not Found', 'Server: nginx\r\n'), 'wrong-address', 'web-page'],
  ['an SSH server', 'SSH-2.0-OpenSSH_9.2p1\r\n', 'not-a-gateway', 'speaks-otherwise'],
  ['a connection that is cut', '', 'not-a-gateway', 'hangs-up'],
] as const) {
  test(`${what} is activation-${reason}`, async (t) => {
    const { place, seen } = await serveHttp(t, () => answer);
    const { judged } = await ask(specOf(place));
    assert.deepEqual(
      judged.faults.map((fault) => [fault.reason, fault.values?.how]),
      [[`activation-${reason}`, how]],
    );
    assert.equal(seen.length, 1);
  });
}

test('silence after a key request is of AWS, and the request is not repeated', async (t) => {
  const { place, seen } = await serveHttp(t, () => undefined);
  const startedMs = performance.now();
  const { judged } = await ask(specOf(place), 300);
  assert(performance.now() - startedMs < 600);
  assert.deepEqual(
    judged.faults.map((fault) => [fault.reason, fault.values?.how]),
    [['activation-gateway-cannot-reach-aws', 'no-answer']],
  );
  assert.equal(seen.length, 1);
});

test('a closed port is the first path, told with the attempts it took', async () => {
  const { judged } = await ask(specOf(await closedPort()));
  assert.deepEqual(
    judged.faults.map(({ reason }) => reason),
    ['activation-port-closed'],
  );
  assert.equal(judged.evidence[0]?.attempts, 2);
});

test('an endless answer ends, and what is kept of it is short', async (t) => {
  const place = await serveTcp(t, (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n');
    const repeat = () => {
      while (!socket.destroyed && socket.write('<p>more</p>'.repeat(500)));
    };
    socket.on('drain', repeat);
    socket.once('data', repeat);
  });
  const { observation, judged } = await ask(specOf(place));
  assert.equal(judged.faults[0]?.reason, 'activation-wrong-address');
  assert(JSON.stringify(observation).length < 1000);
});

test('whatever surrounds a key, nothing that is kept holds it', () => {
  const text = fc.string({ maxLength: 60 });
  fc.assert(
    fc.property(
      text,
      text,
      fc.constantFrom(200, 302, 400, 500),
      fc.boolean(),
      (before, after, status, leads) => {
        const words = `${before}${KEY}${after}`;
        const headers = new Map(
          leads ? [['location', `http://x.example/${words}?activationKey=${KEY}`]] : [],
        );
        const kept = readKeyAnswer({ outcome: 'answered', status, headers, body: words });
        assert(!JSON.stringify(kept).includes(KEY), JSON.stringify(kept));
        assert(!withoutKeys(words).includes(KEY));
      },
    ),
  );
});
