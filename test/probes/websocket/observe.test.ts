import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import type { JsonObject } from '../../../lib/core/json.ts';
import { askHere } from '../../lab/support/ask-here.ts';
import { serveHttpProxy } from '../../support/proxy-servers.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { Place } from '../../support/tls-peers.ts';
import { serveWebSocket, type WebSocketManners } from '../../support/websocket-server.ts';

const NAME = 'eice.test';
const serve = (t: TestContext, manners?: WebSocketManners) => serveWebSocket(t, [NAME], manners);

async function ask(t: TestContext, { port }: Pick<Place, 'port'>, via?: JsonObject) {
  const hostsFile = join(await temporaryFolder(t, 'hosts'), 'hosts');
  await writeFile(hostsFile, `127.0.0.1 ${NAME}\n`);
  const question = {
    kind: 'websocket',
    host: NAME,
    port,
    timeoutMs: 1500,
    ...(via !== undefined && { via }),
  };
  const [finding] = (await askHere([question], { hostsFile })).findings;
  assert.ok(finding);
  return finding;
}

test('a server of WebSockets is healthy, directly and through a proxy that only passes bytes on', async (t) => {
  const server = await serve(t);
  const direct = await ask(t, server);
  assert.deepEqual([direct.status, direct.evidence[0]?.outcome], ['healthy', 'upgraded']);
  const proxy = await serveHttpProxy(t, { leadsTo: { [`${NAME}:${server.port}`]: server } });
  const through = await ask(t, server, { host: proxy.host, port: proxy.port });
  assert.deepEqual([through.status, through.evidence[0]?.outcome], ['healthy', 'upgraded']);
  assert.equal(through.evidence[0]?.via, `127.0.0.1:${proxy.port}`);
});

test('a server that wants credentials got the request: that is no fault of the way', async (t) => {
  const finding = await ask(t, await serve(t, 'refuses'));
  assert.deepEqual([finding.status, finding.evidence[0]?.status], ['healthy', 403]);
});

test('a request that lost its upgrade, and one that a proxy answers, are told apart', async (t) => {
  const removed = await ask(t, await serve(t, 'sees-no-upgrade'));
  assert.deepEqual(
    [removed.reason, removed.faults[0]?.values?.answer],
    ['websocket-upgrade-removed', 'HTTP 426'],
  );
  const answered = await ask(t, await serve(t, 'proxy-answers'));
  assert.equal(answered.reason, 'websocket-proxy-answers');
  assert.equal(answered.faults[0]?.values?.answeredBy, '1.1 proxy.lab (squid/5.7)');
  assert.equal((await ask(t, await serve(t, 'wrong-key'))).reason, 'websocket-proxy-answers');
});

test('a connection that is cut, and one that stays silent, each have a reason', async (t) => {
  assert.equal((await ask(t, await serve(t, 'cuts'))).reason, 'websocket-cut');
  assert.equal((await ask(t, await serve(t, 'says-nothing'))).reason, 'websocket-silent');
});
