import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tunnelMtu } from '../../lib/catalogue/vpn-tunnel.ts';

/**
 * Site-to-Site VPN User Guide, "Best practices for an AWS Site-to-Site VPN customer gateway device", Adjust MTU and MSS
 * sizes according to the algorithms in use: encryption, hash, NAT traversal, MTU, MSS (IPv4), MSS (IPv6-in-IPv4).
 */
const AWS_TABLE = [
  ['AES-GCM-16', undefined, false, 1446, 1406, 1386],
  ['AES-GCM-16', undefined, true, 1438, 1398, 1378],
  ['AES-CBC', 'SHA1/SHA2-256', false, 1438, 1398, 1378],
  ['AES-CBC', 'SHA1/SHA2-256', true, 1422, 1382, 1362],
  ['AES-CBC', 'SHA2-384', false, 1422, 1382, 1362],
  ['AES-CBC', 'SHA2-384', true, 1422, 1382, 1362],
  ['AES-CBC', 'SHA2-512', false, 1422, 1382, 1362],
  ['AES-CBC', 'SHA2-512', true, 1406, 1366, 1346],
] as const;
/** As tunnel options name them. */
const OPTIONS = { 'AES-GCM-16': ['AES128-GCM-16', 'AES256-GCM-16'], 'AES-CBC': ['AES128', 'AES256'] };

for (const [mode, hashes, natTraversal, mtuBytes, ipv4, ipv6] of AWS_TABLE) {
  test(`MTU and MSS of ${mode} with ${hashes ?? 'no hash'}${natTraversal ? ' behind a NAT' : ''} are those of AWS`, () => {
    for (const encryption of OPTIONS[mode])
      for (const hash of hashes?.split('/') ?? [undefined])
        assert.deepEqual(tunnelMtu(encryption, hash, natTraversal), { mtuBytes, mssBytes: { ipv4, ipv6 } });
  });
}

test('of a hash that AWS does not list, no size is told', () => {
  assert.equal(tunnelMtu('AES256', 'MD5', false), undefined);
});
