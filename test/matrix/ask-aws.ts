import type { TestContext } from 'node:test';
import type { Finding } from '../../lib/core/finding.ts';
import { type Clock, systemClock } from '../../lib/core/time.ts';
import type { PROBES } from '../../lib/probes/registry.ts';
import { askControl } from '../support/ask-control.ts';
import type { FakeAwsOptions, FakeServices } from '../support/fake-aws.ts';
import { judgeOne } from '../support/judge-sample.ts';
import { readClients } from '../support/read-clients.ts';

/** Asks one question through the real SDK, of services that the wire-level fake plays. */
export function ask(
  probe: (typeof PROBES)[number],
  spec: object,
  services: FakeServices,
  options?: FakeAwsOptions,
  now: Clock = systemClock,
) {
  return async (t: TestContext): Promise<readonly Finding[]> => {
    const aws = await readClients(t, services, options);
    return [judgeOne(probe, spec, await askControl(probe, spec, aws, now))];
  };
}
