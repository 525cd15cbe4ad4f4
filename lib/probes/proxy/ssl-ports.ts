import type { Explanation } from '../../core/finding.ts';

/** What a proxy did with CONNECT to one port. */
export interface PortVerdict {
  readonly port: number;
  readonly denied: boolean;
  /** Squid's own name for its refusal. */
  readonly error?: string | undefined;
  readonly software?: string | undefined;
}

/**
 * Stock Squid lets CONNECT through to 443 alone: `acl SSL_ports port 443` and `http_access deny CONNECT !SSL_ports`
 * (squid.conf.documented of Squid 5.7; its Safe_ports hold 1025-65535 already). Where exactly this is seen, here is
 * the line that fixes it.
 *
 * @returns undefined where another rule, or another product, must be the cause
 */
export function explainSslPorts(via: string, verdicts: readonly PortVerdict[]): Explanation | undefined {
  const denied = verdicts.filter((one) => one.denied);
  const letsHttpsThrough = verdicts.some(({ port, denied: isDenied }) => port === 443 && !isDenied);
  if (denied.length === 0 || !letsHttpsThrough || denied.some(({ port }) => port === 443)) return undefined;
  if (!denied.every(maySquidSayThis)) return undefined;
  const ports = formatRanges(denied.map(({ port }) => port));
  return {
    what: 'setting',
    id: 'SSL_ports',
    why: 'squid-ssl-ports',
    values: { via, ports },
    fix: `acl SSL_ports port ${ports}`,
  };
}

function maySquidSayThis({ error, software }: PortVerdict): boolean {
  if (error !== undefined) return error.startsWith('ERR_ACCESS_DENIED');
  return software === undefined || /squid/i.test(software);
}

/** `1026-1028 1031 2222`, as squid.conf takes it. */
function formatRanges(ports: readonly number[]): string {
  const sorted = [...new Set(ports)].sort((a, b) => a - b);
  const ranges: [number, number][] = [];
  for (const port of sorted) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === port - 1) last[1] = port;
    else ranges.push([port, port]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(' ');
}
