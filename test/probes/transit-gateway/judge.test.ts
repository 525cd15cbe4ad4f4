import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transitGateway } from '../../../lib/probes/transit-gateway/kind.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { samples } from './samples.ts';

for (const { title, spec, observation, expect } of samples) {
  test(`${title}: ${expect.status} ${expect.reason ?? ''}`, () => {
    const { status, reason } = judgeOne(transitGateway, spec, observation);
    assert.deepEqual({ status, reason }, expect);
  });
}
