import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENDPOINT_TLS_PORTS } from '../../lib/catalogue/storage-gateway.ts';
import type { Question } from '../../lib/core/observation.ts';
import { binomialBound } from '../support/binomial.ts';
import { repeatFrom } from './support/clean-runs.ts';
import { startEndpoint } from './support/endpoint.ts';
import { makeGenuine, serviceName } from './support/genuine.ts';
import { startNameServer } from './support/name-server.ts';
import { ENDPOINT, ENDPOINT_RECORDS, ENDPOINT_ZONE, SUPPORT_PORT, TLS_PORTS } from './support/names.ts';
import { labOrExplain } from './support/prerequisites.ts';
import { openSite, SITE } from './support/site.ts';
import { startSsh } from './support/ssh.ts';
import { startTimeServer } from './support/time-server.ts';

/**
 * A healthy site on a bad line: 1 % of the packets are lost in each direction and each takes up to 20 ms longer. Nothing may
 * fail. `npm run test:clean` asks a thousand times.
 */

const RUNS = Number(process.env.CLEAN_RUNS ?? 150);
/** A test has five minutes; each of them has another seed. */
const RUNS_OF_A_TEST = 150;
const LOST_PER_MILLION = 10_000;
/** A question and its answer: either may be lost. */
const LOST = 1 - (1 - LOST_PER_MILLION / 1e6) ** 2;
/** More than this would happen by chance once in ten thousand runs of the test. */
const TAIL = 1e-4;
const SIDE = 6;

if (labOrExplain('clean runs on a bad line', ['knotd', 'nginx', 'sshd', 'ssh-keygen', 'chronyd', 'gcc'])) {
  for (let first = 1; first <= RUNS; first += RUNS_OF_A_TEST) {
    const runs = Math.min(RUNS_OF_A_TEST, RUNS - first + 1);
    test(`runs ${first} to ${first + runs - 1} under 1 % loss and 20 ms of jitter: nothing fails`, async (t) => {
      const site = await openSite(t, {
        wire: { eachWayMs: 5, jitterMs: 20, lostPerMillion: LOST_PER_MILLION, seed: 20_261_130 + first },
      });
      const genuine = await makeGenuine(t);
      await startNameServer(t, site.server, {
        address: SITE.nameServer,
        zones: { [ENDPOINT_ZONE]: ENDPOINT_RECORDS },
      });
      await startEndpoint(t, site.server, genuine.ports);
      await startSsh(t, site.server, { port: SUPPORT_PORT });
      for (const address of SITE.timeServers) await startTimeServer(t, site.server, { address });

      const { name, organisation, spki } = genuine.root;
      const trust = { roots: [{ name, organisation, spki }] };
      const timeoutMs = 3000;
      const questions: readonly Question[] = [
        { kind: 'dns', host: ENDPOINT, expect: 'private', timeoutMs },
        {
          kind: 'port',
          host: ENDPOINT,
          ports: [...TLS_PORTS, SUPPORT_PORT].map((port) => ({ port })),
          timeoutMs,
        },
        ...ENDPOINT_TLS_PORTS.map(({ port, role }) => ({
          ...{ kind: 'tls', host: ENDPOINT, port, servername: ENDPOINT, timeoutMs },
          ...{ acceptNames: [serviceName(role)], trust },
        })),
        { kind: 'hello', host: ENDPOINT, port: SUPPORT_PORT, protocols: ['ssh'], timeoutMs },
        { kind: 'ntp', hosts: SITE.timeServers.map((host) => ({ host })), timeoutMs },
      ];
      const { unwell, asked, runs: done } = await repeatFrom(site.client, questions, runs, SIDE);
      await site.slowWire?.stop();
      const [, lost = '0', of = '0'] = /lost (\d+) of (\d+)/.exec(site.slowWire?.output() ?? '') ?? [];
      t.diagnostic(`${lost} of ${of} packets were lost in ${done} runs`);
      assert.ok(Number(lost) > Number(of) / 200, 'the line loses what it should');
      assert.deepEqual(
        unwell.filter((line) => line.includes(' failed ')),
        [],
      );
      t.diagnostic(`not healthy: ${unwell.join('; ') || 'nothing'}`);
      for (const [kind, { answers, again }] of Object.entries(asked)) {
        if (answers === 0) continue;
        const bound = binomialBound(answers, LOST, TAIL);
        t.diagnostic(
          `${kind}: ${again} of ${answers} asked again (${((100 * again) / answers).toFixed(2)} %), bound ${bound}`,
        );
        assert.ok(again <= bound, `${kind}: ${again} of ${answers} asked again, ${bound} at most by chance`);
      }
    });
  }
}
