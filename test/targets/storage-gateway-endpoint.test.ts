import assert from 'node:assert/strict';
import { test } from 'node:test';
import { regionInEndpointName } from '../../lib/targets/storage-gateway-endpoint.ts';

test('an endpoint’s name tells its Region, however it is written', () => {
  const name = 'vpce-0123456789abcdef0-abcdefgh.storagegateway.us-gov-west-1.vpce.amazonaws.com';
  for (const written of [name, name.toUpperCase(), `${name}.`])
    assert.equal(regionInEndpointName(written), 'us-gov-west-1');
  assert.equal(regionInEndpointName('filer.example.com'), undefined);
});
