import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Question } from '../../lib/core/observation.ts';
import { askStarved, type Starved } from '../support/ask-starved.ts';
import { makeChain, trustIn } from '../support/certs.ts';
import { startDnsServer } from '../support/dns-server.ts';
import { startNtpServer } from '../support/ntp-server.ts';
import { serveTcp, serveTls } from '../support/tls-peers.ts';

/** The share of a core that AWS gives a function of 512 MB: "at 1,769 MB, a function has the equivalent of one vCPU". */
const SHARE_OF_512_MB = 512 / 1769;

/** A sound server on every address of loopback, and the question whether it is. */
async function serveSound(t: TestContext): Promise<(host: string) => Question> {
  const { root, intermediate, leaf } = await makeChain({ names: ['sound.test'] });
  const { port } = await serveTls(t, { sends: [leaf, intermediate], host: '0.0.0.0' });
  const names = { servername: 'sound.test', acceptNames: ['sound.test'] };
  return (host) => ({ kind: 'tls', host, port, ...names, trust: trustIn(root) });
}

/** All are well, or it is said that we had no time; nothing is held against a peer. */
function assertNobodyIsBlamed({ findings }: Starved, count: number): void {
  assert.equal(findings.length, count);
  const verdicts = Map.groupBy(findings, ({ status, reason }) => `${status} ${reason}`);
  const told = [...verdicts].map(([verdict, all]) => `${all.length} ${verdict}`).join(', ');
  for (const verdict of verdicts.keys())
    assert.ok(['healthy null', 'unknown out-of-time'].includes(verdict), told);
  assert.ok((verdicts.get('healthy null')?.length ?? 0) >= count / 2, told);
}

test('with a tenth of a core, 300 sound TLS servers are sound', async (t) => {
  const ask = await serveSound(t);
  const questions = Array.from({ length: 300 }, (_, at) => ask(`127.0.${1 + (at >> 7)}.${1 + (at & 127)}`));
  assertNobodyIsBlamed(await askStarved({ questions }, { share: 0.1 }), 300);
});

test('with the share of a small function, 100 names with three addresses each are sound', async (t) => {
  const ask = await serveSound(t);
  const hosts = Array.from({ length: 100 }, (_, at) => `h${at}.sound.test`);
  const servers = [await serveNames(t, hosts)];
  const starved = await askStarved({ questions: hosts.map(ask), servers }, { share: SHARE_OF_512_MB });
  assertNobodyIsBlamed(starved, 100);
  const asked = starved.findings.flatMap(({ evidence }) => evidence.map(({ address }) => address));
  assert.ok(asked.length >= 150, 'three addresses each');
});

test('a process that stood still for longer than its questions may take blames nobody', async (t) => {
  const ask = await serveSound(t);
  const hosts = Array.from({ length: 300 }, (_, at) => `h${at}.sound.test`);
  const servers = [await serveNames(t, hosts)];
  const time = await startNtpServer();
  t.after(time.close);
  const questions = hosts.flatMap((host): readonly Question[] => {
    const tls = ask(host);
    return [
      tls,
      { kind: 'dns', host },
      { kind: 'port', host, ports: [{ port: Number(tls.port) }] },
      { kind: 'ntp', hosts: [{ host: time.address, port: time.port }] },
    ];
  });
  assertNobodyIsBlamed(await askStarved({ questions, servers }, { pauseMs: 5000 }), 1200);
});

test('with a tenth of a core, 17 sound paths beside each other lose no packets', async (t) => {
  const { port } = await serveSlowly(t);
  const questions = Array.from({ length: 17 }, (_, at) => ({ kind: 'mtu', host: `127.0.1.${1 + at}`, port }));
  assertNobodyIsBlamed(await askStarved({ questions }, { share: 0.1 }), 17);
});

/** One server behind all addresses of loopback, on a busy machine: it takes its time over each hello, one by one. */
async function serveSlowly(t: TestContext) {
  let before = Promise.resolve();
  return await serveTcp(
    t,
    (socket) =>
      socket.once('data', () => {
        before = before.then(() => sleep(HELLO_WORK_MS)).then(() => void socket.end(HANDSHAKE_FAILURE));
      }),
    { host: '0.0.0.0' },
  );
}
const HELLO_WORK_MS = 12;
/** A fatal alert. */
const HANDSHAKE_FAILURE = Buffer.from([21, 3, 3, 0, 2, 2, 40]);

/** Every name has three addresses. */
async function serveNames(t: TestContext, hosts: readonly string[]): Promise<string> {
  const A = ['127.0.1.1', '127.0.2.2', '127.0.3.3'];
  const server = await startDnsServer(Object.fromEntries(hosts.map((host) => [host, { A }])));
  t.after(server.close);
  return server.address;
}
