import assert from 'node:assert/strict';
import { test } from 'node:test';
import { INSPECTION_PRODUCTS } from '../../lib/catalogue/inspection-products.ts';
import { readCertificate } from '../../lib/trust/certificate.ts';
import { recogniseProduct } from '../../lib/trust/inspection.ts';
import { chainOf, makeAuthority, makeLeaf, type NameParts } from '../support/certs.ts';

async function productBehind(issuer: NameParts): Promise<string> {
  const authority = await makeAuthority(issuer);
  const leaf = await makeLeaf(authority, { names: ['dp-1.storagegateway.us-east-1.amazonaws.com'] });
  const [sent] = chainOf(leaf).map(readCertificate);
  assert.ok(sent);
  return recogniseProduct([sent]);
}

/** Issuers as they stand in real certificates, or as an administrator would write them. */
const SIGNED_BY: readonly (readonly [string, NameParts])[] = [
  [
    'Zscaler',
    {
      name: 'Zscaler Intermediate Root CA (zscalerthree.net) (t) ',
      organisation: 'Zscaler Inc.',
      more: [['OU', 'Zscaler Inc.']],
    },
  ],
  ['Netskope', { name: 'ca.example.eu.goskope.com', organisation: 'Example AG' }],
  ['Netskope', { name: 'Proxy CA', organisation: 'Example AG', more: [['E', 'certadmin@netskope.com']] }],
  ['Fortinet FortiGate', { name: 'FG120GTK25047293', organisation: 'Fortinet' }],
  ['Fortinet FortiGate', { name: 'FGT60E-LAB-CA', more: [['E', 'support@fortinet.com']] }],
  ['Fortinet FortiGate', { name: 'Fortinet_CA_SSL' }],
  ['Cisco Umbrella', { name: 'Cisco Umbrella Secondary SubCA fra-SG', organisation: 'Cisco' }],
  ['Sophos', { name: 'Sophos SSL CA_C01001ABCDEF', organisation: 'Sophos', more: [['OU', 'NSG']] }],
  ['Sophos', { name: 'Default_CA_123', organisation: 'Sophos' }],
  ['Forcepoint', { name: 'Forcepoint Cloud CA', organisation: 'Forcepoint LLC' }],
  ['Palo Alto Networks', { name: 'Palo Alto Forward Trust' }],
  ['Check Point', { name: 'Check Point Outbound CA' }],
  ['Blue Coat ProxySG (Symantec)', { name: 'ProxySG SSL Intercept', organisation: 'Example AG' }],
  ['WatchGuard', { name: 'Fireware HTTPS Proxy: example', organisation: 'WatchGuard_Technologies' }],
  ['Squid', { name: 'squid-proxy CA' }],
  ['Squid', { name: 'Squid CA' }],
  ['mitmproxy', { name: 'mitmproxy', organisation: 'mitmproxy' }],
  ['Burp Suite (PortSwigger)', { name: 'PortSwigger CA', organisation: 'PortSwigger' }],
  ['Fiddler', { name: 'DO_NOT_TRUST_FiddlerRoot', organisation: 'DO_NOT_TRUST' }],
  ['Charles', { name: 'Charles Proxy CA (2 Jan 2026, HOST)' }],
  ['Skyhigh (McAfee Web Gateway)', { name: 'McAfee Web Gateway' }],
  ['Menlo Security', { name: 'Menlo Security Intermediate CA', organisation: 'Menlo Security Inc' }],
  ['iboss', { name: 'iboss CA', organisation: 'iboss' }],
  [
    'Cloudflare Gateway',
    { name: 'Gateway CA - Cloudflare Managed G1 184d33c9', organisation: 'Cloudflare, Inc.' },
  ],
  ['Barracuda', { name: 'Barracuda CA', organisation: 'Barracuda Networks' }],
  ['Untangle (Arista)', { name: 'www.untangle.com', organisation: 'Untangle' }],
  ['Microsoft Global Secure Access', { name: 'Global Secure Access TLS CA' }],
  ['SonicWall', { name: 'SonicWall Firewall DPI-SSL', organisation: 'HTTPS Management Certificate' }],
  ['Trend Micro', { name: 'Trend Micro CA' }],
];

for (const [product, issuer] of SIGNED_BY) {
  test(`${product} is recognised by its issuer "${issuer.name}"`, async () => {
    assert.equal(await productBehind(issuer), product);
  });
}

test('every product of the table has an issuer in this test', () => {
  const covered = new Set(SIGNED_BY.map(([product]) => product));
  assert.deepEqual(
    INSPECTION_PRODUCTS.filter(({ product }) => !covered.has(product)).map(({ product }) => product),
    [],
  );
});

const NOT_A_PRODUCT: readonly NameParts[] = [
  { name: 'Squid Ltd Root CA', organisation: 'Squid Ltd' },
  { name: 'Sophostech Issuing CA', organisation: 'Sophostech GmbH' },
  { name: 'Corporate Root CA', organisation: 'Charles Proxy Associates' },
  { name: 'Amazon RSA 2048 M01', organisation: 'Amazon' },
];

for (const issuer of NOT_A_PRODUCT) {
  test(`"${issuer.name}" stays unnamed`, async () => {
    assert.equal(await productBehind(issuer), 'unnamed');
  });
}

test('the name of the site that was asked for is not taken for a product', async () => {
  const authority = await makeAuthority({ name: 'Corporate CA' });
  const leaf = await makeLeaf(authority, { names: ['x.goskope.com'], organisation: 'Zscaler Inc.' });
  const [sent] = chainOf(leaf).map(readCertificate);
  assert.ok(sent);
  assert.equal(recogniseProduct([sent]), 'unnamed');
});
