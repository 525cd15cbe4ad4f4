import type { Severity } from '../reason.ts';
import { fitsWildcards } from '../wildcard.ts';
import { coversHours, type Hours, isWithin } from './hours.ts';

/** The account the installation itself is in, in `account` of a route. */
export const OWN_ACCOUNT = 'hub';

/**
 * What every subscription takes. A filter that is taken away is in force for up to 15 minutes more (SNS Developer Guide,
 * "Amazon SNS subscription filter policies"): what is published without routes must pass it.
 */
export const EVERYBODY = 'all';

/** The values of the attribute `channels` that a subscription takes. */
export function takenBy(recipient: string): readonly string[] {
  return [recipient, EVERYBODY];
}

/** Who may receive messages: a channel of gatewatch.yaml, a mailbox by its address, or `chat`. */
export interface Recipient {
  readonly name: string;
  /** What the one channel of its kind was called before there were several with names. */
  readonly was?: string;
  /** What it takes. */
  readonly severity: readonly Severity[];
  readonly quiet?: Quiet;
}

/** When a channel receives nothing but what is excepted; what it would have received is sent when they end. */
interface Quiet extends Hours {
  readonly except: readonly Severity[];
}

/** Names may have `*` and `?`. Of a list one must fit; what is absent fits everything. */
export interface RouteMatch {
  readonly account?: readonly string[] | undefined;
  readonly vantage?: readonly string[] | undefined;
  readonly target?: readonly string[] | undefined;
  readonly owner?: readonly string[] | undefined;
  /** By the tag's key. */
  readonly tags?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly check?: readonly string[] | undefined;
  readonly severity?: readonly Severity[] | undefined;
  readonly when?: Hours;
}

/** Who receives what fits. */
export interface Route extends RouteMatch {
  /** Names of recipients. */
  readonly to: readonly string[];
}

/** What of a message decides who receives it. */
export interface RoutedFacts {
  /** Absent for what concerns the installation itself. */
  readonly vantage?: string;
  /** The name of the vantage's account, or `OWN_ACCOUNT`. */
  readonly account: string;
  readonly target?: string;
  readonly check?: string;
  readonly owner?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly severity: Severity;
}

/** Which messages go where. */
export interface Routing {
  /** In order: the first that fits decides. */
  readonly routes: readonly Route[];
  /** Everybody: they receive what no route fits. */
  readonly recipients: readonly Recipient[];
}

/** Whether messages say for whom they are. Without routes and quiet hours everything goes to everybody. */
export function isRouted({ routes, recipients }: Routing): boolean {
  return routes.length > 0 || recipients.some(({ quiet }) => quiet !== undefined);
}

/** The place of the route that decides; undefined where none fits. */
export function routeOf(
  facts: RoutedFacts,
  { routes }: Pick<Routing, 'routes'>,
  nowMs: number,
): number | undefined {
  const index = routes.findIndex((route) => fits(route, facts, nowMs));
  return index < 0 ? undefined : index;
}

/** Everybody who receives it, in the order of the file, with those who are quiet now. */
export function readersOf(facts: RoutedFacts, routing: Routing, nowMs: number): readonly Recipient[] {
  const route = routing.routes[routeOf(facts, routing, nowMs) ?? -1];
  return routing.recipients.filter(
    ({ name, severity }) =>
      severity.includes(facts.severity) && (route === undefined || route.to.includes(name)),
  );
}

/** Whether a message waits for the end of the recipient's quiet hours. */
export function isQuiet({ quiet }: Recipient, severity: Severity, nowMs: number): boolean {
  return quiet !== undefined && !quiet.except.includes(severity) && isWithin(quiet, nowMs);
}

function fits(route: RouteMatch, facts: RoutedFacts, nowMs: number): boolean {
  const { tags = {}, when } = route;
  return (
    NAMED.every((key) => fitsOne(route[key], facts[key])) &&
    Object.entries(tags).every(([key, patterns]) => fitsOne(patterns, facts.tags?.[key])) &&
    (when === undefined || isWithin(when, nowMs))
  );
}

const NAMED = ['account', 'vantage', 'target', 'owner', 'check', 'severity'] as const;

/** Whether one of the patterns fits; of no pattern everything does. */
export function fitsOne(patterns: readonly string[] | undefined, value: string | undefined): boolean {
  if (patterns === undefined) return true;
  return value !== undefined && patterns.some((pattern) => fitsWildcards(pattern, value));
}

/** Whether the second can never decide, for everything that fits it fits the first. It errs on the side of no. */
export function hides(first: RouteMatch, second: RouteMatch): boolean {
  return (
    NAMED.every((key) => coversPatterns(first[key], second[key])) &&
    Object.entries(first.tags ?? {}).every(([key, patterns]) =>
      coversPatterns(patterns, second.tags?.[key]),
    ) &&
    coversHours(first.when, second.when)
  );
}

function coversPatterns(outer: readonly string[] | undefined, inner: readonly string[] | undefined): boolean {
  if (outer === undefined) return true;
  return inner?.every((text) => outer.some((pattern) => coversPattern(pattern, text))) ?? false;
}

/** What no name holds: only a star or a question mark fits it. */
const FILLER = '\u0001';
const LONGER_THAN_NAMES = 300;

/** A star that stands for nothing and for much must both fit. */
function coversPattern(outer: string, inner: string): boolean {
  return [0, LONGER_THAN_NAMES].every((length) =>
    fitsWildcards(outer, inner.replaceAll('?', FILLER).replaceAll('*', FILLER.repeat(length))),
  );
}
