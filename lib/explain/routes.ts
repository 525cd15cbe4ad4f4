import type { Route, RouteTable } from '../core/aws/network-state.ts';
import { type AddressSpan, contains, cut } from './spans.ts';
import type { StateIndex } from './state-index.ts';

/** Where a subnet's route table sends a destination. */
export type RouteChoice =
  | { readonly outcome: 'route'; readonly route: Route; readonly destination: string }
  | { readonly outcome: 'no-route' }
  /** A prefix list that was not read could hold a more specific route, or parts of a block go different ways. */
  | { readonly outcome: 'not-known'; readonly ids: readonly string[] };

interface Candidate {
  readonly route: Route;
  readonly span: AddressSpan;
}

/**
 * The route that traffic to `destination` takes.
 *
 * The most specific route wins; of equally specific ones a static route comes before a prefix list's, and
 * that before a propagated one ("How route priority works", VPC user guide). Against the local route a
 * route of a virtual private gateway loses even if it is more specific ("Route tables and AWS Site-to-Site VPN
 * route priority"). A Route Server propagates too ("Enable route server propagation"); which of its routes and a
 * gateway's equally specific one wins is not documented.
 */
export function chooseRoute(table: RouteTable, destination: AddressSpan, index: StateIndex): RouteChoice {
  const candidates: Candidate[] = [];
  const notRead: string[] = [];
  for (const route of table.routes) {
    if (route.destination.kind === 'cidr') {
      const span = index.span(route.destination.cidr);
      if (span !== undefined) candidates.push({ route, span });
    } else {
      const spans = index.prefixList(route.destination.prefixListId);
      if (spans === undefined) notRead.push(route.destination.prefixListId);
      else candidates.push(...spans.map((span) => ({ route, span })));
    }
  }
  const pieces = cut(
    destination,
    candidates.map(({ span }) => span),
  );
  const choices = pieces.map((piece) => chooseForPiece(candidates, piece, notRead));
  const [first] = choices;
  if (first === undefined) return { outcome: 'no-route' };
  return choices.every((choice) => isSameWay(first, choice))
    ? first
    : { outcome: 'not-known', ids: [table.id] };
}

function chooseForPiece(
  candidates: readonly Candidate[],
  piece: AddressSpan,
  notRead: readonly string[],
): RouteChoice {
  const matching = candidates.filter(({ span }) => contains(span, piece));
  const local = matching.some(({ route }) => route.target.kind === 'local');
  const ranked = matching
    .filter(({ route }) => !(local && route.origin === 'propagated'))
    .sort((one, other) => other.span.prefix - one.span.prefix || rank(one.route) - rank(other.route));
  const [best, second] = ranked;
  const isWholePrefix = best !== undefined && best.span.first === best.span.last;
  if (notRead.length > 0 && !(isWholePrefix && rank(best.route) === 0)) {
    return { outcome: 'not-known', ids: notRead };
  }
  if (best === undefined) return { outcome: 'no-route' };
  const isTie =
    second !== undefined &&
    second.span.prefix === best.span.prefix &&
    rank(second.route) === rank(best.route) &&
    second.route.target.id !== best.route.target.id;
  // Of overlapping prefix lists EC2 picks one at random (same page).
  if (isTie && (rank(best.route) === 1 || second.route.origin !== best.route.origin)) {
    return { outcome: 'not-known', ids: [destinationOf(best.route), destinationOf(second.route)] };
  }
  return { outcome: 'route', route: best.route, destination: destinationOf(best.route) };
}

function rank(route: Route): 0 | 1 | 2 {
  if (route.origin === 'propagated' || route.origin === 'advertised') return 2;
  return route.destination.kind === 'prefix-list' ? 1 : 0;
}

function isSameWay(one: RouteChoice, other: RouteChoice): boolean {
  if (one.outcome === 'route' && other.outcome === 'route') {
    return one.route.target.id === other.route.target.id && one.route.state === other.route.state;
  }
  return one.outcome === other.outcome;
}

/** A route's destination as it is written: a CIDR block or the id of a prefix list. */
export function destinationOf({ destination }: Route): string {
  return destination.kind === 'cidr' ? destination.cidr : destination.prefixListId;
}
