import { setTimeout as sleep } from 'node:timers/promises';
import type { NameParts } from '../../support/certs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { Daemon, Namespace, Scope } from './netns.ts';
import { bumpingPort, bumpSettings, labSettings, runSquid } from './squid.ts';

/**
 * Devices that read TLS: they finish the client's handshake themselves, with a leaf forged on the spot, and
 * start one of their own towards the server. They run on the router; a rule with `redirectTo` hands them
 * the connections, and nobody configures the client.
 */

/** The port of the router that connections are redirected to. */
export const INTERCEPTOR_PORT = 3129;

/**
 * squid with ssl-bump. It signs with a CA of this name and sends that CA along, as most products do.
 *
 * @param hosts - every name that clients will ask for, with its addresses: squid looks names up again
 */
export async function startSquid(
  scope: Scope,
  router: Namespace,
  { ca, hosts }: { readonly ca: NameParts; readonly hosts: Readonly<Record<string, readonly string[]>> },
): Promise<Daemon> {
  const folder = await temporaryFolder(scope, 'squid');
  const settings = [
    'visible_hostname inspection.lab',
    'http_port 127.0.0.1:3128',
    `https_port ${INTERCEPTOR_PORT} intercept ${bumpingPort(folder)}`,
    ...bumpSettings(folder),
    'http_access allow all',
    ...labSettings(folder),
  ];
  return await runSquid(router, { folder, settings, hosts, ca, port: INTERCEPTOR_PORT });
}

/** mitmproxy: a leaf of its own CA, which it does not send along. */
export async function startMitmproxy(scope: Scope, router: Namespace): Promise<Daemon> {
  const folder = await temporaryFolder(scope, 'mitmproxy');
  const daemon = router.daemon(
    [
      ...['mitmdump', '--mode', 'transparent', '--listen-port', String(INTERCEPTOR_PORT)],
      ...['--ssl-insecure', '--set', `confdir=${folder}`],
    ],
    { env: { HOME: folder } },
  );
  await router.untilBound('tcp', INTERCEPTOR_PORT);
  // It binds before it has made its CA.
  await sleep(100);
  return daemon;
}
