/**
 * Sizes at which paths commonly end, bytes of an IP packet, largest first: Ethernet; PPPoE (RFC 2516 §7); an IPv6
 * tunnel (RFC 4213 §3.2); GRE (RFC 2784); AES-GCM and AES-CBC through a Site-to-Site VPN (User Guide, "Best practices
 * for an AWS Site-to-Site VPN customer gateway device"); what devices are set to by hand; the least of IPv6 (RFC 8200
 * §5) and of IPv4 hosts (RFC 1122 §3.3.3).
 */
export const PACKET_SIZES = [
  1500, 1492, 1480, 1476, 1460, 1446, 1438, 1422, 1406, 1400, 1380, 1360, 1340, 1300, 1280, 1200, 1024, 576,
] as const;

/** The packet of every Ethernet and of the internet; jumbo frames are not measured. */
export const FULL_PACKET_BYTES = PACKET_SIZES[0];

export type Family = 'ipv4' | 'ipv6';

/** What comes before a segment's data: IP and TCP. */
const HEADER_BYTES = { ipv4: 20 + 20, ipv6: 40 + 20 } as const;
/** The timestamps that Linux and AWS send (RFC 7323 §3). */
const TIMESTAMP_BYTES = 12;

/** The data of the one segment that makes a packet of this size. */
export function segmentBytes(packetBytes: number, family: Family): number {
  return mssOf(packetBytes, family) - TIMESTAMP_BYTES;
}

/** The MSS that keeps TCP inside packets of this size: without IP and TCP headers, options not counted (RFC 6691 §2). */
export function mssOf(packetBytes: number, family: Family): number {
  return packetBytes - HEADER_BYTES[family];
}
