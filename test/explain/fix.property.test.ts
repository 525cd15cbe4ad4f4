import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Explanation } from '../../lib/core/finding.ts';
import { evaluatePath } from '../../lib/explain/evaluate.ts';
import { explainPaths, planExplanations } from '../../lib/explain/explanation.ts';
import type { NetworkState, PathQuestion } from '../../lib/explain/packet.ts';
import { indexState } from '../../lib/explain/state-index.ts';
import { fc, propertyRuns } from '../support/property.ts';
import { argumentsOf, simulate, wordsOf } from './apply-commands.ts';
import { everyOutcome } from './every-outcome.ts';
import { world, worldOf } from './worlds.ts';

/** Networks of each family, of which each is a report of up to three paths. */
const RUNS = propertyRuns(600);
const BYSTANDER_RUNS = propertyRuns(400);
/** Fixing a route can bring up a rule that did not matter before; a further run must find nothing new. */
const MOST_RUNS = 5;

interface Report {
  readonly state: NetworkState;
  readonly questions: readonly PathQuestion[];
}

/** What a report of these paths prints, as a report plans it: each kind explained for itself, then all together. */
function explained({ state, questions }: Report): readonly Explanation[] {
  const index = indexState(state);
  const found = questions.flatMap((question) =>
    explainPaths([{ question, verdict: evaluatePath(question, index) }], index).map((one) => one.explanation),
  );
  return found.map(planExplanations(found));
}

/** Every text of commands once, with what only a person knows filled in. */
function commandsOf(explanations: readonly Explanation[]): readonly string[] {
  return [...new Set(explanations.map(({ fix }) => fix))].map(filledIn);
}

function filledIn(fix: string): string {
  const ids = { nat: 'nat-9', 'transit-gateway': 'tgw-9', 'network-interface': 'eni-9', peering: 'pcx-9' };
  return fix
    .replace('<source-cidr>', '0.0.0.0/0')
    .replace('<source-ipv6-cidr>', '::/0')
    .replace('<internet-gateway-id>', 'igw-9')
    .replace('<egress-only-internet-gateway-id>', 'eigw-9')
    .replace(
      /<(nat|transit-gateway|network-interface|peering)[a-z-]*>/g,
      (_, kind: keyof typeof ids) => ids[kind],
    )
    .replace(/<[a-z-]*gateway-id>/g, 'vgw-1');
}

/** The ends of every question change with the interfaces and endpoints they are. */
function obeyAll(report: Report, commands: readonly string[]): Report {
  const text = commands.join('\n');
  const each = report.questions.map((question) => simulate({ state: report.state, question }, text));
  const [first] = each;
  assert(first !== undefined);
  return { state: first.state, questions: each.map(({ question }) => question) };
}

function isBlocked({ state, questions }: Report): boolean {
  const index = indexState(state);
  return questions.some((question) => evaluatePath(question, index).outcome === 'blocked');
}

/** What no command can change: blocks that clash, a function whose subnets only its owner chooses. */
function isForPeople(fix: string): boolean {
  return fix.includes('describe-vpcs') || fix.includes('aws lambda');
}

for (const family of [4, 6] as const) {
  test(`IPv${family}: EC2 takes every command of a report, and then every path of it is open`, () => {
    const seen = { fixed: 0, open: 0, empty: 0, people: 0, shells: 0 };
    fc.assert(
      fc.property(worldOf(family, false, 3), ({ state, questions }) => {
        let report: Report = {
          state,
          questions: questions.filter(({ from, to }) => from.address !== to.address),
        };
        fc.pre(report.questions.length > 0 && isBlocked(report));
        const asked = report.questions.filter(
          (question) => evaluatePath(question, indexState(state)).outcome === 'blocked',
        );
        report = { state, questions: asked };
        for (let run = 0; run < MOST_RUNS && isBlocked(report); run += 1) {
          const explanations = explained(report);
          if (explanations.some(({ fix }) => isForPeople(fix))) {
            seen.people += 1;
            return;
          }
          if (explanations.some(({ fix }) => fix === '')) {
            assert.ok(
              explanations.filter(({ fix }) => fix === '').every(isHopeless),
              JSON.stringify(explanations),
            );
            seen.empty += 1;
            return;
          }
          const commands = commandsOf(explanations);
          if (seen.fixed % 100 === 0) {
            assert.deepEqual(argumentsOf(commands.join('\n')), wordsOf(commands.join('\n')));
            seen.shells += 1;
          }
          report = obeyAll(report, commands);
        }
        for (const question of report.questions) {
          const { outcome } = evaluatePath(question, indexState(report.state));
          assert.notEqual(outcome, 'blocked', JSON.stringify(question));
          if (outcome !== 'allowed') continue;
          assert.deepEqual([...everyOutcome({ question, state: report.state })], [true]);
          seen.open += 1;
        }
        seen.fixed += 1;
      }),
      { numRuns: RUNS },
    );
    assert.ok(
      seen.fixed > RUNS / 2 && seen.open > RUNS / 4 && seen.shells > RUNS / 200,
      JSON.stringify(seen),
    );
    assert.ok(seen.empty < RUNS / 20 && seen.people < RUNS / 3, JSON.stringify(seen));
  });

  test(`IPv${family}: fixes close nothing, and open no other port and no other host`, () => {
    const seen = { ports: 0, hosts: 0, kept: 0 };
    const pair = fc.record({ blocked: world(family, false), other: world(family, false) });
    fc.assert(
      fc.property(pair, ({ blocked: { question, state }, other }) => {
        const report = { state, questions: [question] };
        fc.pre(question.from.address !== question.to.address && isBlocked(report));
        const applied = explained(report).filter(
          ({ what, fix }) => what !== 'route-table' && !fix.includes('<'),
        );
        const fixes = applied.map(({ fix }) => fix);
        // A network ACL admits the answers of every port at once: its entries name the port they go to.
        const admitsAnswers = applied.some(({ what, answers }) => what === 'network-acl' && answers === true);
        const fixed = obeyAll(report, [...new Set(fixes)]).state;
        const before = everyOutcome({ question: other.question, state });
        const after = everyOutcome({ question: other.question, state: fixed });
        if (before.has(true)) assert.ok(after.has(true));
        if (before.has(true)) seen.kept += 1;
        if (before.has(true)) return;
        // Entries for answers admit what a source may ask from, 1024-65535, which 1028 is one of.
        if (other.question.port !== question.port && other.question.port < 1024 && !admitsAnswers) {
          assert.deepEqual(after, before);
          seen.ports += 1;
        } else if (isStranger(other.question, question)) {
          assert.deepEqual(after, before);
          seen.hosts += 1;
        }
      }),
      { numRuns: BYSTANDER_RUNS },
    );
    assert.ok(Math.min(seen.ports, 4 * seen.hosts, seen.kept) > BYSTANDER_RUNS / 20, JSON.stringify(seen));
  });
}

/** An interface endpoint cannot get a public address; what a Route Server advertises obeys no command. */
function isHopeless({ what, why }: Explanation): boolean {
  return what === 'route-table' && why !== 'route-missing';
}

/** Neither end has an address of the other question's, lies in its block, or carries one of its groups. */
function isStranger(one: PathQuestion, other: PathQuestion): boolean {
  const groups = [...(other.from.securityGroupIds ?? []), ...(other.to.securityGroupIds ?? [])];
  const isNew = ({ address, subnet, securityGroupIds = [] }: PathQuestion['from']) =>
    ![other.from, other.to].some(
      (end) => end.address === address || (end.subnet !== undefined && end.subnet.id === subnet?.id),
    ) && !securityGroupIds.some((id) => groups.includes(id));
  return isNew(one.from) && isNew(one.to);
}
