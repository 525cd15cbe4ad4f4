import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { askLocally } from '../../lib/cli/ask-locally.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { judgeAll } from '../../lib/stages/check/judge.ts';
import { openPort } from '../support/loopback-ports.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const port = (host: string, number: number) => ({
  vantage: 'local',
  target: 'web',
  shown: true,
  question: { kind: 'port', host, ports: [{ port: number }], timeoutMs: 500, attempts: 1 },
});

test('an address of a family that this machine lacks is no half of a degraded finding', async (t) => {
  const folder = await temporaryFolder(t, 'hosts');
  const hostsFile = join(folder, 'hosts');
  await writeFile(hostsFile, '127.0.0.1 both.test\n100::1 both.test six.test\n');
  const open = await openPort(t);
  const planned = [port('both.test', open), port('six.test', open)];
  const observations = await askLocally(planned, {
    probes: PROBES,
    timeoutMs: 500,
    hostsFile,
    reach: { ipv6: false },
  });
  const answered = planned.map((one, index) => ({
    planned: { ...one, target: index === 0 ? 'both' : 'six' },
    observation: observations[index] ?? { outcome: 'missing' },
  }));
  const found = judgeAll(answered, PROBES).map(({ target, status, reason }) => [target, status, reason]);
  assert.deepEqual(found, [
    ['both', 'healthy', null],
    ['six', 'unknown', 'not-reachable-from-here'],
  ]);
});
