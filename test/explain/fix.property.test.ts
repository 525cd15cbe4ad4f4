import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluatePath } from '../../lib/explain/evaluate.ts';
import { explainPaths } from '../../lib/explain/explanation.ts';
import type { NetworkState } from '../../lib/explain/packet.ts';
import { indexState } from '../../lib/explain/state-index.ts';
import { fc } from '../support/property.ts';
import { obey } from './apply-commands.ts';
import { world } from './worlds.ts';

const RUNS = 150;
/** Mending a route can bring up a rule that did not matter before; a third look must find nothing new. */
const MOST_LOOKS = 4;

for (const family of [4, 6] as const) {
  test(`IPv${family}: what the commands mend blocks no more`, () => {
    let mended = 0;
    fc.assert(
      fc.property(world(family, false), ({ question, state }) => {
        fc.pre(question.from.address !== question.to.address);
        let now: NetworkState = state;
        for (let runChecks = 0; runChecks < MOST_LOOKS; runChecks += 1) {
          const verdict = evaluatePath(question, indexState(now));
          if (verdict.outcome !== 'blocked') {
            if (runChecks > 0) mended += 1;
            return;
          }
          const fixes = explainPaths([{ question, verdict }], now).map(({ explanation }) => explanation.fix);
          // What only a person knows, and address blocks that clash, no command can mend.
          if (fixes.some((fix) => fix.includes('<') || fix.includes('describe-vpcs'))) return;
          for (const fix of fixes) assert.notEqual(fix, '');
          now = obey(now, fixes.join('\n'));
        }
        const still = evaluatePath(question, indexState(now));
        assert.notEqual(still.outcome, 'blocked', JSON.stringify(still));
      }),
      { numRuns: RUNS },
    );
    assert.ok(mended > RUNS / 10, `${mended} paths were mended`);
  });

  test(`IPv${family}: new rules close nothing that was open`, () => {
    let compared = 0;
    const pair = fc.record({ blocked: world(family, false), bystander: world(family, false) });
    fc.assert(
      fc.property(pair, ({ blocked: { question, state }, bystander }) => {
        const before = evaluatePath(bystander.question, indexState(state));
        const verdict = evaluatePath(question, indexState(state));
        fc.pre(verdict.outcome === 'blocked' && before.outcome === 'allowed');
        const fixes = explainPaths([{ question, verdict }], state)
          .filter(({ explanation }) => explanation.what !== 'route-table')
          .map(({ explanation }) => explanation.fix)
          .filter((fix) => !fix.includes('<'));
        const after = evaluatePath(bystander.question, indexState(obey(state, fixes.join('\n'))));
        assert.equal(after.outcome, 'allowed');
        compared += 1;
      }),
      { numRuns: RUNS },
    );
    assert.ok(compared > RUNS / 2, `${compared} worlds were compared`);
  });
}
