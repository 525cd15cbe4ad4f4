import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { closedPort, type Place } from './tls-peers.ts';

/** What a server that verifies clients needs: its own chain and key, and whom it trusts; paths of PEM files. */
export interface MutualServerFiles {
  readonly certPath: string;
  readonly keyPath: string;
  readonly clientCaPath: string;
}

/** `openssl s_server` that demands a client certificate and ends the handshake where it does not verify. */
export async function serveOpenssl(
  t: Pick<TestContext, 'after'>,
  { certPath, keyPath, clientCaPath }: MutualServerFiles,
  more: readonly string[] = ['-Verify', '2', '-verify_return_error'],
): Promise<Pick<Place, 'host' | 'port'>> {
  // prettier-ignore
  const words = [
    's_server',
    '-accept',
    '127.0.0.1:0',
    '-cert',
    certPath,
    '-key',
    keyPath,
    '-CAfile',
    clientCaPath,
    '-quiet',
    '-naccept',
    '1000',
    ...more,
  ];
  const server = spawn(
    'openssl',
    words.filter((word) => word !== '-quiet'),
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
  t.after(async () => {
    server.kill('SIGKILL');
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
  });
  const port = await new Promise<number>((resolve, reject) => {
    let said = '';
    server.once('exit', () => reject(new Error(`openssl s_server ended: ${said}`)));
    server.stdout.on('data', (piece: Buffer) => {
      said += piece.toString();
      const found = /ACCEPT 127\.0\.0\.1:(\d+)/.exec(said);
      if (found !== null) resolve(Number(found[1]));
    });
  });
  return { host: '127.0.0.1', port };
}

/** nginx with `ssl_verify_client on`: it finishes every handshake and refuses in HTTP. */
export async function serveNginx(
  t: Pick<TestContext, 'after'>,
  { certPath, keyPath, clientCaPath }: MutualServerFiles,
): Promise<Pick<Place, 'host' | 'port'>> {
  const { port } = await closedPort();
  const home = await mkdtemp(join(tmpdir(), 'gatewatch-nginx-'));
  const config = join(home, 'nginx.conf');
  await writeFile(
    config,
    `daemon off; master_process off; pid ${home}/pid; error_log stderr crit;
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path ${home}/body; proxy_temp_path ${home}/proxy; fastcgi_temp_path ${home}/fastcgi;
  uwsgi_temp_path ${home}/uwsgi; scgi_temp_path ${home}/scgi;
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_certificate ${certPath}; ssl_certificate_key ${keyPath};
    ssl_client_certificate ${clientCaPath}; ssl_verify_client on;
    location / { return 200 "welcome\\n"; }
  }
}
`,
  );
  const server = spawn('nginx', ['-e', 'stderr', '-p', home, '-c', config], { stdio: 'ignore' });
  t.after(async () => {
    server.kill('SIGKILL');
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
    await rm(home, { recursive: true, force: true });
  });
  return { host: '127.0.0.1', port };
}
