import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluatePath } from '../../lib/explain/evaluate.ts';
import type { PathQuestion, PathVerdict } from '../../lib/explain/packet.ts';
import { indexState } from '../../lib/explain/state-index.ts';
import { fc } from '../support/property.ts';
import { type Guess, isIn, type Packet, passes } from './naive-model.ts';
import { type World, world } from './worlds.ts';

const RUNS = 400;

/** Addresses a block stands for in the model: those that rules of `worlds.ts` tell apart. */
const SAMPLES = [
  '10.0.0.5',
  '10.0.0.6',
  '10.0.0.9',
  '10.0.0.13',
  '10.0.0.20',
  '10.0.0.21',
  '10.0.1.4',
  '10.0.1.9',
];
const SAMPLES_V6 = [
  '2001:db8:0:1::5',
  '2001:db8:0:1::9',
  '2001:db8:0:2::14',
  '2001:db8:0:2::15',
  '2001:db8:1:1::4',
];
const HIDDEN = ['198.51.100.77', '10.0.0.20', '192.168.5.8', '203.0.113.200'];
const HIDDEN_V6 = ['2600:1f00::99', '2001:db8:0:2::14', 'fd00:9::7'];
/** Both sides of every limit of a rule's ports in `worlds.ts`. */
const SOURCE_PORTS = [1024, 1030, 1031, 32_767, 32_768, 40_000, 40_001, 60_999, 61_000, 65_535];

function addressesOf(text: string): readonly string[] {
  if (!text.includes('/')) return [text];
  return [...SAMPLES, ...SAMPLES_V6].filter((address) => isIn(address, text));
}

/** What becomes of the packet in every way in which the open questions may turn out. */
function everyOutcome({ question, state }: World): ReadonlySet<boolean> {
  const { from, to, protocol, port } = question;
  const range = from.ephemeralPorts ?? { from: 1024, to: 65_535 };
  const outcomes = new Set<boolean>();
  const hidden = to.address.includes(':') ? HIDDEN_V6 : HIDDEN;
  const guesses: Guess[] = [true, false].flatMap((referencesApply) =>
    (['nothing', 'everything'] as const).flatMap((unreadListHolds) =>
      hidden.flatMap((hiddenSource) =>
        [true, false].map((lastOfEqualRoutes) => ({
          referencesApply,
          unreadListHolds,
          hiddenSource,
          lastOfEqualRoutes,
        })),
      ),
    ),
  );
  for (const source of addressesOf(from.address)) {
    for (const destination of addressesOf(to.address)) {
      for (const sourcePort of SOURCE_PORTS.filter((one) => range.from <= one && one <= range.to)) {
        const packet: Packet = { source, destination, sourcePort, port, protocol };
        for (const guess of guesses) outcomes.add(passes(question, packet, state, guess));
        if (outcomes.size === 2) return outcomes;
      }
    }
  }
  return outcomes;
}

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
      { numRuns: RUNS },
    );
    assert.ok(seen.allowed > 20 && seen.blocked > 20, JSON.stringify(seen));
  });
}
