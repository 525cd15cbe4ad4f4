import type { NetworkPicture } from '../core/aws/network-picture.ts';
import { badUsage } from '../core/errors.ts';
import type { Locale } from '../core/locale.ts';
import { planJourneys } from '../explain/journey/journey.ts';
import { type Caller, reachService, type ServiceReach, type VpcFacts } from '../explain/journey/reach.ts';
import { indexState } from '../explain/state-index.ts';
import { reachInRegion } from '../report/journey/in-region.ts';
import { JOURNEY_PHRASES } from '../report/journey/journey-phrases.ts';
import { natPriceLine, reachLines } from '../report/journey/reach-lines.ts';
import { REACH_PHRASES } from '../report/journey/reach-phrases.ts';
import { fillText } from '../report/text/fill.ts';
import { type AwsFlags, type AwsSession, requireAws } from './aws.ts';
import { EXIT } from './exit-status.ts';
import { paintSteps } from './paint.ts';
import type { Streams } from './streams.ts';

export interface SubnetFlags extends AwsFlags {
  readonly lambda?: string;
  readonly service: string;
  readonly securityGroup?: string;
  readonly json?: boolean;
  readonly lang?: string;
}

export interface AskedSubnet {
  readonly subnet: string | undefined;
  readonly services: readonly string[];
  readonly groups: readonly string[] | undefined;
  readonly locale: Locale;
}

const READ_TIMEOUT_MS = 120_000;

interface SubnetReach {
  readonly subnetId: string;
  readonly securityGroupIds: readonly string[] | undefined;
  readonly services: readonly ServiceReach[];
}

/** Says for each subnet and service whether it is reached, and sets the exit status. */
export async function showSubnet(asked: AskedSubnet, flags: SubnetFlags, { stdout }: Streams): Promise<void> {
  const session = await requireAws(flags, 'a subnet');
  try {
    const [{ readNetworkPicture }, { readVpcFacts }] = await Promise.all([
      import('../aws/network-picture.ts'),
      import('../aws/subnet-facts.ts'),
    ]);
    const signal = AbortSignal.timeout(READ_TIMEOUT_MS);
    const place = await placeOf(asked, flags, session, signal);
    const picture = await readNetworkPicture(session.clients.ec2, signal);
    const callers = callersOf(place, picture, flags.lambda);
    const [first] = callers;
    const read = await readVpcFacts(session.clients.ec2, first?.subnet.vpcId ?? '', signal);
    const refused = [...new Set([...picture.refused, ...read.refused])].sort();
    const facts = { ...read, policies: policiesOf(picture) };
    const found = callers.map((caller) => reachAll(caller, asked, session.region, picture, facts));
    if (flags.json === true) {
      const { region, account } = session;
      stdout.write(`${JSON.stringify({ version: 1, region, account, subnets: found, refused }, null, 2)}\n`);
    } else stdout.write(`${linesOf(found, refused, asked.locale, stdout).join('\n')}\n`);
    process.exitCode = exitOf(found.flatMap(({ services }) => services));
  } finally {
    session.close();
  }
}

function policiesOf({ endpoints }: NetworkPicture): VpcFacts['policies'] {
  return new Map(
    endpoints.flatMap(({ id, policy }) => (policy === undefined ? [] : [[id, policy] as const])),
  );
}

interface Place {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[] | undefined;
}

async function placeOf(
  { subnet, groups }: AskedSubnet,
  { lambda }: SubnetFlags,
  { region }: AwsSession,
  signal: AbortSignal,
): Promise<Place> {
  if (lambda === undefined) return { subnetIds: [subnet ?? ''], securityGroupIds: groups };
  const { readFunctionPlace } = await import('../aws/subnet-facts.ts');
  const place = await readFunctionPlace(region, lambda, signal);
  if (place.outcome === 'in-vpc') return { ...place, securityGroupIds: groups ?? place.securityGroupIds };
  const message =
    place.outcome === 'missing'
      ? `there is no function ${lambda} in ${region}`
      : `the function ${lambda} is in no VPC: it reaches AWS services without one`;
  throw badUsage('--lambda', message);
}

function callersOf(
  { subnetIds, securityGroupIds }: Place,
  picture: NetworkPicture,
  functionName: string | undefined,
): readonly Caller[] {
  return subnetIds.map((id) => {
    const subnet = picture.subnets.find((one) => one.id === id);
    if (subnet === undefined) {
      const message = picture.refused.includes('ec2:DescribeSubnets')
        ? `AWS refused ${picture.refused.join(', ')}: allow these actions`
        : `there is no ${id} in this Region and account`;
      throw badUsage('subnet', message);
    }
    return {
      subnet,
      ...(securityGroupIds !== undefined && { securityGroupIds }),
      ...(functionName !== undefined && { functionName }),
    };
  });
}

function reachAll(
  caller: Caller,
  { services, locale }: AskedSubnet,
  region: string,
  picture: NetworkPicture,
  facts: VpcFacts,
): SubnetReach {
  const index = indexState(picture);
  const reached = services.map((service) => reachService(service, caller, region, picture, index, facts));
  const journeys = planJourneys(
    reached.map(({ journey }) => journey),
    locale,
    JOURNEY_PHRASES[locale].internet,
  );
  return {
    subnetId: caller.subnet.id,
    securityGroupIds: caller.securityGroupIds,
    services: reached.map((one, at) =>
      reachInRegion({ ...one, journey: journeys[at] ?? one.journey }, region),
    ),
  };
}

function linesOf(
  found: readonly SubnetReach[],
  refused: readonly string[],
  locale: Locale,
  stdout: NodeJS.WriteStream,
): readonly string[] {
  const phrases = REACH_PHRASES[locale];
  const paint = paintSteps(stdout);
  const lines = found.flatMap(({ subnetId, securityGroupIds, services }) => [
    fillText(phrases.from, { subnet: subnetId }),
    ...(securityGroupIds === undefined ? [`  ${phrases.groupsNotKnown}`] : []),
    ...services.flatMap((one) => reachLines(one, locale, paint).map((line) => `  ${line}`)),
    '',
  ]);
  const offered = found.some(({ services }) => services.some(({ options }) => options.length > 0));
  if (offered) lines.push(natPriceLine(locale));
  if (refused.length > 0)
    lines.push(fillText(JOURNEY_PHRASES[locale].refused, { actions: refused.join(', ') }));
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function exitOf(services: readonly ServiceReach[]) {
  if (services.some(({ outcome }) => outcome === 'blocked')) return EXIT.failed;
  return services.some(({ outcome }) => outcome === 'unknown') ? EXIT.unknown : EXIT.nothingFailed;
}
