import type { Observation } from '../lib/core/observation.ts';
import { PROBE_VERSION, UNDERSTOOD_VERSIONS } from '../lib/core/probe-protocol.ts';
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

interface Answer {
  readonly version: number;
  readonly observations: readonly Observation[];
  /** Its clock as it answers, milliseconds since the Unix epoch: the caller sees whether it can be believed. */
  readonly atMs?: number;
  /** Of questions in an unknown form, none of which was asked: the versions that this probe understands. */
  readonly understands?: readonly number[];
}

/**
 * Asks from inside the VPC: questions in, observations out, in the same order, one for each. A pure function of its
 * event that calls no AWS API, so that it works where there is no way out.
 */
export const handler = wrap(
  { read: readProbeEvent, reserveMs: RESERVE_MS },
  async (event, { deadline }): Promise<Answer> => {
    const version = PROBE_VERSION;
    if ('unknownVersion' in event) return { version, understands: UNDERSTOOD_VERSIONS, observations: [] };
    const { questions, budgetMs, reach = NO_MORE } = event;
    const observations = await askAll(questions, {
      probes: VANTAGE_PROBES,
      clock: systemClock,
      names: createResolver({ timeoutMs: DEFAULT_TIMEOUT_MS, reach }),
      deadline: deadlineIn(systemClock, budgetMs, deadline),
      onCrash: (error, question) => logCrash(error, question.kind),
    });
    return { version, observations, atMs: systemClock.wallMs() };
  },
);
