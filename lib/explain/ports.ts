import type { PortRange } from './packet.ts';

/** Ports and runs of ports in order, with neighbours joined: 1026, 1027 and 1028 are one run. */
export function joinPorts(ranges: readonly PortRange[]): readonly PortRange[] {
  const joined: PortRange[] = [];
  for (const range of [...ranges].sort((one, other) => one.from - other.from || one.to - other.to)) {
    const last = joined.at(-1);
    if (last !== undefined && range.from <= last.to + 1) {
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
    } else joined.push(range);
  }
  return joined;
}

/** `443, 1026-1028`. */
export function formatPorts(ranges: readonly PortRange[]): string {
  return ranges.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join(', ');
}
