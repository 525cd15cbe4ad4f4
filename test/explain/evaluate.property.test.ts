import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluatePath } from '../../lib/explain/evaluate.ts';
import type { PathQuestion, PathVerdict } from '../../lib/explain/packet.ts';
import { indexState } from '../../lib/explain/state-index.ts';
import { fc, propertyRuns } from '../support/property.ts';
import { everyOutcome } from './every-outcome.ts';
import { world } from './worlds.ts';

/** Networks in which open questions remain, and ones without: 2,000 of both families together. */
const RUNS = propertyRuns(700);
const CERTAIN_RUNS = propertyRuns(300);

function isSomePortsOnly(verdict: PathVerdict): boolean {
  return verdict.outcome === 'blocked' && verdict.by.every((hop) => hop.extent === 'some');
}

function isSameHost({ from, to }: PathQuestion): boolean {
  return from.address === to.address;
}

for (const family of [4, 6] as const) {
  test(`IPv${family}: what is called allowed passes and what is called blocked does not, however the rest turns out`, () => {
    const seen = { allowed: 0, blocked: 0, undecided: 0 };
    fc.assert(
      fc.property(world(family, false), (one) => {
        fc.pre(!isSameHost(one.question));
        const verdict = evaluatePath(one.question, indexState(one.state));
        seen[verdict.outcome] += 1;
        if (verdict.outcome === 'undecided') return;
        const outcomes = everyOutcome(one);
        if (verdict.outcome === 'allowed') assert.deepEqual([...outcomes], [true]);
        else if (isSomePortsOnly(verdict)) assert.ok(outcomes.has(false));
        else assert.deepEqual([...outcomes], [false]);
      }),
      { numRuns: RUNS },
    );
    // A property that never meets one of its cases would hold of anything.
    for (const [outcome, count] of Object.entries(seen)) assert.ok(count > RUNS / 50, `${outcome}: ${count}`);
  });

  test(`IPv${family}: a world without open questions is decided, and decided right`, () => {
    const seen = { allowed: 0, blocked: 0 };
    fc.assert(
      fc.property(world(family, true), (one) => {
        fc.pre(!isSameHost(one.question));
        const verdict = evaluatePath(one.question, indexState(one.state));
        assert.notEqual(verdict.outcome, 'undecided');
        seen[verdict.outcome === 'allowed' ? 'allowed' : 'blocked'] += 1;
        const outcomes = everyOutcome(one);
        assert.equal(verdict.outcome === 'allowed', !outcomes.has(false));
        if (verdict.outcome === 'blocked') assert.equal(isSomePortsOnly(verdict), outcomes.has(true));
      }),
      { numRuns: CERTAIN_RUNS },
    );
    assert.ok(Math.min(seen.allowed, seen.blocked) > CERTAIN_RUNS / 15, JSON.stringify(seen));
  });
}
