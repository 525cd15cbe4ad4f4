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

/** Which part of a packet is left for the inside of the tunnel. */
export interface TunnelMtu {
  readonly mtuBytes: number;
  /** Of TCP over IPv4. */
  readonly mssBytes: number;
}

/** AES-GCM brings its own integrity, hence `*`. */
const MTU_ROWS: readonly (TunnelMtu & {
  readonly mode: 'gcm' | 'cbc';
  readonly integrity: readonly string[] | '*';
  readonly natTraversal: boolean;
})[] = [
  { mode: 'gcm', integrity: '*', natTraversal: false, mtuBytes: 1446, mssBytes: 1406 },
  { mode: 'gcm', integrity: '*', natTraversal: true, mtuBytes: 1438, mssBytes: 1398 },
  { mode: 'cbc', integrity: ['SHA1', 'SHA2-256'], natTraversal: false, mtuBytes: 1438, mssBytes: 1398 },
  { mode: 'cbc', integrity: ['SHA1', 'SHA2-256'], natTraversal: true, mtuBytes: 1422, mssBytes: 1382 },
  { mode: 'cbc', integrity: ['SHA2-384'], natTraversal: false, mtuBytes: 1422, mssBytes: 1382 },
  { mode: 'cbc', integrity: ['SHA2-384'], natTraversal: true, mtuBytes: 1422, mssBytes: 1382 },
  { mode: 'cbc', integrity: ['SHA2-512'], natTraversal: false, mtuBytes: 1422, mssBytes: 1382 },
  { mode: 'cbc', integrity: ['SHA2-512'], natTraversal: true, mtuBytes: 1406, mssBytes: 1366 },
];

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
  return MTU_ROWS.find(
    (row) =>
      row.mode === mode &&
      row.natTraversal === natTraversal &&
      (row.integrity === '*' || (integrity !== undefined && row.integrity.includes(integrity))),
  );
}
