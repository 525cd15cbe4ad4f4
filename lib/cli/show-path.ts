import type { NetworkPicture } from '../core/aws/network-picture.ts';
import { badUsage } from '../core/errors.ts';
import type { Locale } from '../core/locale.ts';
import { type FoundEnd, findEnds, pairsOf } from '../explain/journey/ends.ts';
import { type Journey, planJourneys, traceJourney } from '../explain/journey/journey.ts';
import type { PathEnd, PathProtocol } from '../explain/packet.ts';
import { indexState } from '../explain/state-index.ts';
import { journeyInRegion } from '../report/journey/in-region.ts';
import { journeyLines, type PaintStep } from '../report/journey/journey-lines.ts';
import { journeyPage } from '../report/journey/journey-page.ts';
import { JOURNEY_PHRASES } from '../report/journey/journey-phrases.ts';
import { fillText } from '../report/text/fill.ts';
import type { AwsFlags } from './aws.ts';
import { EXIT } from './exit-status.ts';
import { writePage } from './html-file.ts';
import { paintSteps } from './paint.ts';
import { applyChanges, loadSnapshot, takeSnapshot } from './snapshot-file.ts';
import type { Streams } from './streams.ts';

export interface PathFlags extends AwsFlags {
  readonly port: string;
  readonly protocol: string;
  readonly snapshot?: string;
  readonly with?: string;
  readonly json?: boolean;
  readonly html?: string;
  readonly lang?: string;
}

export interface AskedPath {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly protocol: PathProtocol;
  readonly locale: Locale;
}

/** Pairs of addresses that are traced: an endpoint has one for each of its zones. */
const MOST_PAIRS = 64;

/** Traces the path and prints it; the exit status says what it comes to. */
export async function showPath(asked: AskedPath, flags: PathFlags, { stdout }: Streams): Promise<void> {
  const { locale } = asked;
  const snapshot =
    flags.snapshot === undefined ? await takeSnapshot(flags, 'a path') : await loadSnapshot(flags.snapshot);
  const picture =
    flags.with === undefined ? snapshot.picture : await applyChanges(snapshot.picture, flags.with);
  const journeys = planJourneys(trace(asked, picture), locale, JOURNEY_PHRASES[locale].internet).map((one) =>
    journeyInRegion(one, snapshot.region),
  );
  const outcome = worstOf(journeys);
  const { takenAt, region, account } = snapshot;
  const phrases = JOURNEY_PHRASES[locale];
  const notes = [
    ...(flags.snapshot === undefined ? [] : [fillText(phrases.snapshot, { takenAt, region, account })]),
    ...(flags.with === undefined ? [] : [fillText(phrases.changed, { file: flags.with })]),
    ...(picture.refused.length === 0
      ? []
      : [fillText(phrases.refused, { actions: picture.refused.join(', ') })]),
  ];
  if (flags.html !== undefined) await writePage(flags.html, journeyPage(journeys, notes, locale));
  if (flags.json === true) {
    const { from, to, port, protocol } = asked;
    const { refused } = picture;
    const report = {
      version: 1,
      takenAt,
      region,
      account,
      from,
      to,
      protocol,
      port,
      outcome,
      journeys,
      refused,
    };
    stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } else stdout.write(`${linesOf(journeys, notes, locale, paintSteps(stdout)).join('\n')}\n`);
  process.exitCode = { open: EXIT.nothingFailed, blocked: EXIT.failed, unknown: EXIT.unknown }[outcome];
}

function trace({ from, to, port, protocol }: AskedPath, picture: NetworkPicture): readonly Journey[] {
  const index = indexState(picture);
  // An address is looked for in the VPC of the other end first.
  const first = findEnds(from, picture, undefined);
  const far = endsOf('to', to, findEnds(to, picture, vpcOf(first)));
  const near = endsOf('from', from, findEnds(from, picture, far[0]?.vpcId));
  const pairs = pairsOf(near, far);
  if (pairs.length === 0) {
    const message = `${from} and ${to} share no address family: one has only IPv4, the other only IPv6`;
    throw badUsage('to', message);
  }
  return pairs.slice(0, MOST_PAIRS).map((pair) => traceJourney({ ...pair, port, protocol }, picture, index));
}

function vpcOf(found: FoundEnd): string | undefined {
  return found.outcome === 'found' ? found.ends[0]?.vpcId : undefined;
}

function endsOf(path: 'from' | 'to', word: string, found: FoundEnd): readonly PathEnd[] {
  if (found.outcome === 'found') return found.ends;
  const messages = {
    'not-an-end': `expected i-…, eni-…, subnet-…, vpce-…, an address or "internet", got "${word}"`,
    missing: `there is no ${word} with a network interface in this Region and account`,
    ambiguous: `${word} is held in several VPCs: name one of ${found.outcome === 'ambiguous' ? found.ids.join(', ') : ''}`,
    'no-address': `${word} is a gateway endpoint, which is a route and has no address: use gatewatch subnet`,
  };
  throw badUsage(path, messages[found.outcome]);
}

const RANK: Readonly<Record<Journey['outcome'], number>> = { blocked: 0, unknown: 1, open: 2 };

function worstOf(journeys: readonly Journey[]): Journey['outcome'] {
  return journeys.map(({ outcome }) => outcome).sort((one, other) => RANK[one] - RANK[other])[0] ?? 'unknown';
}

/** Pairs that come to the same by the same steps are shown once, and counted. */
function linesOf(
  journeys: readonly Journey[],
  notes: readonly string[],
  locale: Locale,
  paint: PaintStep,
): readonly string[] {
  const alike = Map.groupBy(journeys, likeness);
  const shown = [...alike.values()].sort(
    ([one], [other]) => RANK[one?.outcome ?? 'open'] - RANK[other?.outcome ?? 'open'],
  );
  const blocks = shown.map(([journey, ...others]) => [
    ...(journey === undefined ? [] : journeyLines(journey, locale, paint)),
    ...(others.length === 0
      ? []
      : [`(${fillText(JOURNEY_PHRASES[locale].alsoOpen, { count: others.length })})`]),
  ]);
  return [
    ...notes.flatMap((note) => [note, '']),
    ...blocks.flatMap((block, at) => (at === 0 ? block : ['', ...block])),
  ];
}

/** Everything but the addresses: what decides, and how. */
function likeness({ outcome, there, back }: Journey): string {
  const steps = [...there, ...back].map(({ what, id, state, rule, direction }) =>
    what === 'host' ? what : [what, id, state, rule, direction].join(' '),
  );
  return [outcome, ...steps].join('\n');
}
