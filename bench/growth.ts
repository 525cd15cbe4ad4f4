/**
 * How a check grows with its targets: `node bench/growth.ts [--write]`. TCP targets on loopback, all open, in turn; a
 * table, and with `--write` a plot beside it under bench/results. Memory is measured twice: as Node likes it, and with
 * little room, which shows what is held.
 */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine, measure, median } from './measure.ts';

const SIZES = [10, 100, 500, 1000, 2500, 5000];
const ROUNDS = 3;
/** Megabytes; by itself Node collects as late as the machine allows. */
const LITTLE_ROOM = '--max-old-space-size=64 --max-semi-space-size=2';
const START = join(import.meta.dirname, '../bin/start.mjs');

interface Point {
  readonly targets: number;
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly peakMegabytes: number;
  /** With little room. */
  readonly heldMegabytes: number;
  readonly reportMegabytes: number;
}

const server = net.createServer((socket) => socket.on('error', () => {}).destroy());
await new Promise<void>((resolve) => server.listen({ port: 0, host: '0.0.0.0', backlog: 4096 }, resolve));
const { port } = server.address() as net.AddressInfo;
const folder = await mkdtemp(join(tmpdir(), 'gatewatch-growth-'));
try {
  const points: Point[] = [];
  for (const targets of SIZES) points.push(await pointOf(targets));
  const table = [
    `${new Date().toISOString().slice(0, 10)}, ${machine()}, medians of ${ROUNDS} rounds`,
    '',
    `| targets | processor time | wall | most memory | with \`${LITTLE_ROOM}\` | report |`,
    '|---|---|---|---|---|---|',
    ...points.map(
      (one) =>
        `| ${one.targets} | ${one.cpuSeconds.toFixed(2)} s | ${one.wallSeconds.toFixed(2)} s | ${one.peakMegabytes.toFixed(0)} MB | ${one.heldMegabytes.toFixed(0)} MB | ${one.reportMegabytes.toFixed(2)} MB |`,
    ),
    '',
  ].join('\n');
  process.stdout.write(table);
  if (process.argv.includes('--write')) {
    await writeFile(new URL('results/growth.md', import.meta.url), table);
    await writeFile(new URL('results/growth.svg', import.meta.url), plot(points));
  }
} finally {
  server.close();
  await rm(folder, { recursive: true });
}

async function pointOf(targets: number): Promise<Point> {
  const report = join(folder, `${targets}.json`);
  const places = Array.from({ length: targets }, (_, index) => `127.1.${index >> 8}.${index & 255}:${port}`);
  const command = `"${process.execPath}" "${START}" check --no-aws --json --tcp "$PLACES" | tee "${report}"`;
  // What a proxy of this machine would add is no part of a check.
  const environment = {
    PLACES: [...new Set(places)].join(),
    HTTPS_PROXY: '',
    https_proxy: '',
    AWS_CA_BUNDLE: '',
  };
  const all = [];
  const withLittleRoom = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    withLittleRoom.push(await measure(command, { ...environment, NODE_OPTIONS: LITTLE_ROOM }));
    const { findings } = JSON.parse(await readFile(report, 'utf8')) as {
      readonly findings: readonly unknown[];
    };
    if (findings.length < targets) throw new Error(`${targets} targets have no room with ${LITTLE_ROOM}`);
    all.push(await measure(command, environment));
  }
  return {
    targets,
    cpuSeconds: median(all.map((one) => one.cpuSeconds)),
    wallSeconds: median(all.map((one) => one.wallSeconds)),
    peakMegabytes: median(all.map((one) => one.peakMegabytes)),
    heldMegabytes: median(withLittleRoom.map((one) => one.peakMegabytes)),
    reportMegabytes: (await stat(report)).size / 1e6,
  };
}

/** A line for each figure, each on its own scale: what grows in a line is a line. */
function plot(points: readonly Point[]): string {
  const [width, height, left, top] = [720, 320, 60, 20];
  const most = Math.max(...points.map(({ targets }) => targets));
  const lines = [
    ['cpuSeconds', 'processor time, s', '#1f77b4'],
    ['wallSeconds', 'wall, s', '#2ca02c'],
    ['peakMegabytes', 'most memory, MB', '#d62728'],
    ['reportMegabytes', 'report, MB', '#9467bd'],
  ] as const;
  const drawn = lines.map(([key, label, colour], row) => {
    const highest = Math.max(...points.map((one) => one[key]));
    const path = points
      .map((one) => `${left + (one.targets / most) * width},${top + height - (one[key] / highest) * height}`)
      .join(' ');
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/><text x="${left + 10}" y="${top + 16 + row * 18}" fill="${colour}">${label}: up to ${highest.toFixed(highest < 10 ? 2 : 0)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width + 2 * left} ${height + 70}" font-family="sans-serif" font-size="13">
<title>A check from 10 to 5,000 targets</title>
<rect width="100%" height="100%" fill="#fff"/>
<path d="M${left} ${top}V${top + height}H${left + width}" fill="none" stroke="#555"/>
${drawn.join('\n')}
${points.map(({ targets }) => (targets < 500 ? '' : `<text x="${left + (targets / most) * width}" y="${top + height + 20}" text-anchor="middle">${targets}</text>`)).join('')}
<text x="${left + width / 2}" y="${top + height + 42}" text-anchor="middle">targets</text>
</svg>
`;
}
