import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDelayLine } from '../test/lab/support/delay-line.ts';
import { startEndpoint } from '../test/lab/support/endpoint.ts';
import { type Namespace, openNetwork, type Scope } from '../test/lab/support/netns.ts';
import { bundle, makeAuthority, makeLeaf, trustIn } from '../test/support/certs.ts';

export const PORTS = 100;
export const FIRST_PORT = 21_000;
export const TLS_PORTS = { 'EC P-256': 20_443, 'RSA 2048': 20_444 } as const;
export const EXPORTER = '127.0.0.1:29115';
const SERVER_NET = '10.9.0.0/16';

export interface BenchLab {
  readonly client: Namespace;
  readonly server: Namespace;
  readonly folder: string;
  readonly trust: ReturnType<typeof trustIn>;
  /** Of blackbox_exporter; undefined where it is not installed. */
  readonly exporterPid: number | undefined;
}

/**
 * A client and a server in two namespaces with one wire between them: a C server that accepts on a hundred
 * ports, and nginx with a root, an intermediate and a leaf, all of them on every address of 10.9.0.0/16.
 */
export async function openLab(
  scope: Scope,
  options: { readonly roundTripMs?: number } = {},
): Promise<BenchLab> {
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-bench-'));
  scope.after(() => rm(folder, { recursive: true, force: true }));
  const network = await openNetwork(scope);
  const client = await network.namespace('client');
  const server = await network.namespace('server');
  const ends = [client, '10.8.0.1/24', server, '10.8.0.2/24'] as const;
  if (options.roundTripMs === undefined) await network.link(...ends);
  else await openDelayLine(scope, ...ends, { eachWayMs: options.roundTripMs / 2 });
  await client.route(SERVER_NET, '10.8.0.2');
  await server.run(['ip', 'route', 'add', 'local', SERVER_NET, 'dev', 'lo']);
  // Thousands of connections a second use up the local ports, which a closed connection holds for a minute.
  await client.run(['sysctl', '-qw', 'net.ipv4.ip_local_port_range=1024 65535', 'net.ipv4.tcp_tw_reuse=1']);
  await startAcceptServer(server, folder);
  const trust = await startNginx(scope, server, folder);
  return { client, server, folder, trust, exporterPid: await startExporter(scope, client, folder) };
}

async function startAcceptServer(server: Namespace, folder: string): Promise<void> {
  const program = join(folder, 'accept-server');
  const source = join(import.meta.dirname, 'accept-server.c');
  await server.run(['gcc', '-O2', '-Wall', '-Werror', '-o', program, source]);
  server.daemon([program, String(FIRST_PORT), String(PORTS)]);
  await server.untilBound('tcp', FIRST_PORT + PORTS - 1);
}

async function startNginx(scope: Scope, server: Namespace, folder: string) {
  const root = await makeAuthority({ name: 'Bench Root', organisation: 'Bench' });
  const intermediate = await makeAuthority({
    name: 'Bench Intermediate',
    organisation: 'Bench',
    issuer: root,
  });
  await writeFile(join(folder, 'root.pem'), root.pem);
  const names = ['bench.test'];
  const leaves = {
    'EC P-256': await makeLeaf(intermediate, { names }),
    'RSA 2048': await makeLeaf(intermediate, { names, rsaBits: 2048 }),
  };
  await startEndpoint(
    scope,
    server,
    Object.entries(leaves).map(([key, leaf]) => ({
      port: TLS_PORTS[key as keyof typeof leaves],
      tls: { certificates: bundle(leaf, intermediate), key: leaf.keyPem },
      lines: ['ssl_session_tickets off;'],
    })),
  );
  return trustIn(root);
}

async function startExporter(scope: Scope, client: Namespace, folder: string): Promise<number | undefined> {
  const config = join(folder, 'blackbox.yml');
  await writeFile(
    config,
    `modules:
  tcp_connect: { prober: tcp, timeout: 5s }
  tls_connect: { prober: tcp, timeout: 5s, tcp: { tls: true, tls_config: { ca_file: ${folder}/root.pem, server_name: bench.test } } }
`,
  );
  const words = [
    'prometheus-blackbox-exporter',
    `--config.file=${config}`,
    `--web.listen-address=${EXPORTER}`,
  ];
  const daemon = spawn('ip', ['netns', 'exec', client.name, ...words], { stdio: 'ignore' });
  scope.after(async () => void daemon.kill('SIGKILL'));
  const isGone = await Promise.race([
    once(daemon, 'exit').then(() => true),
    client.untilBound('tcp', Number(EXPORTER.split(':')[1])).then(
      () => false,
      () => true,
    ),
  ]);
  if (isGone) process.stderr.write('left out: prometheus-blackbox-exporter does not start\n');
  return isGone ? undefined : daemon.pid;
}
