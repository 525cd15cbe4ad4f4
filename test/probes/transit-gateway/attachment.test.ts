import assert from 'node:assert/strict';
import { test } from 'node:test';
import { looksBroken } from '../../../lib/probes/transit-gateway/attachment.ts';
import { judgeTransitGateway } from '../../../lib/probes/transit-gateway/judge.ts';
import { transitGatewaySpec } from '../../../lib/probes/transit-gateway/spec.ts';
import { samples } from './samples.ts';

const attachments = samples.flatMap(({ title, spec, observation }) => {
  if (observation.outcome !== 'described') return [];
  const asked = { spec: transitGatewaySpec.parse(spec), observation };
  const isBad = judgeTransitGateway([asked]).faults.length > 0;
  return [{ title, isBad, readsMore: looksBroken(asked.spec, observation) }];
});

test('whatever the judge finds wrong shows in the facts, so that the dropped packets are read', () => {
  assert.deepEqual(
    attachments.filter(({ isBad, readsMore }) => isBad && !readsMore),
    [],
  );
});

test('the facts of an attachment that carries traffic ask for nothing more', () => {
  assert(attachments.some(({ isBad }) => !isBad));
  assert.deepEqual(
    attachments.filter(({ isBad, readsMore }) => !isBad && readsMore).map(({ title }) => title),
    [],
  );
});
