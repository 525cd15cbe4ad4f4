/**
 * How many endpoints an account may have. None of the three can be raised, so an endpoint cannot stand in a second zone.
 * Source: EC2 User Guide, "Quotas for EC2 Instance Connect Endpoint" (read 2026-11-21).
 */
export const INSTANCE_CONNECT_QUOTAS = { perVpc: 1, perRegion: 5 } as const;

/**
 * What an endpoint leads to; it opens no other port.
 * Source: EC2 User Guide, "Connect using EC2 Instance Connect Endpoint", Limitations (read 2026-11-21).
 */
export const INSTANCE_CONNECT_PORTS = { ssh: 22, rdp: 3389 } as const;
export type InstanceConnectProtocol = keyof typeof INSTANCE_CONNECT_PORTS;
export const INSTANCE_CONNECT_PROTOCOLS = Object.keys(
  INSTANCE_CONNECT_PORTS,
) as readonly InstanceConnectProtocol[];

/** What an image of AWS or of a distribution is, as far as its name tells. */
export interface ImageSystem {
  /** `Amazon Linux 2023`, `Ubuntu 22.04` … */
  readonly system: string;
  /** Whether the package ec2-instance-connect comes with it. Windows needs none. */
  readonly bringsPackage: boolean;
}

/** The first image of Amazon Linux 2 that has the package. */
const AMAZON_LINUX_2_SINCE = 20_190_618;
const UBUNTU_SINCE = 20.04;

/**
 * Names of images, the most specific first.
 * Source: EC2 User Guide, "Install EC2 Instance Connect on your EC2 instances" (systems on which it comes installed; it
 * is missing from minimal images), read 2026-11-30. Names are as the owners publish them.
 */
const IMAGE_NAMES: readonly (readonly [RegExp, (found: RegExpExecArray) => ImageSystem])[] = [
  [/^al2023-ami-minimal-/, () => ({ system: 'Amazon Linux 2023 minimal', bringsPackage: false })],
  [/^al2023-ami-/, () => ({ system: 'Amazon Linux 2023', bringsPackage: true })],
  [/^amzn2-ami-minimal-/, () => ({ system: 'Amazon Linux 2 minimal', bringsPackage: false })],
  [
    /^amzn2-ami-.*-2\.0\.(\d{8})/,
    ([, built]) => ({ system: 'Amazon Linux 2', bringsPackage: Number(built) >= AMAZON_LINUX_2_SINCE }),
  ],
  [
    /^ubuntu\/images\/.*-(\d{2}\.\d{2})-/,
    ([, version]) => ({ system: `Ubuntu ${version}`, bringsPackage: Number(version) >= UBUNTU_SINCE }),
  ],
  [/^RHEL-(\d+\.\d+)/, ([, version]) => ({ system: `RHEL ${version}`, bringsPackage: false })],
  [/^debian-(\d+)-/, ([, version]) => ({ system: `Debian ${version}`, bringsPackage: false })],
  [/^suse-sles-(\d+)/, ([, version]) => ({ system: `SLES ${version}`, bringsPackage: false })],
];

/** Undefined for an image of somebody's own, which may hold anything. */
export function systemOfImage(name: string): ImageSystem | undefined {
  for (const [pattern, read] of IMAGE_NAMES) {
    const found = pattern.exec(name);
    if (found !== null) return read(found);
  }
  return undefined;
}
