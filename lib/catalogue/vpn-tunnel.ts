import { mssOf } from './path-mtu.ts';

/**
 * What an endpoint of AWS accepts where the tunnel options name nothing. Source: Site-to-Site VPN User Guide, "Tunnel
 * options for your AWS Site-to-Site VPN connection".
 */
export const TUNNEL_DEFAULTS = {
  ikeVersions: ['ikev1', 'ikev2'],
  encryption: ['AES128', 'AES256', 'AES128-GCM-16', 'AES256-GCM-16'],
  integrity: ['SHA1', 'SHA2-256', 'SHA2-384', 'SHA2-512'],
  phase1DhGroups: [2, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24],
  phase2DhGroups: [2, 5, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24],
  phase1LifetimeSeconds: 28_800,
  phase2LifetimeSeconds: 3600,
  dpdTimeoutSeconds: 40,
  dpdAction: 'clear',
  startupAction: 'add',
} as const;

/** AES-GCM brings its own integrity, hence `*`. AWS's columns of MSS are these sizes without the headers of IP and TCP. */
const MTU_ROWS: readonly {
  readonly mode: 'gcm' | 'cbc';
  readonly integrity: readonly string[] | '*';
  readonly natTraversal: boolean;
  readonly mtuBytes: number;
}[] = [
  { mode: 'gcm', integrity: '*', natTraversal: false, mtuBytes: 1446 },
  { mode: 'gcm', integrity: '*', natTraversal: true, mtuBytes: 1438 },
  { mode: 'cbc', integrity: ['SHA1', 'SHA2-256'], natTraversal: false, mtuBytes: 1438 },
  { mode: 'cbc', integrity: ['SHA1', 'SHA2-256'], natTraversal: true, mtuBytes: 1422 },
  { mode: 'cbc', integrity: ['SHA2-384'], natTraversal: false, mtuBytes: 1422 },
  { mode: 'cbc', integrity: ['SHA2-384'], natTraversal: true, mtuBytes: 1422 },
  { mode: 'cbc', integrity: ['SHA2-512'], natTraversal: false, mtuBytes: 1422 },
  { mode: 'cbc', integrity: ['SHA2-512'], natTraversal: true, mtuBytes: 1406 },
];

/** What is left of a packet for the inside of the tunnel: all of it, and the data of TCP over either family. */
export interface TunnelMtu {
  readonly mtuBytes: number;
  readonly mssBytes: { readonly ipv4: number; readonly ipv6: number };
}

/**
 * The largest packet that a tunnel carries whole. Source: Site-to-Site VPN User Guide, "Best practices for an AWS
 * Site-to-Site VPN customer gateway device", Adjust MTU and MSS sizes according to the algorithms in use.
 *
 * @param encryption - AWS's name, such as `AES256-GCM-16`
 * @returns undefined for algorithms that are not in AWS's table
 */
export function tunnelMtu(
  encryption: string,
  integrity: string | undefined,
  natTraversal: boolean,
): TunnelMtu | undefined {
  const mode = encryption.includes('GCM') ? 'gcm' : 'cbc';
  const row = MTU_ROWS.find(
    (one) =>
      one.mode === mode &&
      one.natTraversal === natTraversal &&
      (one.integrity === '*' || (integrity !== undefined && one.integrity.includes(integrity))),
  );
  if (row === undefined) return undefined;
  const { mtuBytes } = row;
  return { mtuBytes, mssBytes: { ipv4: mssOf(mtuBytes, 'ipv4'), ipv6: mssOf(mtuBytes, 'ipv6') } };
}
