/**
 * The time servers a gateway uses. Source: Storage Gateway User Guide, "Requirements" → "Port requirements",
 * read 2026-11-21. The table says "TCP & UDP"; NTP itself is UDP (RFC 5905 §3), so TCP is for information.
 */
export const GATEWAY_NTP_HOSTS: readonly string[] = [
  'time.aws.com',
  '0.amazon.pool.ntp.org',
  '1.amazon.pool.ntp.org',
  '2.amazon.pool.ntp.org',
  '3.amazon.pool.ntp.org',
];

export const NTP_PORT = 123;
