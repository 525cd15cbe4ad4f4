/**
 * How much gatewatch asks per second of processor time, beside what people would take instead, on the same work in the
 * same run: `npm run bench -- [ROUNDS] [TCP TARGETS] [TLS TARGETS]` (default 5, 3000, 300), as root on Linux. It builds
 * its lab of network namespaces by itself. The contenders take turns, so that a busy machine slows all of them alike:
 * only ratios within one run mean anything.
 *
 * Needs gcc, nginx, nft, prometheus-blackbox-exporter, nmap and openssl; a contender that is missing is left out, and said.
 * With CI set nothing is written.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { whyNot } from '../test/lab/support/prerequisites.ts';
import type { Done, Work } from './ask-and-judge.ts';
import { type BenchLab, EXPORTER, FIRST_PORT, openLab, PORTS, TLS_PORTS } from './lab.ts';
import { machine, median } from './measure.ts';
import { type Bar, plotRatios } from './plot.ts';

const [rounds = 5, tcpTargets = 3000, tlsTargets = 300] = process.argv.slice(2).map(Number);
const ROOT = join(import.meta.dirname, '..');
const SWEEP_TIMEOUT_MS = 2000;
const ROUND_TRIP_MS = 20;
const BESIDE = 100;
const WORK = {
  tcp: 'TCP, a finding a target',
  ports: 'TCP, 100-port questions',
  'EC P-256': 'TLS, EC P-256, chain judged',
  'RSA 2048': 'TLS, RSA 2048, chain judged',
} as const;
/** With everything on, in two shapes, and without the large hello. All of them are put beside one plain handshake. */
const TLS_SHAPES = {
  alone: 'one handshake',
  ports: 'everything on, 100 targets an address',
  addresses: 'everything on, one target an address',
} as const;
type TlsShape = keyof typeof TLS_SHAPES;
/** How much more than blackbox_exporter it should be, in the words of docs/performance.md. */
const AIMS: Readonly<Record<string, number>> = {
  [WORK.tcp]: 4,
  [WORK.ports]: 8,
  ...Object.fromEntries(
    (['EC P-256', 'RSA 2048'] as const).flatMap((key) => [
      [shaped(WORK[key], 'alone'), 1],
      [shaped(WORK[key], 'ports'), 0.8],
      [shaped(WORK[key], 'addresses'), 0.8],
    ]),
  ),
};

/** Work done per second of processor time of the prober. */
interface Measured {
  readonly work: string;
  readonly contender: string;
  readonly perCpuSecond: number;
}

const reason = whyNot(['ip', 'nft', 'gcc', 'nginx']);
if (reason !== undefined) {
  process.stderr.write(`the bench needs its lab: ${reason}\n`);
  process.exit(1);
}
const cleanUps: (() => Promise<void>)[] = [];
const scope = { after: (cleanUp: () => Promise<void>) => void cleanUps.push(cleanUp) };
try {
  const lab = await openLab(scope);
  const measured: Measured[] = [];
  const delays: Done['loop'][] = [];
  for (let round = 0; round < rounds; round += 1) measured.push(...(await oneRound(lab, delays)));
  const page = [
    ...sideBySide(measured),
    '',
    ...(await sweep(lab)),
    ...eventLoop(delays),
    ...(await latency(await openLab(scope, { roundTripMs: ROUND_TRIP_MS }))),
  ];
  await publish(page, bars(measured));
} finally {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
}

async function oneRound(lab: BenchLab, delays: Done['loop'][]): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  const ofGatewatch = async (work: string, spec: Work) => {
    const done = await ask(lab, spec);
    complain(work, done.findings);
    measured.push({ work, contender: 'gatewatch', perCpuSecond: spec.targets.length / done.cpuSeconds });
    return done;
  };
  const tcp = targetsOf(tcpTargets, (index) => FIRST_PORT + (index % PORTS));
  await ofGatewatch(WORK.tcp, { how: 'tcp', targets: tcp, portsAQuestion: 1 });
  await ofGatewatch(WORK.ports, { how: 'ports', targets: tcp, portsAQuestion: PORTS });
  for (const key of ['EC P-256', 'RSA 2048'] as const) {
    const port = TLS_PORTS[key];
    const targets = targetsOf(tlsTargets, () => port);
    const spec = { how: 'tls', targets, portsAQuestion: 1, trust: lab.trust } as const;
    await ofGatewatch(shaped(WORK[key], 'alone'), { ...spec, oneHandshake: true });
    delays.push((await ofGatewatch(shaped(WORK[key], 'ports'), spec)).loop);
    const apart = targetsOf(tlsTargets * PORTS, () => port).filter((_, index) => index % PORTS === 0);
    await ofGatewatch(shaped(WORK[key], 'addresses'), { ...spec, targets: apart });
    measured.push(...(await blackbox(lab, 'tls_connect', WORK[key], targets)));
    measured.push(await floor(lab, 'tls', WORK[key], targets));
    measured.push(...(await openssl(lab, WORK[key], port)));
  }
  measured.push(...(await blackbox(lab, 'tcp_connect', WORK.tcp, tcp)));
  measured.push(await floor(lab, 'tcp', WORK.tcp, tcp));
  measured.push(...(await nmap(lab)));
  return measured;
}

/** `10.9.A.B` and a port, a hundred targets an address. */
function targetsOf(count: number, portOf: (index: number) => number): Work['targets'] {
  return Array.from({ length: count }, (_, index) => {
    const address = Math.floor(index / PORTS);
    return [`10.9.${1 + Math.floor(address / 250)}.${1 + (address % 250)}`, portOf(index)];
  });
}

async function ask({ client, folder }: BenchLab, work: Work): Promise<Done> {
  const file = join(folder, 'work.json');
  await writeFile(file, JSON.stringify(work));
  const { stdout } = await client.run(
    [process.execPath, join(import.meta.dirname, 'ask-and-judge.ts'), file],
    { timeoutMs: 120_000 },
  );
  return JSON.parse(stdout);
}

function complain(work: string, findings: Done['findings']): void {
  if (Object.keys(findings).join() !== 'healthy')
    process.stderr.write(`${work}: gatewatch found something wrong: ${JSON.stringify(findings)}\n`);
}

async function blackbox(
  { client, folder, exporterPid }: BenchLab,
  module: string,
  work: string,
  targets: Work['targets'],
): Promise<readonly Measured[]> {
  if (exporterPid === undefined) return [];
  const file = join(folder, 'scrape.json');
  await writeFile(file, JSON.stringify({ targets }));
  const before = await cpuSecondsOf(exporterPid);
  const script = join(import.meta.dirname, 'scrape.ts');
  const { stdout } = await client.run([process.execPath, script, EXPORTER, module, file], {
    timeoutMs: 120_000,
  });
  if (stdout !== '0') process.stderr.write(`${work}: blackbox_exporter failed ${stdout} times\n`);
  const cpuSeconds = (await cpuSecondsOf(exporterPid)) - before;
  return [{ work, contender: 'blackbox_exporter', perCpuSecond: targets.length / cpuSeconds }];
}

/** The same connections by a bare loop of Node. */
async function floor(
  { client, folder }: BenchLab,
  how: 'tcp' | 'tls',
  work: string,
  targets: Work['targets'],
): Promise<Measured> {
  const file = join(folder, 'floor.json');
  await writeFile(file, JSON.stringify({ targets }));
  const script = join(import.meta.dirname, 'floor.ts');
  const { stdout } = await client.run([process.execPath, script, how, file], { timeoutMs: 120_000 });
  const { cpuSeconds, failures } = JSON.parse(stdout) as { cpuSeconds: number; failures: number };
  if (failures > 0) process.stderr.write(`${work}: the bare loop failed ${failures} times\n`);
  return {
    work,
    contender: how === 'tls' ? 'bare tls.connect' : 'bare net.Socket',
    perCpuSecond: targets.length / cpuSeconds,
  };
}

async function nmap(lab: BenchLab): Promise<readonly Measured[]> {
  const words = ['nmap', '-n', '-Pn', '-sT', '-T5', '-p', `${FIRST_PORT}-${FIRST_PORT + PORTS - 1}`];
  const cpuSeconds = await cpuOf(lab, [...words, `10.9.1.1-${Math.ceil(tcpTargets / PORTS)}`]);
  return [{ work: WORK.tcp, contender: 'nmap', perCpuSecond: tcpTargets / cpuSeconds }];
}

async function openssl(lab: BenchLab, work: string, port: number): Promise<readonly Measured[]> {
  const one = `openssl s_client -connect 10.9.1.1:${port} -servername bench.test -CAfile ${lab.folder}/root.pem`;
  const loop = `for i in $(seq ${tlsTargets}); do ${one} </dev/null >/dev/null 2>&1; done`;
  const cpuSeconds = await cpuOf(lab, ['bash', '-c', loop]);
  return [{ work, contender: 'openssl s_client', perCpuSecond: tlsTargets / cpuSeconds }];
}

/** User and system time of a command and its children, by bash's own `times`. */
async function cpuOf({ client }: BenchLab, words: readonly string[]): Promise<number> {
  const { stdout } = await client.run(['bash', '-c', '"$@" >/dev/null; times', 'bash', ...words], {
    timeoutMs: 120_000,
  });
  const [, children = ''] = stdout.trim().split('\n');
  return children.split(' ').reduce((sum, one) => {
    const [, minutes = '0', seconds = '0'] = /(\d+)m([\d.]+)s/.exec(one) ?? [];
    return sum + Number(minutes) * 60 + Number(seconds);
  }, 0);
}

/** proc(5), /proc/PID/stat: fields 14 and 15, in ticks of which Linux counts 100 a second for user space. */
async function cpuSecondsOf(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function shaped(work: string, shape: TlsShape): string {
  return `${work}: ${TLS_SHAPES[shape]}`;
}

/** The work of the others that a row of gatewatch's is put beside: all of TLS beside one plain handshake. */
function comparedWith(work: string): string {
  return work === WORK.ports ? WORK.tcp : (work.split(': ')[0] ?? work);
}

/** gatewatch's rows, each against every other contender, round by round; then the others' own figures. */
function sideBySide(measured: readonly Measured[]): readonly string[] {
  const others = measured.filter(({ contender }) => contender !== 'gatewatch');
  const names = [...new Set(others.map(({ contender }) => contender))];
  const rows = [
    ...Map.groupBy(
      measured.filter(({ contender }) => contender === 'gatewatch'),
      ({ work }) => work,
    ),
  ];
  return [
    `| gatewatch | a CPU second | ${names.map((name) => `against ${name}`).join(' | ')} | aim against blackbox_exporter |`,
    `|---|---|${names.map(() => '---|').join('')}---|`,
    ...rows.map(([work, ours]) => {
      const against = names.map((name) => {
        const its = others.filter((one) => one.work === comparedWith(work) && one.contender === name);
        return its.length === 0 ? '' : `${ratioText(ours, its)}`;
      });
      const aim = AIMS[work];
      return `| ${work} | ${rateText(ours)} | ${against.join(' | ')} | ${aim === undefined ? '' : `${aim} ×`} |`;
    }),
    '',
    '| the others | contender | a CPU second, median (least to most) |',
    '|---|---|---|',
    ...[...Map.groupBy(others, ({ work, contender }) => `| ${work} | ${contender} |`)].map(
      ([row, all]) => `${row} ${rateText(all)} |`,
    ),
  ];
}

function rateText(all: readonly Measured[]): string {
  const values = all.map(({ perCpuSecond }) => perCpuSecond);
  const [low, high] = [Math.min(...values), Math.max(...values)].map(Math.round);
  return `${Math.round(median(values))} (${low} to ${high})`;
}

function ratioText(ours: readonly Measured[], its: readonly Measured[]): string {
  const ratios = ratiosOf(ours, its);
  return `${median(ratios).toFixed(2)} × (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`;
}

/** Round by round: what runs at the same time is slowed alike. */
function ratiosOf(ours: readonly Measured[], its: readonly Measured[]): readonly number[] {
  return ours.map(({ perCpuSecond }, round) => perCpuSecond / (its[round]?.perCpuSecond ?? Number.NaN));
}

/** gatewatch against blackbox_exporter; 100-port questions against its one connect a target. */
function bars(measured: readonly Measured[]): readonly Bar[] {
  const works = Map.groupBy(
    measured.filter(({ contender }) => contender === 'gatewatch'),
    ({ work }) => work,
  );
  return [...works].flatMap(([work, ours]) => {
    const its = measured.filter(
      (one) => one.work === comparedWith(work) && one.contender === 'blackbox_exporter',
    );
    if (its.length === 0) return [];
    const ratios = ratiosOf(ours, its);
    const aim = AIMS[work];
    return [
      {
        label: work,
        ratio: median(ratios),
        least: Math.min(...ratios),
        most: Math.max(...ratios),
        ...(aim !== undefined && { aim }),
      },
    ];
  });
}

/** Every pair at once, three of ten dropped without a word. */
async function sweep(lab: BenchLab): Promise<readonly string[]> {
  const pairs = tcpTargets < 3000 ? 1000 : 10_000;
  const last = FIRST_PORT + PORTS - 1;
  const dropped = `${last - PORTS * 0.3 + 1}-${last}`;
  await lab.server.rules(
    `table ip bench {
      chain arriving {
        type filter hook input priority filter
        tcp dport ${dropped} drop
      }
    }`,
  );
  const targets = targetsOf(pairs, (index) => FIRST_PORT + (index % PORTS));
  const done = await ask(lab, { how: 'ports', targets, portsAQuestion: PORTS, timeoutMs: SWEEP_TIMEOUT_MS });
  await lab.server.rules('');
  const ratio = (done.wallMs / SWEEP_TIMEOUT_MS).toFixed(2);
  return [
    `- Sweep of ${pairs} pairs, 30 % filtered, ${SWEEP_TIMEOUT_MS / 1000} s time-out: ${(done.wallMs / 1000).toFixed(1)} s, ${ratio} × (aim: 1.3 ×).`,
  ];
}

function eventLoop(delays: readonly Done['loop'][]): readonly string[] {
  const medianMs = median(delays.map((one) => one.medianMs)).toFixed(0);
  const worstMs = Math.max(...delays.map((one) => one.worstMs)).toFixed(0);
  return [
    `- Delay of the event loop in ${tlsTargets} TLS questions at once: ${medianMs} ms at the median (aim: 50 ms), ${worstMs} ms at the worst of all rounds (aim: 200 ms).`,
  ];
}

/** Times that are published of one question alone, and of a hundred side by side. */
async function latency(lab: BenchLab): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const how of ['tcp', 'tls'] as const) {
    const port = how === 'tcp' ? FIRST_PORT : TLS_PORTS['EC P-256'];
    const targets = Array.from({ length: BESIDE }, (_, index) => [`10.9.1.${1 + index}`, port] as const);
    const work = { how, targets, portsAQuestion: 1, trust: lab.trust };
    const alone = await ask(lab, { ...work, targets: targets.slice(0, 20), inTurn: true });
    const beside = await ask(lab, work);
    complain(`latency of ${how}`, beside.findings);
    const name = how === 'tcp' ? 'ConnectTime' : 'HandshakeTime';
    const dropped = `${BESIDE - beside.times.length} of ${BESIDE} were not published, for the process was busy`;
    const [one, many] = [median(alone.times), median(beside.times)];
    const compared =
      alone.times.length === 0 || beside.times.length === 0
        ? 'no figure to compare'
        : `${one.toFixed(1)} ms alone, ${many.toFixed(1)} ms with ${BESIDE} at once, ${(many / one).toFixed(2)} × (aim: 1.5 ×)`;
    lines.push(`- ${name} over a round trip of ${ROUND_TRIP_MS} ms: ${compared}; ${dropped}.`);
  }
  return lines;
}

async function publish(lines: readonly string[], plotted: readonly Bar[]): Promise<void> {
  const date = new Date().toISOString().slice(0, 10);
  const title = `${date}, ${machine()}, ${rounds} rounds in turn, ${tcpTargets} TCP and ${tlsTargets} TLS targets`;
  const page = `${title}\n\n${lines.join('\n')}\n`;
  process.stdout.write(page);
  if (process.env.CI !== undefined) return;
  const results = join(ROOT, 'bench/results');
  await mkdir(results, { recursive: true });
  await writeFile(join(results, `side-by-side-${date}.md`), page);
  if (plotted.length > 0)
    await writeFile(
      join(results, `side-by-side-${date}.svg`),
      plotRatios(`Work a CPU second against blackbox_exporter; red: the aim (${date})`, plotted),
    );
}
