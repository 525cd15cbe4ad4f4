/** A port that a file gateway uses of its domain controllers. */
interface DirectoryPort {
  readonly port: number;
  readonly serves: string;
  /** Nobody joins or signs in without it. */
  readonly required: boolean;
}

/**
 * TCP ports of a domain controller. UDP 123 is asked apart, as time.
 * Source: S3 File Gateway User Guide, "Requirements" → "Port requirements" (rows for Microsoft Active Directory); RFC
 * 4120 (Kerberos, 88), RFC 3244 (kpasswd, 464).
 */
export const DIRECTORY_PORTS: readonly DirectoryPort[] = [
  { port: 53, serves: 'DNS', required: true },
  { port: 88, serves: 'Kerberos', required: true },
  { port: 389, serves: 'LDAP', required: true },
  { port: 445, serves: 'SMB', required: true },
  { port: 464, serves: 'Kerberos password', required: true },
  { port: 135, serves: 'RPC endpoint mapper', required: false },
  { port: 636, serves: 'LDAPS', required: false },
  { port: 3268, serves: 'global catalogue', required: false },
];

/**
 * What `ActiveDirectoryStatus` says. Source: Storage Gateway API reference, "DescribeSMBSettings" and "JoinDomain"
 * (ActiveDirectoryStatus), read 2026-11-30.
 */
export const DIRECTORY_STATES = {
  JOINED: 'good',
  JOINING: 'changing',
  DETACHED: 'detached',
  ACCESS_DENIED: 'failed',
  INSUFFICIENT_PERMISSIONS: 'failed',
  NETWORK_ERROR: 'failed',
  TIMEOUT: 'failed',
  UNKNOWN_ERROR: 'failed',
} as const satisfies Readonly<Record<string, 'good' | 'changing' | 'detached' | 'failed'>>;

export type DirectoryStatus = keyof typeof DIRECTORY_STATES;

export function isDirectoryStatus(text: string): text is DirectoryStatus {
  return Object.hasOwn(DIRECTORY_STATES, text);
}
