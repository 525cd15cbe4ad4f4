import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { askFrom } from './support/ask.ts';
import { makeGenuine } from './support/genuine.ts';
import { ENDPOINT } from './support/names.ts';
import { labOrExplain } from './support/prerequisites.ts';
import { PROXY_PORT, type SquidOptions, startSquidProxy } from './support/proxies.ts';
import { openSite, SITE } from './support/site.ts';

const PORT = 443;
const [ADDRESS] = SITE.endpoint;

if (labOrExplain('WebSockets through squid, which passes bytes on or decrypts', ['squid'])) {
  const { client, router, server } = await openSite({ after });
  await client.etc('hosts', `127.0.0.1 localhost\n${ADDRESS} ${ENDPOINT}\n`);
  const folder = await temporaryFolder({ after }, 'websocket');
  const { certificates, key } = await (await makeGenuine({ after })).issue([ENDPOINT]);
  await writeFile(join(folder, 'chain.pem'), certificates);
  await writeFile(join(folder, 'key.pem'), key);
  server.daemon([
    process.execPath,
    fileURLToPath(new URL('support/serve-websocket.ts', import.meta.url)),
    folder,
    `${PORT}`,
  ]);
  await server.untilBound('tcp', PORT);

  const ask = async (t: TestContext, options?: Partial<SquidOptions>) => {
    if (options !== undefined) {
      const squid = await startSquidProxy(t, router, { hosts: { [ENDPOINT]: [ADDRESS] }, ...options });
      t.after(squid.stop);
    }
    const via = options === undefined ? {} : { via: { host: '10.1.0.1', port: PROXY_PORT } };
    const { findings } = await askFrom(client, [
      { kind: 'websocket', host: ENDPOINT, port: PORT, timeoutMs: 8000, ...via },
    ]);
    const [finding] = findings;
    assert.ok(finding);
    return finding;
  };
  const bumpsWith = { name: 'FGT60E-LAB-CA', organisation: 'Fortinet' };

  test('without a proxy the WebSocket opens', async (t) => {
    const finding = await ask(t);
    assert.deepEqual([finding.status, finding.evidence[0]?.outcome], ['healthy', 'upgraded']);
  });

  test('a stock Squid passes the upgrade on inside its tunnel', async (t) => {
    const finding = await ask(t, {});
    assert.deepEqual([finding.status, finding.evidence[0]?.outcome], ['healthy', 'upgraded']);
  });

  test('a Squid that decrypts takes the upgrade out, and its answer names it', async (t) => {
    const finding = await ask(t, { bumpsWith });
    assert.deepEqual(
      [finding.status, finding.reason],
      ['failed', 'websocket-upgrade-removed'],
      JSON.stringify(finding.evidence),
    );
    assert.match(String(finding.faults[0]?.values?.answeredBy), /squid/);
  });

  test('a Squid that decrypts and allows WebSockets lets it open', async (t) => {
    const finding = await ask(t, { bumpsWith, allowsWebSockets: true });
    assert.deepEqual([finding.status, finding.evidence[0]?.outcome], ['healthy', 'upgraded']);
  });
}
