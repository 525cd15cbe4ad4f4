import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import type { Finding } from '../../lib/core/finding.ts';
import type { Observation, Question } from '../../lib/core/observation.ts';
import type { Probe } from '../../lib/core/probe.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { judgeAll } from '../../lib/stages/check/judge.ts';

export interface Sample {
  readonly spec: Readonly<Record<string, never>>;
  readonly observation: Observation;
  readonly expect: { readonly status: string; readonly reason: string | null };
}
export interface Samples {
  readonly specs: readonly Sample['spec'][];
  readonly samples: readonly Sample[];
}

export const KINDS: readonly Probe[] = PROBES;

/** Loaded when they are wanted: some kinds make certificates for theirs. */
export async function samplesOf(kind: string): Promise<Samples> {
  const file = new URL(`./${kind}/samples.ts`, import.meta.url);
  assert(existsSync(file), `test/probes/${kind}/samples.ts is missing`);
  return await import(file.href);
}

/** The finding of one sample, as a run with nothing else would judge it. */
export function judgeSample(probe: Probe, { spec, observation }: Sample): Finding {
  const question: Question = { ...spec, kind: probe.kind };
  const planned = { vantage: 'here', target: 'thing', shown: true, question };
  const [finding] = judgeAll([{ planned, observation }], KINDS);
  assert(finding !== undefined);
  return finding;
}

/** The same after a trip as before it: a `Map`, a `Date`, a number that is none and an `undefined` are not. */
export function assertSurvivesJson(value: object): void {
  assert.deepEqual(JSON.parse(JSON.stringify(value)), value);
}
