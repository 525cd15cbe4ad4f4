import { readFile } from 'node:fs/promises';
import { canonicalName } from '../core/text.ts';
import { isAddress, isIPv6Address } from './addresses.ts';

/**
 * Reads hosts(5): an address, then its names; a name may stand on several lines. IPv4 comes before IPv6, as
 * in answers from DNS. A machine without the file has no names in it.
 */
export async function readHosts(path: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const names = new Map<string, Set<string>>();
  for (const line of text.split('\n')) {
    const [address, ...aliases] = (line.split('#')[0] ?? '').trim().split(/\s+/);
    if (address === undefined || !isAddress(address)) continue;
    for (const alias of aliases) {
      const key = canonicalName(alias);
      names.set(key, (names.get(key) ?? new Set()).add(address));
    }
  }
  return new Map([...names].map(([name, addresses]) => [name, ipv4First([...addresses])]));
}

function ipv4First(addresses: readonly string[]): readonly string[] {
  return [...addresses.filter((one) => !isIPv6Address(one)), ...addresses.filter(isIPv6Address)];
}
