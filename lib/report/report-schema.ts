import * as z from 'zod/mini';
import { HOP_STATES, HOPS } from '../core/path.ts';
import { SEVERITIES, STATUSES } from '../core/reason.ts';

/**
 * The JSON report as readers may rely on it: keys are only added while `version` stays 1, so every object is open, and
 * every key says what it holds.
 */

/** A field with the sentence that the published schema has for it. */
export function field<T extends z.ZodMiniType>(holds: string, schema: T): T {
  return schema.check(z.describe(holds));
}

const text = (holds: string) => field(holds, z.string());
const texts = (holds: string) => field(holds, z.array(z.string()));
const status = (holds: string) => field(holds, z.enum(STATUSES));
const severity = (holds: string) => field(holds, z.enum(SEVERITIES));

/** Where something was seen. */
const place = {
  subject: text('What it is about: a host, `host:port`, a name, or an AWS id.'),
  address: z.optional(text('The IP address that was asked.')),
  port: z.optional(field('The port that was asked.', z.int())),
};

const evidence = z.looseObject({
  ...place,
  outcome: text('What was seen, in one word such as `open`, `refused` or `silent`.'),
  attempts: z.optional(field('How often it was asked.', z.int())),
  faults: z.optional(texts('Every reason that was found at this subject.')),
});

const blockedBy = z.looseObject({
  target: text('The target of the finding to fix first.'),
  check: text('The check of that finding.'),
  reason: text('The reason of that finding.'),
  because: text(
    'The rule that matched: `due-to`, `whole-target`, or a rule between two targets. `gatewatch runbook blocked-by` lists all of them.',
  ),
});

const fault = z.looseObject({
  ...place,
  reason: text('The reason: a name of `gatewatch runbook`.'),
  status: status('What this fault alone makes of the target.'),
  severity: severity('How much this fault hurts.'),
  blockedBy: z.optional(
    field('Of `blocked-by`: the finding that explains this fault, and the rule.', blockedBy),
  ),
});

const measurement = z.looseObject({
  name: text('The name of the metric.'),
  value: field('The figure.', z.number()),
  unit: text('A unit of CloudWatch, such as `Milliseconds`.'),
  subject: z.optional(text('What was measured: a host, `host:port`, or an AWS id.')),
});

const explanation = z.looseObject({
  what: text('The sort of thing: `security-group`, `network-acl`, `route-table`, `setting` and others.'),
  id: text('The id of the AWS object, or the name of the setting.'),
  because: z.optional(text('Which rule it is, and why it stops the packet.')),
  fix: text('The commands that fix it, one a line; a sentence where no command does.'),
  fixShownAt: z.optional(text('The finding of this report that has the same fix: `target · check`.')),
});

const runbook = z.looseObject({
  title: text('What is wrong, in a few words.'),
  meaning: text('What that means.'),
  causes: texts('What may cause it, the likeliest first. Of `blocked-by`: the rules that matched.'),
  steps: texts('What to do, in this order.'),
  commands: texts('Commands to paste, with the values of this finding.'),
  links: texts('Official pages.'),
});

const hop = z.looseObject({
  name: field('Which part of the path it is.', z.enum(HOPS)),
  state: field('How it is.', z.enum(HOP_STATES)),
  label: z.optional(text('What is there: a name, an address, `:1031`, or how many.')),
  figure: z.optional(text('One number with its unit.')),
  degraded: z.optional(field('It works, but not as it should.', z.literal(true))),
  reason: z.optional(text('Why it is not well.')),
  check: z.optional(text('The check that looked at it.')),
});

const named = z.looseObject({
  vantage: text('The vantage it was checked from.'),
  target: text('What it was called.'),
});

const formerName = z.looseObject({
  target: text('What the target is called now.'),
  was: field('What it was called before.', z.array(named)),
});

const betweenVantages = z.looseObject({
  failsFrom: texts('Vantages from which it fails.'),
  worksFrom: texts('Vantages from which it works.'),
  side: field('Where the cause is.', z.enum(['site', 'vpc', 'vantage', 'target'])),
  sentence: text('The same in one sentence.'),
  cause: text('What follows from it: the first cause of the runbook.'),
});

export const findingSchema = z
  .looseObject({
    vantage: text('Where the check ran.'),
    target: text('What was checked, as gatewatch.yaml or the command line names it.'),
    check: text('The kind of the check, such as `port` or `tls`.'),
    status: status('`unknown` means that it could not be checked, never that it is broken.'),
    reason: field('The most severe reason; null while healthy.', z.nullable(z.string())),
    severity: field('How much it hurts; null while healthy or unknown.', z.nullable(z.enum(SEVERITIES))),
    owner: field('Who is responsible for the target, where that is known.', z.optional(z.string())),
    tags: field('Of its tags those that routes ask for.', z.optional(z.record(z.string(), z.string()))),
    summary: text('The finding in words.'),
    evidence: field('What was seen, an entry for each subject and address.', z.array(evidence)),
    faults: field('Everything that is wrong.', z.array(fault)),
    measurements: field('Figures of this run.', z.array(measurement)),
    explanations: field(
      'The rules, routes or settings that cause it, with their fixes.',
      z.array(explanation),
    ),
    explanationsLeftOut: z.optional(field('How many explanations a message left out.', z.int())),
    runbook: field('What a person reads about the reason; null while healthy.', z.nullable(runbook)),
    betweenVantages: z.optional(field('How other vantages find the same target.', betweenVantages)),
    openedAs: z.optional(field('What the target was called when its incident began.', named)),
    path: z.optional(field('The hops of the worst lane that this check looks at.', z.array(hop))),
  })
  .register(z.globalRegistry, { id: 'finding', description: 'What is known of one target by one check.' });

const count = (of: string) => field(`How many findings are ${of}.`, z.int().check(z.minimum(0)));

const lane = z.looseObject({
  status: status('The worst of its hops.'),
  hops: field('From the vantage to the far end.', z.array(hop)),
});

const targetPath = z.looseObject({
  target: text('The target that the path leads to.'),
  status: status('The worst of its lanes.'),
  lanes: field('Places whose hops look alike share a lane; the worst first.', z.array(lane)),
  lanesLeftOut: z.optional(field('Lanes that are not listed.', z.int())),
});

const shortened = z.looseObject({
  findings: field('How many findings have only their summary.', z.int()),
  link: text('Where the rest is.'),
});

const totals = z.looseObject({
  healthy: count('healthy'),
  degraded: count('degraded'),
  failed: count('failed'),
  unknown: count('unknown'),
});

const discovered = z.looseObject({
  found: field(
    'Each object, by the id that AWS gives it.',
    z.array(
      z.looseObject({
        id: text('Its id.'),
        name: text('The target that it is checked as.'),
        type: text('The type of the target.'),
        by: text('The word under `discover` that finds it.'),
        isWritten: z.optional(field('The file names it: as a target, or by `exclude`.', z.literal(true))),
      }),
    ),
  ),
  incomplete: texts('Words under `discover` that AWS did not answer as a whole.'),
});

export const reportSchema = z
  .looseObject({
    version: field('Keys are only added while it stays 1.', z.literal(1)),
    vantage: text('Where the checks ran.'),
    startedAt: field('When the run began; ISO 8601, UTC.', z.iso.datetime()),
    durationMs: field('How long it took, milliseconds.', z.number()),
    totals: field('How many findings have each status.', totals),
    findings: field('One for each check of each target.', z.array(findingSchema)),
    doesNotProve: texts('What the report must not be read as.'),
    shortened: z.optional(field('Of an answer that would not fit: what is missing.', shortened)),
    discovered: z.optional(field('What discovery found.', discovered)),
    formerNames: z.optional(field('Targets that had other names.', z.array(formerName))),
    paths: z.optional(field('The path to each target, hop by hop.', z.array(targetPath))),
  })
  .register(z.globalRegistry, { id: 'report', description: 'What `--json` prints and `watch` answers.' });
