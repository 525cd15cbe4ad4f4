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
