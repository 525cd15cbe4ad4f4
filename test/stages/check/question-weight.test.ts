import assert from 'node:assert/strict';
import { test } from 'node:test';
import { weightOf } from '../../../lib/stages/check/question-weight.ts';

const ports = [{ port: 443 }, { port: 1026 }];

test('a question weighs its addresses times its ports, and a name has three addresses', () => {
  const weights = [
    { kind: 'port', host: '10.0.0.1', ports },
    { kind: 'port', host: 'fd00::1', ports },
    { kind: 'port', host: 'gateway.test', ports },
    { kind: 'tls', host: 'gateway.test', port: 443 },
    { kind: 'ntp', hosts: [{ host: '10.0.0.1' }, { host: 'time.test' }] },
    { kind: 'vpn' },
    { kind: 'port', host: '10.0.0.1', ports: [] },
    { kind: 'ntp', hosts: [null] },
  ].map(weightOf);
  assert.deepEqual(weights, [2, 2, 6, 3, 4, 1, 1, 3]);
});
