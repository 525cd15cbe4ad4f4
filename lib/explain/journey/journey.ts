import type { NetworkPicture } from '../../core/aws/network-picture.ts';
import type { Explanation } from '../../core/finding.ts';
import { asFields } from '../../core/json.ts';
import type { Locale } from '../../core/locale.ts';
import { evaluatePath } from '../evaluate.ts';
import { explainPaths, planExplanations } from '../explanation.ts';
import {
  type Hop,
  type HopName,
  INTERNET,
  type PathEnd,
  type PathQuestion,
  type PathVerdict,
} from '../packet.ts';
import { chooseRoute } from '../routes.ts';
import { inLanguage } from '../sentences.ts';
import { isOffTheInternet } from '../spans.ts';
import type { StateIndex } from '../state-index.ts';
import { betweenSubnets, type Crossing, inCircle } from './middle.ts';
import { middleSentence } from './middle-sentences.ts';
import type { JourneyStep } from './steps.ts';

/** A packet's way from one end to the other, and its answer's way back. */
export interface Journey {
  readonly question: PathQuestion;
  readonly outcome: 'open' | 'blocked' | 'unknown';
  readonly there: readonly JourneyStep[];
  readonly back: readonly JourneyStep[];
}

/**
 * Follows a packet and its answer hop by hop: groups, network ACLs and routes of both ends, and what lies between: a
 * NAT gateway with its own subnet, a peering connection, a transit gateway with its route tables. Pure.
 */
export function traceJourney(question: PathQuestion, picture: NetworkPicture, index: StateIndex): Journey {
  const steps = follow(question, picture, index, []);
  return { question, ...steps, outcome: outcomeOf([...steps.there, ...steps.back]) };
}

interface Steps {
  readonly there: readonly JourneyStep[];
  readonly back: readonly JourneyStep[];
}

/** `passed`: NAT gateways that the packet comes through; a private one may lead to another. */
function follow(
  question: PathQuestion,
  picture: NetworkPicture,
  index: StateIndex,
  passed: readonly string[],
): Steps {
  const verdict = evaluatePath(question, index);
  const { from, to } = question;
  const step = stepsOf(question, verdict, index);
  const crossing = crossingOf(verdict, 'route', from, to);
  const answering = crossingOf(verdict, 'answer-route', to, from);
  if (crossing?.target.kind === 'nat-gateway') {
    const natId = crossing.target.id;
    if (passed.includes(natId)) {
      return { there: [...step('route', 'out-of-subnet'), inCircle(natId, from)], back: [] };
    }
    const nat = picture.natGateways.find(({ id }) => id === natId);
    const subnet = picture.subnets.find(({ id }) => id === nat?.subnetId);
    if (nat !== undefined && subnet !== undefined && nat.privateAddress !== '') {
      const natEnd: PathEnd = {
        address: nat.privateAddress,
        vpcId: nat.vpcId,
        subnet,
        securityGroupIds: [],
        publicAddresses: nat.publicAddress === undefined ? [] : [nat.publicAddress],
      };
      const atNat = stepsOf(
        { ...question, to: natEnd },
        evaluatePath({ ...question, to: natEnd }, index),
        index,
      );
      const beyond = follow({ ...question, from: natEnd }, picture, index, [...passed, natId]);
      const astray = strayed(question, verdict, beyond.there, index);
      if (astray !== undefined) {
        return { there: stepsOf(astray.question, astray.verdict, index)('out-of-group', 'route'), back: [] };
      }
      const gateway = betweenSubnets(crossing, picture, index);
      return {
        there: [
          ...step('out-of-group', 'route', 'out-of-subnet'),
          ...atNat('into-subnet'),
          ...gateway,
          ...beyond.there,
        ],
        back: [...beyond.back, ...atNat('answer-out-of-subnet'), ...step('answer-into-subnet')],
      };
    }
  }
  const between = (one: Crossing | undefined) =>
    one === undefined ? [] : betweenSubnets(one, picture, index);
  return {
    there: [
      ...outside(from),
      ...step('out-of-group', 'route', 'out-of-subnet'),
      ...between(crossing),
      ...step('into-subnet', 'into-group'),
      ...outside(to),
    ],
    back: [
      ...step('answer-out-of-subnet', 'answer-route'),
      ...between(answering),
      ...step('answer-into-subnet'),
    ],
  };
}

/**
 * A private destination that the NAT gateway's own subnet has no route to: the route is wanted in the table of the
 * source, not there. Undefined where the NAT gateway is no detour.
 */
function strayed(
  question: PathQuestion,
  verdict: PathVerdict,
  beyond: readonly JourneyStep[],
  index: StateIndex,
): { readonly question: PathQuestion; readonly verdict: PathVerdict } | undefined {
  const destination = index.span(question.to.address);
  const isLost = beyond.find(({ what }) => what === 'route-table')?.state === 'blocked';
  if (destination === undefined || !isOffTheInternet(destination) || !isLost) return undefined;
  const hops = hopsOf(verdict).map(
    (hop): Hop =>
      hop.hop === 'route' && hop.verdict === 'passes'
        ? { ...hop, verdict: 'blocks', code: 'route-through-nat', extent: 'all' }
        : hop,
  );
  const by = hops.filter((hop) => hop.verdict === 'blocks');
  const via = wayBack(question, index);
  return {
    question: via === undefined ? question : { ...question, via },
    verdict: { outcome: 'blocked', by, hops },
  };
}

/** What carries both directions between VPCs, where the other end's route leads back through it. */
function wayBack({ from, to }: PathQuestion, index: StateIndex): PathQuestion['via'] {
  const table = to.subnet === undefined ? undefined : index.tableOf(to.subnet);
  const source = index.span(from.address);
  const choice = table === undefined || source === undefined ? undefined : chooseRoute(table, source, index);
  if (choice?.outcome !== 'route' || choice.route.state !== 'active') return undefined;
  const { target } = choice.route;
  return target.kind === 'transit-gateway' || target.kind === 'vpc-peering-connection' ? target : undefined;
}

/** An end that is in no subnet we know: nothing of AWS tells what filters there. */
function outside({ subnet, address }: PathEnd): readonly JourneyStep[] {
  return subnet === undefined ? [{ what: 'host', id: address, state: 'not-seen' }] : [];
}

function hopsOf(verdict: PathVerdict): readonly Hop[] {
  return verdict.outcome === 'allowed' ? verdict.by : verdict.hops;
}

function crossingOf(verdict: PathVerdict, name: HopName, near: PathEnd, far: PathEnd): Crossing | undefined {
  const hop = hopsOf(verdict).find((one) => one.hop === name);
  if (hop?.verdict !== 'passes' || hop.target === undefined || hop.target.kind === 'local') return undefined;
  return { target: hop.target, near, far };
}

/** The hops of these names as steps, each that blocks with its explanation. */
function stepsOf(question: PathQuestion, verdict: PathVerdict, index: StateIndex) {
  const hops = hopsOf(verdict);
  const blocking = hops.filter((hop) => hop.verdict === 'blocks');
  // One question: each hop that blocks has its own explanation, in the same order.
  const explanations = explainPaths([{ question, verdict }], index);
  const explained = new Map<Hop, Explanation | undefined>(
    blocking.map((hop, at) => [hop, explanations[at]?.explanation]),
  );
  return (...names: readonly HopName[]): readonly JourneyStep[] =>
    names.flatMap((name) =>
      hops
        .filter((hop) => hop.hop === name && isFilter(hop))
        .map((hop) => stepOf(hop, question, explained.get(hop))),
    );
}

/** An interface without groups, a NAT gateway's for one, is filtered by none. */
function isFilter({ what, ids }: Hop): boolean {
  return what !== 'security-group' || ids.length > 0;
}

const AT_SOURCE: readonly HopName[] = ['out-of-group', 'route', 'out-of-subnet', 'answer-into-subnet'];

/** What a hop tells of its verdict, whichever that is. */
interface Told {
  readonly rule?: string;
  readonly target?: { readonly id: string };
  readonly unknown?: readonly string[];
}

function stepOf(hop: Hop, { from, to }: PathQuestion, explanation: Explanation | undefined): JourneyStep {
  const subnet = (AT_SOURCE.includes(hop.hop) ? from : to).subnet;
  const state = { passes: 'allowed', blocks: 'blocked', open: 'unknown' } as const;
  const { rule, target, unknown }: Told = hop;
  return {
    what: hop.what,
    id: hop.ids.join(', ') || (subnet?.id ?? ''),
    state: state[hop.verdict],
    ...directionOf(hop),
    ...(subnet !== undefined && { subnetId: subnet.id }),
    ...(rule !== undefined && { rule }),
    ...(target !== undefined && { target: target.id }),
    ...(unknown !== undefined && { unknown }),
    ...(explanation !== undefined && { explanation }),
  };
}

function directionOf({ hop, what }: Hop): Pick<JourneyStep, 'direction'> {
  if (what === 'route-table') return {};
  return { direction: hop.includes('into') ? 'in' : 'out' };
}

function outcomeOf(steps: readonly JourneyStep[]): Journey['outcome'] {
  if (steps.some(({ state }) => state === 'blocked')) return 'blocked';
  const isKnown = steps.every(({ state }) => state !== 'unknown');
  // Two ends of which nothing is known: no rule of AWS was asked.
  const isAsked = steps.length === 0 || steps.some(({ state }) => state === 'allowed');
  return isKnown && isAsked ? 'open' : 'unknown';
}

/**
 * The same journeys with the fixes of all planned together, and in another language.
 *
 * @param internet - what the internet is called in sentences
 */
export function planJourneys(
  journeys: readonly Journey[],
  locale: Locale,
  internet: string = INTERNET[4],
): readonly Journey[] {
  const all = journeys.flatMap(({ there, back }) =>
    [...there, ...back].flatMap(({ explanation }) => explanation ?? []),
  );
  const plan = planExplanations(all);
  const planned = (step: JourneyStep): JourneyStep =>
    step.explanation === undefined
      ? step
      : { ...step, explanation: inAnyLanguage(named(plan(step.explanation), internet), locale) };
  return journeys.map((journey) => ({
    ...journey,
    there: journey.there.map(planned),
    back: journey.back.map(planned),
  }));
}

/** What stands for the internet is called so. */
function named(explanation: Explanation, internet: string): Explanation {
  const values = Object.entries(asFields(explanation.values) ?? {}).map(([name, value]) => {
    const text = String(value);
    return [name, text === INTERNET[4] || text === INTERNET[6] ? internet : text] as const;
  });
  return { ...explanation, values: Object.fromEntries(values) };
}

function inAnyLanguage(explanation: Explanation, locale: Locale): Explanation {
  const because = middleSentence(locale, explanation);
  return because === undefined ? inLanguage(explanation, locale) : { ...explanation, because };
}
