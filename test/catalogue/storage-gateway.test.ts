import assert from 'node:assert/strict';
import test from 'node:test';
import { REGIONS } from '../../lib/catalogue/regions.ts';
import {
  ENDPOINT_TLS_PORTS,
  endpointCertificateNames,
  nameWithoutZone,
  publicEndpoints,
} from '../../lib/catalogue/storage-gateway.ts';

test('a Region has six public names on 443', () => {
  assert.deepEqual(
    publicEndpoints('ap-northeast-2', 'standard').map(({ host, port }) => `${host}:${port}`),
    [
      'storagegateway.ap-northeast-2.amazonaws.com:443',
      'client-cp.storagegateway.ap-northeast-2.amazonaws.com:443',
      'anon-cp.storagegateway.ap-northeast-2.amazonaws.com:443',
      'proxy-app.storagegateway.ap-northeast-2.amazonaws.com:443',
      'dp-1.storagegateway.ap-northeast-2.amazonaws.com:443',
      'd4kdq0yaxexbo.cloudfront.net:443',
    ],
  );
});

test('FIPS and dual-stack names follow their own rules', () => {
  assert.ok(
    publicEndpoints('us-east-1', 'fips').some(
      ({ host }) => host === 'anon-cp.storagegateway-fips.us-east-1.amazonaws.com',
    ),
  );
  assert.deepEqual(
    publicEndpoints('us-east-1', 'dualstack')
      .slice(0, 5)
      .map(({ host }) => host),
    [
      'storagegateway.us-east-1.api.aws',
      'controlplane-storagegateway.us-east-1.api.aws',
      'activation-storagegateway.us-east-1.api.aws',
      'proxy-storagegateway.us-east-1.api.aws',
      'dataplane-storagegateway.us-east-1.api.aws',
    ],
  );
  assert.equal(
    publicEndpoints('cn-north-1', 'standard')[0]?.host,
    'storagegateway.cn-north-1.amazonaws.com.cn',
  );
});

test('a VPC endpoint carries TLS on five ports, and any service name of the Region is right there', () => {
  assert.deepEqual(
    ENDPOINT_TLS_PORTS.map(({ port, role }) => [port, role]),
    [
      [443, 'storagegateway'],
      [1026, 'client-cp'],
      [1027, 'anon-cp'],
      [1028, 'proxy-app'],
      [1031, 'dp-1'],
    ],
  );
  assert.ok(endpointCertificateNames('eu-west-3').includes('dp-1.storagegateway.eu-west-3.amazonaws.com'));
});

test('of an endpoint’s names the first without a zone is asked, in every Region', () => {
  for (const region of REGIONS) {
    const zonal = `vpce-0123456789abcdef0-abcdefgh-${region}a.storagegateway.${region}.vpce.amazonaws.com`;
    const regional = `vpce-0123456789abcdef0-abcdefgh.storagegateway.${region}.vpce.amazonaws.com`;
    assert.equal(nameWithoutZone([zonal, regional]), regional, region);
    assert.equal(nameWithoutZone([regional, zonal]), regional, region);
    assert.equal(nameWithoutZone([zonal]), zonal, region);
  }
  assert.equal(nameWithoutZone([]), undefined);
});

test('the Regions are those the SDK knows, but for the isolated partitions', async () => {
  const { readFile } = await import('node:fs/promises');
  const { createRequire } = await import('node:module');
  const file = createRequire(import.meta.url)
    .resolve('@aws-sdk/core/client')
    .replace(/[^/]*$/, 'index.js');
  const text = await readFile(file, 'utf8');
  const named = new Set(text.match(/\b(?:us-gov|cn|us|eu|ap|sa|ca|me|af|il|mx)-(?:[a-z]+)-\d\b/g) ?? []);
  const isolated = /^(?:us-iso|eu-iso)/;
  const missing = [...named].filter((region) => !isolated.test(region) && !REGIONS.includes(region));
  assert.ok(named.size > 30, `the SDK's table was not found in ${file}`);
  assert.deepEqual(missing, []);
  assert.deepEqual(
    REGIONS.filter((region) => !named.has(region)),
    [],
  );
});
