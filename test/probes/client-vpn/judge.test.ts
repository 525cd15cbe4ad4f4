import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientVpn } from '../../../lib/probes/client-vpn/kind.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { samples } from './samples.ts';

for (const { title, spec, observation, expect } of samples) {
  test(`${title}: ${expect.status} ${expect.reason ?? ''}`, () => {
    const { status, reason } = judgeOne(clientVpn, spec, observation);
    assert.deepEqual({ status, reason }, expect);
  });
}
