import { nameWithoutZone } from '../../catalogue/storage-gateway.ts';
import type { AwsAccess } from '../../core/aws/aws-access.ts';
import type { NetworkReader } from '../../core/aws/network-reader.ts';
import type { RouteTargetKind } from '../../core/aws/network-state.ts';
import type { PlannedTarget } from '../../core/plan.ts';
import { unlessRefused } from '../../core/refusals.ts';
import { isEndpointId } from '../../probes/kit/fields.ts';
import { clientVpn } from '../../targets/client-vpn.ts';
import { instancesWanted } from '../../targets/instance-connect-endpoint.ts';
import type {
  KnownClientVpn,
  KnownEndpoint,
  KnownInstanceConnect,
  TargetContext,
} from '../../targets/target.ts';

/**
 * What AWS says of the objects that targets name, before there is a plan. What it refuses is left out: then the kind's
 * own question tells the refusal.
 */
export async function readTargetContext(
  targets: readonly PlannedTarget[],
  {
    network,
    aws,
    region,
    signal,
  }: {
    readonly network: NetworkReader;
    readonly aws: Pick<AwsAccess, 'instanceConnect' | 'instances' | 'clientVpn'>;
    readonly region: string;
    readonly signal: AbortSignal;
  },
): Promise<Pick<TargetContext, 'region' | 'endpoints' | 'clientVpns' | 'instanceConnect'>> {
  const [endpoints, clientVpns, instanceConnect] = await Promise.all([
    readEndpoints(targets, network, region, signal),
    readClientVpns(targets, aws.clientVpn, signal),
    readInstanceConnect(targets, aws, signal),
  ]);
  return {
    region,
    endpoints,
    ...(clientVpns !== undefined && { clientVpns }),
    ...(instanceConnect !== undefined && { instanceConnect }),
  };
}

/**
 * What AWS says of the endpoints that targets name by id.
 *
 * @returns only those that exist; none when AWS refuses, for then nothing is known of any
 */
async function readEndpoints(
  targets: readonly PlannedTarget[],
  network: NetworkReader,
  region: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, KnownEndpoint>> {
  const ids = [...new Set(targets.flatMap(({ fields }) => Object.values(fields).filter(namesEndpoint)))];
  if (ids.length === 0) return new Map();
  const endpoints = (await unlessRefused(network.vpcEndpoints({ ids }, signal))) ?? [];
  const interfaceIds = endpoints.flatMap(({ networkInterfaceIds }) => networkInterfaceIds);
  const interfaces =
    (await unlessRefused(network.networkInterfaces({ by: 'id', ids: interfaceIds }, signal))) ?? [];
  return new Map(
    endpoints.flatMap(({ id, dnsNames, networkInterfaceIds }): [string, KnownEndpoint][] => {
      const dnsName = nameWithoutZone(dnsNames);
      if (dnsName === undefined) return [];
      const addresses = interfaces
        .filter((one) => networkInterfaceIds.includes(one.id))
        .flatMap((one) => one.addresses);
      return [[id, { id, region, dnsName, addresses }]];
    }),
  );
}

/**
 * What AWS says of the Client VPN endpoints that targets name.
 *
 * @returns undefined where no target wants to know, or AWS refuses: then only the state is asked, which tells the refusal
 */
async function readClientVpns(
  targets: readonly PlannedTarget[],
  reader: AwsAccess['clientVpn'],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, KnownClientVpn> | undefined> {
  if (!targets.some(({ type }) => type === clientVpn.type)) return undefined;
  const endpoints = await unlessRefused(reader.endpoints(signal));
  return (
    endpoints &&
    new Map(
      endpoints.flatMap(({ id, dnsName, port = 443, transport }): [string, KnownClientVpn][] =>
        // Defaults of the API (EC2 API reference, "CreateClientVpnEndpoint": VpnPort 443, TransportProtocol udp).
        dnsName === undefined
          ? []
          : [[id, { dnsName, port, transport: transport === 'tcp' ? 'tcp' : 'udp' }]],
      ),
    )
  );
}

/**
 * What AWS says of Instance Connect endpoints and of the instances that targets want to log in to.
 *
 * @returns undefined where no target wants to know, or AWS refuses: then only the state is asked, which tells the refusal
 */
async function readInstanceConnect(
  targets: readonly PlannedTarget[],
  { instanceConnect, instances }: Pick<AwsAccess, 'instanceConnect' | 'instances'>,
  signal: AbortSignal,
): Promise<KnownInstanceConnect | undefined> {
  const wanted = targets.map(instancesWanted);
  const ids = wanted.flatMap((one) => one.ids);
  const tags = wanted.flatMap((one) => one.tags);
  if (ids.length === 0 && tags.length === 0) return undefined;
  const [endpoints, ...found] = await Promise.all([
    unlessRefused(instanceConnect.endpoints(signal)),
    unlessRefused(instances.instances({ ids }, signal)),
    ...tags.map((one) => unlessRefused(instances.instances({ tags: one }, signal))),
  ]);
  const known = found.filter((one) => one !== undefined);
  if (endpoints === undefined || known.length < found.length) return undefined;
  return { endpoints, instances: [...new Map(known.flat().map((one) => [one.id, one])).values()] };
}

/**
 * Whether functions in these subnets can reach the internet: some default route leads on. An internet gateway does
 * not, for a function has no public address (Lambda Developer Guide, "Internet access for VPC-connected functions").
 * What lies behind a transit or virtual private gateway is not looked at. When AWS refuses, the answer is yes:
 * rather a question too many than a target that silently goes unasked.
 */
export async function reachesInternet(
  subnetIds: readonly string[],
  network: NetworkReader,
  signal: AbortSignal,
): Promise<boolean> {
  const subnets = await unlessRefused(network.subnets({ ids: subnetIds }, signal));
  if (subnets === undefined || subnets.length === 0) return true;
  const tables = await unlessRefused(network.routeTables(subnets, signal));
  if (tables === undefined) return true;
  return tables.some(({ routes }) =>
    routes.some(
      ({ destination, target, state }) =>
        destination.kind === 'cidr' &&
        DEFAULT_ROUTES.has(destination.cidr) &&
        state === 'active' &&
        !NO_WAY_FOR_FUNCTIONS.has(target.kind),
    ),
  );
}

const DEFAULT_ROUTES = new Set(['0.0.0.0/0', '::/0']);
/** IPv6 goes out of a function only where its VPC configuration allows it, and the stack does not. */
const NO_WAY_FOR_FUNCTIONS: ReadonlySet<RouteTargetKind> = new Set([
  'internet-gateway',
  'egress-only-internet-gateway',
  'local',
]);

/** Whether a field of a target is a VPC endpoint's id. */
export function namesEndpoint(value: unknown): value is string {
  return typeof value === 'string' && isEndpointId(value);
}
