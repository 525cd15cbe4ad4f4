import assert from 'node:assert/strict';
import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { test } from 'node:test';
import type { NameResolver } from '../../../lib/core/names.ts';
import { deadlineIn, systemClock } from '../../../lib/core/time.ts';
import { observeOpenvpn } from '../../../lib/probes/openvpn/observe.ts';
import { openvpnSpec } from '../../../lib/probes/openvpn/spec.ts';
import { endedBy } from '../../support/context.ts';
import { type OpenvpnServerOptions, startOpenvpnServer } from '../../support/openvpn-server.ts';

const asked: string[] = [];
/** Every name leads to loopback; nothing else is ever looked up. */
const names: NameResolver = {
  servers: [],
  lookup: async (host) => {
    asked.push(host);
    return { outcome: 'answered', addresses: ['127.0.0.1'], from: 'hosts', elapsedMs: 0 };
  },
};

async function ask(fields: { [field: string]: unknown }, timeoutMs = 300) {
  const observation = await observeOpenvpn(openvpnSpec.parse({ host: 'vpn.test', ...fields }), {
    clock: systemClock,
    deadline: deadlineIn(systemClock, timeoutMs),
    attempts: 2,
    names,
    aws: undefined,
  });
  assert.equal(observation.outcome, 'asked');
  return observation.outcome === 'asked' ? observation.answers[0] : undefined;
}

const garbled = (answer: Uint8Array) => answer.subarray(0, answer.byteLength - 1);
const foreign = (answer: Uint8Array) => {
  const other = answer.slice();
  other[14] = (other[14] ?? 0) ^ 0xff;
  return other;
};
const framed = (length: number, bytes: Uint8Array) => new Uint8Array([length >> 8, length & 0xff, ...bytes]);

for (const transport of ['udp', 'tcp'] as const) {
  test(`a server that acknowledges our session over ${transport} is alive`, async (t) => {
    const { port, received } = await startOpenvpnServer(t, { transport });
    const answer = await ask({ port, transport });
    assert.partialDeepStrictEqual(answer?.seen, {
      outcome: 'alive',
      answer: 'P_CONTROL_HARD_RESET_SERVER_V2',
    });
    assert.equal(answer?.attempts, 1);
    assert.equal(received[0]?.byteLength, 14);
  });

  test(`a lone acknowledgement over ${transport} is alive`, async (t) => {
    const { port } = await startOpenvpnServer(t, { transport, acknowledgesOnly: true });
    const answer = await ask({ port, transport });
    assert.partialDeepStrictEqual(answer?.seen, { outcome: 'alive', answer: 'P_ACK_V1' });
  });

  test(`one lost packet over ${transport} is no silence, and the repeat is the same packet`, async (t) => {
    const { port, received } = await startOpenvpnServer(t, { transport, ignoreFirst: 1 });
    const answer = await ask({ port, transport });
    assert.equal(answer?.seen.outcome, 'alive');
    assert.equal(answer?.attempts, 2);
    assert.deepEqual(received[0], received[1]);
  });

  test(`a mute server over ${transport} is silent, within the deadline`, async (t) => {
    const { port } = await startOpenvpnServer(t, { transport, onPacket: 'mute' });
    const startedMs = performance.now();
    const answer = await ask({ port, transport });
    assert.deepEqual(answer?.seen, { outcome: 'silent' });
    assert.equal(answer?.attempts, 2);
    assert.ok(performance.now() - startedMs < 450);
  });

  test(`a closed port over ${transport} refuses`, async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const answer = await ask({ port, transport });
    assert.deepEqual(answer?.seen, { outcome: 'refused', code: 'ECONNREFUSED' });
  });
}

const UDP_FAULTS: readonly (readonly [string, OpenvpnServerOptions, string])[] = [
  ['a truncated answer', { instead: garbled }, 'malformed'],
  ['a truncated answer before a good one', { instead: garbled, andThenAnswers: true }, 'alive'],
  ["somebody else's answer", { instead: foreign }, 'silent'],
  ["somebody else's answer before ours", { instead: foreign, andThenAnswers: true }, 'alive'],
  [
    'an oversized answer',
    { instead: (answer) => new Uint8Array([...answer, ...new Uint8Array(3000)]) },
    'malformed',
  ],
  ['an empty datagram', { instead: () => new Uint8Array() }, 'malformed'],
];
for (const [fault, options, outcome] of UDP_FAULTS) {
  test(`over udp, ${fault} is ${outcome}`, async (t) => {
    const { port } = await startOpenvpnServer(t, options);
    assert.equal((await ask({ port }))?.seen.outcome, outcome);
  });
}

const TCP_FAULTS: readonly (readonly [string, OpenvpnServerOptions, string])[] = [
  ['an answer that comes byte by byte', { dribbles: true }, 'alive'],
  ['a length that is too short for its packet', { instead: (answer) => framed(20, answer) }, 'malformed'],
  ['a length that promises more than comes', { instead: (answer) => framed(400, answer) }, 'malformed'],
  ['a length of nothing', { instead: (answer) => framed(0, answer) }, 'malformed'],
  ['a length beyond any answer', { instead: (answer) => framed(65_535, answer) }, 'malformed'],
  [
    "somebody else's answer",
    { instead: (answer) => framed(answer.byteLength, foreign(answer)) },
    'malformed',
  ],
  [
    'another protocol',
    { instead: () => new Uint8Array(Buffer.from('SSH-2.0-OpenSSH_9.2\r\n')) },
    'malformed',
  ],
  ['one byte and nothing more', { instead: () => new Uint8Array(1) }, 'malformed'],
  ['a close on our packet', { onPacket: 'close' }, 'closed'],
  ['a reset on our packet', { onPacket: 'reset' }, 'closed'],
];
for (const [fault, options, outcome] of TCP_FAULTS) {
  test(`over tcp, ${fault} is ${outcome}`, async (t) => {
    const { port } = await startOpenvpnServer(t, { transport: 'tcp', ...options });
    assert.equal((await ask({ port, transport: 'tcp' }))?.seen.outcome, outcome);
  });
}

test('the random prefix is a label of its own, new in every question', async (t) => {
  const { port } = await startOpenvpnServer(t);
  asked.length = 0;
  await ask({ port, randomPrefix: true });
  await ask({ port, randomPrefix: true });
  await ask({ port });
  assert.match(asked[0] ?? '', /^[0-9a-f]{12}\.vpn\.test$/);
  assert.match(asked[1] ?? '', /^[0-9a-f]{12}\.vpn\.test$/);
  assert.notEqual(asked[0], asked[1]);
  assert.equal(asked[2], 'vpn.test');
});

test('an abort ends the question at once', async (t) => {
  for (const transport of ['udp', 'tcp'] as const) {
    const { port } = await startOpenvpnServer(t, { transport, onPacket: 'mute' });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    const startedMs = performance.now();
    await observeOpenvpn(openvpnSpec.parse({ host: 'vpn.test', port, transport }), {
      clock: systemClock,
      deadline: endedBy(controller.signal, 10_000),
      attempts: 2,
      names,
      aws: undefined,
    });
    assert.ok(performance.now() - startedMs < 100);
  }
});
