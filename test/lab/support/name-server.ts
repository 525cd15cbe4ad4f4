import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { Namespace, Scope } from './netns.ts';

export interface NameServer {
  /** Stops it: its port then refuses (ICMP port unreachable). */
  readonly stop: () => Promise<void>;
}

/** Addresses, or other records as a zone file has them (`SRV …`), by name under the zone; an empty list is a name that exists without an address. */
export type Zone = Readonly<Record<string, readonly string[]>>;

/**
 * Knot DNS. A name that a zone does not list does not exist (NXDOMAIN), a zone of `broken` cannot be loaded
 * and fails (SERVFAIL), and any other name is not this server's (REFUSED).
 */
export async function startNameServer(
  scope: Scope,
  namespace: Namespace,
  options: {
    readonly address: string;
    readonly zones: Readonly<Record<string, Zone>>;
    readonly broken?: readonly string[];
  },
): Promise<NameServer> {
  const folder = await temporaryFolder(scope, 'knot');
  const { address, zones, broken = [] } = options;
  for (const [origin, zone] of Object.entries(zones))
    await writeFile(join(folder, `${origin}.zone`), zoneFile(origin, zone));
  const domains = [...Object.keys(zones), ...broken];
  await writeFile(join(folder, 'knot.conf'), configuration(folder, address, domains));
  const daemon = namespace.daemon(['knotd', '-c', join(folder, 'knot.conf')]);
  await namespace.untilBound('udp', 53);
  return { stop: daemon.stop };
}

function configuration(folder: string, address: string, domains: readonly string[]): string {
  return [
    'server:',
    `  rundir: "${folder}"`,
    `  listen: ${address}@53`,
    '  udp-workers: 1',
    '  tcp-workers: 1',
    '  background-workers: 1',
    'database:',
    `  storage: "${folder}"`,
    'log:',
    '  - target: stderr',
    '    any: warning',
    'zone:',
    ...domains.flatMap((origin) => [
      `  - domain: ${origin}`,
      `    file: "${join(folder, `${origin}.zone`)}"`,
    ]),
    '',
  ].join('\n');
}

function zoneFile(origin: string, zone: Zone): string {
  const records = Object.entries(zone).flatMap(([name, addresses]) =>
    addresses.length === 0
      ? [`${name} 60 TXT "no address"`]
      : addresses.map((address) => `${name} 60 ${typeOf(address)}${address}`),
  );
  return [`$ORIGIN ${origin}.`, '@ 60 SOA ns hostmaster 1 60 60 60 60', '@ 60 NS ns', ...records, ''].join(
    '\n',
  );
}

function typeOf(value: string): string {
  if (value.startsWith('SRV ')) return '';
  return value.includes(':') ? 'AAAA ' : 'A ';
}
