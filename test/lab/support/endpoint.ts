import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { withClock } from './faketime.ts';
import type { Daemon, Namespace, Scope } from './netns.ts';

/** A certificate with its key, as nginx reads them: the leaf first, then what completes the chain. */
export interface Credentials {
  readonly certificates: string;
  readonly key: string;
}

/** What nginx does on a port, on every address of its namespace. */
export interface ServedPort {
  readonly port: number;
  /** Left out: plain HTTP, which answers a ClientHello with `400 Bad Request` in the clear. */
  readonly tls?: Credentials | 'refuses-every-handshake';
  /** Further lines of the server block. */
  readonly lines?: readonly string[];
}

/**
 * nginx in the endpoint's place.
 *
 * @param off - how far its clock is off, as faketime(1) has it
 */
export async function startEndpoint(
  scope: Scope,
  namespace: Namespace,
  ports: readonly ServedPort[],
  { off }: { readonly off?: string } = {},
): Promise<Daemon> {
  const folder = await temporaryFolder(scope, 'nginx');
  const servers: string[] = [];
  for (const served of ports) servers.push(await serverBlock(folder, served));
  const configuration = join(folder, 'nginx.conf');
  await writeFile(
    configuration,
    `daemon off; master_process off; pid ${folder}/pid; error_log stderr warn;
    events { worker_connections 1024; }
    http { access_log off; client_body_temp_path ${folder}; proxy_temp_path ${folder};
      fastcgi_temp_path ${folder}; uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
      ${servers.join('\n')}
    }`,
  );
  const daemon = namespace.daemon([
    ...withClock(off),
    ...['nginx', '-c', configuration, '-p', folder, '-e', 'stderr'],
  ]);
  for (const { port } of ports) await namespace.untilBound('tcp', port);
  return daemon;
}

async function serverBlock(folder: string, { port, tls, lines = [] }: ServedPort): Promise<string> {
  const own = [...lines, 'return 204;'].join('\n');
  if (tls === undefined) return `server { listen ${port}; ${own} }`;
  if (tls === 'refuses-every-handshake')
    return `server { listen ${port} ssl; ssl_reject_handshake on; ${own} }`;
  const [certificate, key] = [join(folder, `${port}.pem`), join(folder, `${port}.key`)];
  await writeFile(certificate, tls.certificates);
  await writeFile(key, tls.key);
  return `server { listen ${port} ssl; ssl_certificate ${certificate}; ssl_certificate_key ${key};
    ssl_protocols TLSv1.2 TLSv1.3; ${own} }`;
}
