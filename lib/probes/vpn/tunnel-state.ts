import type { VpnTunnel } from '../../core/aws/vpn-reader.ts';

/** Whether AWS says that a tunnel is up. A word that is neither `UP` nor `DOWN`, or none, proves nothing. */
export function isUp({ status }: VpnTunnel): boolean {
  return status?.toUpperCase() === 'UP';
}

export function isDown({ status }: VpnTunnel): boolean {
  return status?.toUpperCase() === 'DOWN';
}
