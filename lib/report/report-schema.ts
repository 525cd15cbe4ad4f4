import * as z from 'zod/mini';
import { HOP_STATES, HOPS } from '../core/path.ts';
import { SEVERITIES, STATUSES } from '../core/reason.ts';

/** The JSON report as readers may rely on it: keys are only added while `version` stays 1, so every object is open. */

const severity = z.enum(SEVERITIES);
const status = z.enum(STATUSES);
const texts = z.array(z.string());

const evidence = z.looseObject({
  subject: z.string(),
  outcome: z.string(),
  address: z.optional(z.string()),
  port: z.optional(z.int()),
  attempts: z.optional(z.int()),
  faults: z.optional(texts),
});

const fault = z.looseObject({
  reason: z.string(),
  status,
  severity,
  subject: z.string(),
  address: z.optional(z.string()),
  port: z.optional(z.int()),
  blockedBy: z.optional(
    z.looseObject({ target: z.string(), check: z.string(), reason: z.string(), because: z.string() }),
  ),
});

const explanation = z.looseObject({
  what: z.string(),
  id: z.string(),
  because: z.optional(z.string()),
  /** A command to paste; several are separated by a line feed. */
  fix: z.string(),
});

const runbook = z.looseObject({
  title: z.string(),
  meaning: z.string(),
  causes: texts,
  steps: texts,
  commands: texts,
  links: texts,
});

const hop = z.looseObject({
  name: z.enum(HOPS),
  state: z.enum(HOP_STATES),
  label: z.optional(z.string()),
  figure: z.optional(z.string()),
});

const targetPlace = z.looseObject({ vantage: z.string(), target: z.string() });

const betweenVantages = z.looseObject({
  failsFrom: texts,
  worksFrom: texts,
  side: z.enum(['site', 'vpc', 'vantage', 'target']),
  sentence: z.string(),
  cause: z.string(),
});

export const findingSchema = z
  .looseObject({
    vantage: z.string(),
    target: z.string(),
    check: z.string(),
    status,
    reason: z.nullable(z.string()),
    severity: z.nullable(severity),
    summary: z.string(),
    evidence: z.array(evidence),
    faults: z.array(fault),
    measurements: z.array(
      z.looseObject({
        name: z.string(),
        value: z.number(),
        unit: z.string(),
        subject: z.optional(z.string()),
      }),
    ),
    explanations: z.array(explanation),
    runbook: z.nullable(runbook),
    betweenVantages: z.optional(betweenVantages),
    openedAs: z.optional(targetPlace),
    path: z.optional(z.array(hop)),
  })
  .register(z.globalRegistry, { id: 'finding', description: 'What is known of one target by one check.' });

const count = z.int().check(z.minimum(0));

export const reportSchema = z
  .looseObject({
    version: z.literal(1),
    vantage: z.string(),
    startedAt: z.iso.datetime(),
    durationMs: z.number(),
    totals: z.looseObject({ healthy: count, degraded: count, failed: count, unknown: count }),
    findings: z.array(findingSchema),
    doesNotProve: texts,
    formerNames: z.optional(z.array(z.looseObject({ target: z.string(), was: z.array(targetPlace) }))),
    paths: z.optional(
      z.array(
        z.looseObject({
          target: z.string(),
          status,
          lanes: z.array(z.looseObject({ status, hops: z.array(hop) })),
        }),
      ),
    ),
  })
  .register(z.globalRegistry, { id: 'report', description: 'What `--json` prints and `watch` answers.' });
