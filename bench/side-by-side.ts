/**
 * How much gatewatch asks per second of processor time, beside what people would take instead, on the same work in the
 * same run: `npm run bench -- [ROUNDS] [TCP TARGETS] [TLS TARGETS]` (default 5, 3000, 300).
 *
 * The contenders take turns, so that a busy machine slows all of them alike. Only ratios within one run mean anything.
 * Needs nginx, prometheus-blackbox-exporter, nmap and openssl; what is missing is left out and said.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeChain, trustIn } from '../test/support/certs.ts';

const run = promisify(execFile);
const rounds = Number(process.argv[2] ?? 5);
const tcpTargets = Number(process.argv[3] ?? 3000);
const tlsTargets = Number(process.argv[4] ?? 300);
const PORTS = 100;
const FIRST_PORT = 21_000;
const TLS_PORT = 20_443;
const EXPORTER = '127.0.0.1:29115';
const ROOT = join(import.meta.dirname, '..');

/** Work done per second of processor time of the prober. */
interface Measured {
  readonly work: string;
  readonly contender: string;
  readonly perCpuSecond: number;
}

const folder = await mkdtemp(join(tmpdir(), 'gatewatch-bench-'));
const daemons: ReturnType<typeof spawn>[] = [];
try {
  const { chainPem, keyPem, trust } = await certificates();
  await serve(chainPem, keyPem);
  const exporter = await startExporter();
  const measured: Measured[] = [];
  for (let round = 0; round < rounds; round += 1) {
    measured.push(await gatewatch('tcp', 'TCP, a finding a target', tcpTargets));
    measured.push(await gatewatch('ports', 'TCP, 100-port questions', tcpTargets));
    measured.push(await gatewatch('tls', 'TLS, chain judged', tlsTargets, trust));
    if (exporter !== undefined) {
      measured.push(await blackbox(exporter, 'tcp_connect', 'TCP, a finding a target', tcpTargets));
      measured.push(await blackbox(exporter, 'tls_connect', 'TLS, chain judged', tlsTargets));
    }
    measured.push(await nmap());
    measured.push(await openssl());
  }
  await publish(measured);
} finally {
  for (const daemon of daemons) daemon.kill('SIGKILL');
  await rm(folder, { recursive: true });
}

async function certificates() {
  const { root, intermediate, leaf } = await makeChain({ names: ['bench.test'] });
  await writeFile(join(folder, 'root.pem'), root.pem);
  return { chainPem: `${leaf.pem}\n${intermediate.pem}\n`, keyPem: leaf.keyPem, trust: trustIn(root) };
}

async function serve(chainPem: string, keyPem: string): Promise<void> {
  await writeFile(join(folder, 'chain.pem'), chainPem);
  await writeFile(join(folder, 'key.pem'), keyPem);
  const listens = Array.from(
    { length: PORTS },
    (_, index) => `listen 0.0.0.0:${FIRST_PORT + index} backlog=4096;`,
  );
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid ${folder}/pid; error_log /dev/null; worker_rlimit_nofile 20000;
events { worker_connections 16000; }
http { access_log off; server { ${listens.join(' ')} return 204; }
server { listen 0.0.0.0:${TLS_PORT} ssl backlog=4096; ssl_session_tickets off;
ssl_certificate ${folder}/chain.pem; ssl_certificate_key ${folder}/key.pem; return 204; } }`,
  );
  daemons.push(spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'ignore' }));
  await new Promise((resolve) => setTimeout(resolve, 1000));
}

async function startExporter(): Promise<number | undefined> {
  const config = join(folder, 'blackbox.yml');
  await writeFile(
    config,
    `modules:
  tcp_connect: { prober: tcp, timeout: 5s }
  tls_connect: { prober: tcp, timeout: 5s, tcp: { tls: true, tls_config: { ca_file: ${folder}/root.pem, server_name: bench.test } } }
`,
  );
  const daemon = spawn(
    'prometheus-blackbox-exporter',
    [`--config.file=${config}`, `--web.listen-address=${EXPORTER}`],
    { stdio: 'ignore' },
  );
  daemons.push(daemon);
  const failed = await Promise.race([
    once(daemon, 'error').then(() => true),
    new Promise<false>((resolve) => setTimeout(resolve, 2000, false)),
  ]);
  if (failed) process.stderr.write('left out: prometheus-blackbox-exporter is not installed\n');
  return failed ? undefined : daemon.pid;
}

/** `127.0.0.1:PORT` and on, over as many addresses of loopback as it takes. */
function targetsOf(count: number, isTls: boolean): readonly (readonly [address: string, port: number])[] {
  return Array.from({ length: count }, (_, index) => [
    `127.0.${1 + Math.floor(index / 25_000)}.${1 + (Math.floor(index / PORTS) % 250)}`,
    isTls ? TLS_PORT : FIRST_PORT + (index % PORTS),
  ]);
}

async function gatewatch(
  how: 'tcp' | 'ports' | 'tls',
  work: string,
  count: number,
  trust?: ReturnType<typeof trustIn>,
): Promise<Measured> {
  const spec = JSON.stringify({
    how,
    targets: targetsOf(count, how === 'tls'),
    portsAQuestion: PORTS,
    trust,
  });
  const file = join(folder, 'spec.json');
  await writeFile(file, spec);
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'ask-and-judge.ts'), file], {
    maxBuffer: 1 << 26,
  });
  const { cpuSeconds, healthy } = JSON.parse(stdout) as { cpuSeconds: number; healthy: boolean };
  if (!healthy) process.stderr.write(`${work}: gatewatch found something wrong: ${stdout.slice(0, 300)}\n`);
  return { work, contender: 'gatewatch', perCpuSecond: count / cpuSeconds };
}

async function blackbox(pid: number, module: string, work: string, count: number): Promise<Measured> {
  const before = await cpuSecondsOf(pid);
  const targets = [...targetsOf(count, module === 'tls_connect')];
  let failures = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let next = targets.pop(); next !== undefined; next = targets.pop()) {
        const answer = await fetch(`http://${EXPORTER}/probe?module=${module}&target=${next[0]}:${next[1]}`);
        if (!/^probe_success 1$/m.test(await answer.text())) failures += 1;
      }
    }),
  );
  if (failures > 0) process.stderr.write(`${work}: blackbox_exporter failed ${failures} of ${count}\n`);
  return { work, contender: 'blackbox_exporter', perCpuSecond: count / ((await cpuSecondsOf(pid)) - before) };
}

async function nmap(): Promise<Measured> {
  const addresses = Math.ceil(tcpTargets / PORTS);
  const words = [
    '-n',
    '-Pn',
    '-sT',
    '-T5',
    '-p',
    `${FIRST_PORT}-${FIRST_PORT + PORTS - 1}`,
    `127.0.1.1-${addresses}`,
  ];
  return {
    work: 'TCP, a finding a target',
    contender: 'nmap',
    perCpuSecond: tcpTargets / (await cpuOf('nmap', words)),
  };
}

async function openssl(): Promise<Measured> {
  const loop = `for i in $(seq ${tlsTargets}); do openssl s_client -connect 127.0.1.1:${TLS_PORT} -servername bench.test -CAfile ${folder}/root.pem </dev/null >/dev/null 2>&1; done`;
  return {
    work: 'TLS, chain judged',
    contender: 'openssl s_client',
    perCpuSecond: tlsTargets / (await cpuOf('bash', ['-c', loop])),
  };
}

/** User and system time of a command and its children, by bash's own `times`. */
async function cpuOf(command: string, words: readonly string[]): Promise<number> {
  const { stdout } = await run('bash', ['-c', '"$@" >/dev/null; times', 'bash', command, ...words]);
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

async function publish(measured: readonly Measured[]): Promise<void> {
  const ofWork = Map.groupBy(measured, ({ work }) => work);
  const lines = [
    '| work | contender | a CPU second, median (least to most) | gatewatch against it |',
    '|---|---|---|---|',
  ];
  for (const [work, all] of ofWork) {
    const ofContender = Map.groupBy(all, ({ contender }) => contender);
    const ours = median((ofContender.get('gatewatch') ?? []).map(({ perCpuSecond }) => perCpuSecond));
    for (const [contender, its] of ofContender) {
      const values = its.map(({ perCpuSecond }) => perCpuSecond);
      const spread = `${Math.round(Math.min(...values))} to ${Math.round(Math.max(...values))}`;
      const ratio = contender === 'gatewatch' ? '' : `${(ours / median(values)).toFixed(2)} ×`;
      lines.push(`| ${work} | ${contender} | ${Math.round(median(values))} (${spread}) | ${ratio} |`);
    }
  }
  const date = new Date().toISOString().slice(0, 10);
  const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
  const page = `${date}, ${machine}, ${rounds} rounds in turn, ${tcpTargets} TCP and ${tlsTargets} TLS targets\n\n${lines.join('\n')}\n`;
  process.stdout.write(page);
  if (process.env.CI !== undefined) return;
  const results = join(ROOT, 'bench/results');
  await mkdir(results, { recursive: true });
  await writeFile(join(results, `side-by-side-${date}.md`), page);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
