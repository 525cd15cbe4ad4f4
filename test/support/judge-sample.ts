import type { Finding } from '../../lib/core/finding.ts';
import type { Observation } from '../../lib/core/observation.ts';
import type { Probe } from '../../lib/core/probe.ts';
import { judgeAll } from '../../lib/stages/check/judge.ts';

/** One question's observation, judged as the pipeline judges it. */
export function judgeOne(probe: Probe, spec: object, observation: Observation): Finding {
  const question = { kind: probe.kind, ...spec };
  const planned = { vantage: 'test', target: 'target', question, shown: true };
  const [finding] = judgeAll([{ planned, observation }], [probe]);
  if (finding === undefined) throw new Error(`${probe.kind} gave no finding`);
  return finding;
}
