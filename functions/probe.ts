import type { Observation } from '../lib/core/observation.ts';
import { deadlineIn, systemClock } from '../lib/core/time.ts';
import type { Reach } from '../lib/net/reach.ts';
import { createResolver } from '../lib/net/resolve.ts';
import { PROBES } from '../lib/probes/registry.ts';
import { askAll, DEFAULT_TIMEOUT_MS } from '../lib/stages/check/probe.ts';
import { readProbeEvent } from './probe-event.ts';
import { logCrash, wrap } from './wrap.ts';

/** What the answer's way back takes. */
const RESERVE_MS = 500;

/** Its own runtime and the credentials of its machine are nobody's targets, and a subnet may have no IPv6. */
const NO_MORE: Reach = { ipv6: false, allow: [] };

const VANTAGE_PROBES = PROBES.filter(({ from }) => from === 'vantage');

/**
 * Asks from inside the VPC: questions in, observations out, in the same order, one for each. A pure function of its
 * event that calls no AWS API, so that it works where there is no way out.
 */
export const handler = wrap(
  { read: readProbeEvent, reserveMs: RESERVE_MS },
  async (
    { questions, budgetMs, reach = NO_MORE },
    { deadline },
  ): Promise<{ readonly observations: readonly Observation[] }> => ({
    observations: await askAll(questions, {
      probes: VANTAGE_PROBES,
      clock: systemClock,
      names: createResolver({ timeoutMs: DEFAULT_TIMEOUT_MS, reach }),
      deadline: deadlineIn(systemClock, budgetMs, deadline),
      onCrash: (error, question) => logCrash(error, question.kind),
    }),
  }),
);
