/**
 * What a start of the command line costs: processor time of `gatewatch --help`, of a check of one TCP port and of the
 * triage of an empty log, from a package and from a clone, beside `node -e 0`, in turn: `node bench/start.ts [rounds]`
 * (default 9). Then the pieces that each reads.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundleCli } from '../scripts/bundles.ts';
import { piecesOf } from '../test/support/pieces.ts';
import { machine, measure, median } from './measure.ts';

const rounds = Number(process.argv[2] ?? 9);
const ROOT = join(import.meta.dirname, '..');
const WAYS = [
  ['package', `"${process.execPath}" "${ROOT}/dist/bin/gatewatch.js"`],
  ['clone', `"${process.execPath}" "${ROOT}/bin/start.mjs"`],
] as const;
const COMMANDS = [
  ['--help', 3, 'lib/cli/program.ts'],
  ['check --tcp 127.0.0.1:$PORT', 5, 'lib/cli/check.ts'],
  ['mtls $LOG', undefined, 'lib/cli/mtls.ts'],
] as const;

const account = await bundleCli();
const server = net.createServer((socket) => socket.on('error', () => {}).destroy());
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const folder = await mkdtemp(join(tmpdir(), 'gatewatch-start-'));
try {
  const log = join(folder, 'empty.log.gz');
  await writeFile(log, gzipSync(''));
  const { port } = server.address() as net.AddressInfo;
  // What a proxy of this machine would add is no part of a start.
  const environment = { PORT: String(port), LOG: log, HTTPS_PROXY: '', https_proxy: '', AWS_CA_BUNDLE: '' };
  const contenders = WAYS.flatMap(([way, start]) =>
    COMMANDS.map(([words]) => ({ name: `${way} ${words}`, command: `${start} ${words}` })),
  );
  const all = [{ name: 'node', command: `"${process.execPath}" -e 0` }, ...contenders];
  const spent = new Map(all.map(({ name }) => [name, [] as number[]]));
  // The first round keeps what is compiled.
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, command } of all) {
      const { cpuSeconds } = await measure(command, environment);
      if (round > 0) spent.get(name)?.push(cpuSeconds * 1000);
    }
  }
  const milliseconds = (name: string) => median(spent.get(name) ?? []);
  const ratio = (name: string) => `${(milliseconds(name) / milliseconds('node')).toFixed(1)} ×`;
  const rows = COMMANDS.map(([words, aim, entry]) => {
    const pieces = piecesOf(account, entry);
    const read = `${pieces.count}, ${Math.round(pieces.kilobytes)} KB`;
    const figures = WAYS.map(([way]) => ratio(`${way} ${words}`));
    return `| \`gatewatch ${words}\` | ${figures.join(' | ')} | ${aim === undefined ? '' : `${aim} ×`} | ${read} |`;
  });
  process.stdout.write(
    [
      `${new Date().toISOString().slice(0, 10)}, ${machine()}, medians of ${rounds} rounds in turn`,
      '',
      `Processor time, user and system, against \`node -e 0\` (${milliseconds('node').toFixed(0)} ms).`,
      '',
      '| command | from a package | from a clone | aim | pieces that are read |',
      '|---|---|---|---|---|',
      ...rows,
      '',
    ].join('\n'),
  );
} finally {
  server.close();
  await rm(folder, { recursive: true });
}
