/**
 * What a cold start costs before the first event: processor time of the real runtime interface client with each
 * function's bundle, beside the same with an empty handler: `node bench/functions.ts [rounds] [--write]` (default 7).
 * The client alone is taken off both.
 */

import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleFunctions } from '../scripts/bundles.ts';
import { machine, median } from './measure.ts';

const { values, positionals } = parseArgs({
  options: { write: { type: 'boolean' } },
  allowPositionals: true,
});
const rounds = Number(positionals[0] ?? 7);
const CLIENT = join(import.meta.dirname, '../node_modules/aws-lambda-ric/index.mjs');
const SHIM = join(import.meta.dirname, '../test/support/rapid-client.cjs');

/** The most that each may cost, as a multiple of the empty handler. */
const AIMS: Readonly<Record<string, number>> = {
  probe: 1.6,
  slack: 2,
  channel: 2,
  notify: 4,
  dashboard: 4,
  'mtls-log': 4,
  watch: 4,
};

const ENVIRONMENT = {
  AWS_REGION: 'ap-northeast-2',
  AWS_ACCESS_KEY_ID: 'x',
  AWS_SECRET_ACCESS_KEY: 'x',
  GATEWATCH_STAGE: 'dev',
  GATEWATCH_CHANNEL: 'teams',
  GATEWATCH_TEAMS_SECRET: 'x',
  GATEWATCH_TEAMS_SEVERITY: 'critical',
  GATEWATCH_SLACK_SECRET: 'x',
  GATEWATCH_SLACK_SEVERITY: 'critical',
  GATEWATCH_MESSAGES_TOPIC: 'arn:aws:sns:ap-northeast-2:123456789012:messages',
  GATEWATCH_PROBE_GROUPS: '{}',
};

const folder = await mkdtemp(join(tmpdir(), 'gatewatch-functions-'));
try {
  await bundleFunctions({ outDir: folder });
  await writeFile(join(folder, 'empty.mjs'), 'export const handler = async () => ({});\n');
  const names = ['empty', ...Object.keys(AIMS)];
  const spent = new Map<string, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names)
      spent
        .get(name)
        ?.push(await startMs(folder, name === 'empty' ? 'empty.handler' : `${name}/index.handler`));
  }
  const base = median(spent.get('empty') ?? []);
  const rows = await Promise.all(
    Object.entries(AIMS).map(async ([name, aim]) => {
      const ms = spent.get(name) ?? [];
      const { size } = await stat(join(folder, name, 'index.mjs'));
      const ratio = (median(ms) / base).toFixed(2);
      return `| \`${name}\` | ${median(ms).toFixed(0)} ms (${Math.min(...ms).toFixed(0)} to ${Math.max(...ms).toFixed(0)}) | ${ratio} × | ${aim} × | ${Math.round(size / 1024)} KB |`;
    }),
  );
  const table = [
    `${new Date().toISOString().slice(0, 10)}, ${machine()}, medians of ${rounds} rounds in turn`,
    '',
    `Processor time until the first event is asked for, in the runtime interface client. An empty handler: ${base.toFixed(0)} ms.`,
    '',
    '| function | processor time (least to most) | against an empty handler | aim | file that is read first |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
  process.stdout.write(table);
  if (values.write === true) await writeFile(new URL('results/functions.md', import.meta.url), table);
} finally {
  await rm(folder, { recursive: true });
}

/** Processor time of a runtime, all its threads, when it asks for its first event. */
async function startMs(root: string, handler: string): Promise<number> {
  const asked = Promise.withResolvers<void>();
  const server = createServer((request) => {
    if (request.url?.endsWith('/invocation/next')) asked.resolve();
    else asked.reject(new Error(`${handler}: ${request.url}`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const child = spawn(process.execPath, ['--require', SHIM, CLIENT, handler], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...ENVIRONMENT,
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      _HANDLER: handler,
      LAMBDA_TASK_ROOT: root,
      AWS_LAMBDA_FUNCTION_NAME: 'bench',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    },
  });
  try {
    await asked.promise;
    // proc(5), /proc/PID/task/TID/schedstat: time on a processor in nanoseconds.
    const threads = `/proc/${child.pid}/task`;
    return readdirSync(threads).reduce(
      (sum, thread) =>
        sum + Number(readFileSync(`${threads}/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6,
      0,
    );
  } finally {
    child.kill('SIGKILL');
    server.closeAllConnections();
    server.close();
  }
}
