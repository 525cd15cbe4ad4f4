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

function answered(status: number, body: string, headers: Readonly<Record<string, string>> = {}) {
  const heard = { outcome: 'answered', status, headers: new Map(Object.entries(headers)), body } as const;
  return readKeyAnswer(heard, 'http://10.0.1.20:80');
}

test('a key is a key of the known shape, or one word of its length that speaks of no error', () => {
  const html = { 'content-type': 'text/html' };
  const answers = {
    key: [
      answered(200, ` ${KEY}\n`),
      answered(299, `Your key: ${KEY}`),
      answered(200, 'abcdefgh-1234567\n', { 'content-type': 'text/plain' }),
      answered(200, 'a'.repeat(64)),
      answered(200, KEY.toLowerCase(), { location: 'http://portal.example.com/' }),
      answered(300, '', { location: `/?activationKey=${KEY}` }),
      answered(399, '', { location: '?activationKey=x' }),
    ],
    error: [
      answered(200, 'InternalServerError'),
      answered(200, 'ACTIVATION-FAILED-NOW'),
      answered(403, 'internal error'),
      answered(400, '{"errorType":"x"}'),
      answered(500, KEY),
      answered(599, 'abcdefgh-1234567'),
      answered(302, '', { location: '/?errorMessage=x' }),
    ],
    'web-page': [
      answered(200, 'a'.repeat(15)),
      answered(200, 'a'.repeat(65)),
      answered(200, 'hello abcdefgh-1234567'),
      answered(200, 'abcdefgh-1234567 hello'),
      answered(200, `<html>${KEY}</html>`),
      answered(200, KEY, html),
      answered(302, KEY),
      answered(302, KEY, { location: 'http://[' }),
      answered(404, KEY, { location: 'http://portal.example.com/' }),
      answered(499, ''),
    ],
    redirect: [answered(302, '', { location: '/login' })],
  };
  for (const [expected, seen] of Object.entries(answers)) {
    assert.deepEqual(
      seen.map(({ outcome }) => outcome),
      seen.map(() => expected),
    );
  }
});

test('what a machine says is kept in one line, without its markup', () => {
  const said = '<!DOCTYPE html>\n<h1>Welcome</h1><p class="x">to\n\n  nginx</p>';
  assert.deepEqual(answered(200, said, { server: 'nginx' }), {
    ...{ outcome: 'web-page', status: 200, said: 'Welcome to nginx', server: 'nginx' },
  });
  assert.deepEqual(answered(200, ''), { outcome: 'web-page', status: 200, said: '' });
});

test('a redirection says where it leads or what is wrong, and keeps no query, key or password', () => {
  const locations = {
    '/login?from=x#top': { outcome: 'redirect', leadsTo: 'http://10.0.1.20/login' },
    'http://me:secret@portal.example.com:8080/a?b': {
      ...{ outcome: 'redirect', leadsTo: 'http://portal.example.com:8080/a' },
    },
    [`https://portal.example.com/${KEY}/`]: {
      ...{ outcome: 'redirect', leadsTo: 'https://portal.example.com/[removed]/' },
    },
    '/?errorType=A&errorMessage=B': { outcome: 'error', said: 'A' },
    '/?errorMessage=B': { outcome: 'error', said: 'B' },
    [`/?errorType=${KEY}`]: { outcome: 'error', said: '[removed]' },
    '/?activationKey=': { outcome: 'error', said: '' },
  };
  for (const [location, expected] of Object.entries(locations))
    assert.deepEqual(answered(302, '', { location }), { ...expected, status: 302 });
});

test('a key is cut out whole, and so is whatever stands as the value of the parameter', () => {
  const texts = {
    [`key ${KEY}, ${KEY.toLowerCase()}.`]: 'key [removed], [removed].',
    'activationKey=abc&x=1': 'activationKey=[removed]&x=1',
    '{"activationKey": "abc", "x": 1}': '{"activationKey": "[removed]", "x": 1}',
    "ActivationKey : 'abc'<br>": "ActivationKey : '[removed]'<br>",
    '<a>activationKey:abc</a>': '<a>activationKey:[removed]</a>',
    'activationKey=a b activationKey=c': 'activationKey=[removed] b activationKey=[removed]',
  };
  for (const [text, expected] of Object.entries(texts)) assert.equal(withoutKeys(text), expected);
});

test('a name that does not resolve is for dns to report', () => {
  const spec = { host: 'gateway.example.com', port: 80, region: 'ap-northeast-2', mintKey: true };
  const { faults } = judgeActivation([
    { spec, observation: { outcome: 'unresolved', lookup: 'no-such-name' } },
  ]);
  assert.deepEqual(
    faults.map(({ dueTo }) => dueTo),
    ['dns'],
  );
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
        const location = `http://x.example/${words}?activationKey=${KEY}`;
        const kept = answered(status, words, leads ? { location } : {});
        assert(!JSON.stringify(kept).includes(KEY), JSON.stringify(kept));
        assert(!withoutKeys(words).includes(KEY));
      },
    ),
  );
});
