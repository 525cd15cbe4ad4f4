import type { NetworkPicture } from '../../core/aws/network-picture.ts';
import type { RouteTable, Subnet, VpcEndpoint } from '../../core/aws/network-state.ts';
import type { VpcDns } from '../../core/aws/resolver-reader.ts';
import { INTERNET, type PathEnd } from '../packet.ts';
import { shell } from '../shell.ts';
import type { StateIndex } from '../state-index.ts';
import { evaluateEndpointPolicy } from './endpoint-policy.ts';
import { type Journey, traceJourney } from './journey.ts';

/** Where something is that calls AWS services: a subnet, and the groups it carries where they are known. */
export interface Caller {
  readonly subnet: Subnet;
  readonly securityGroupIds?: readonly string[];
  readonly functionName?: string;
}

/** What only AWS itself can tell, and no snapshot holds. */
export interface VpcFacts {
  /** What the VPC resolves names with; absent where it could not be read. */
  readonly dns?: VpcDns;
  /** Endpoint policies by endpoint. */
  readonly policies: ReadonlyMap<string, string>;
}

/** By which way the traffic to a service leaves: what the name resolves to, and what the route says, decide. */
export type Way =
  | 'interface-endpoint'
  | 'gateway-endpoint'
  | 'nat-gateway'
  | 'internet-gateway'
  | 'other'
  | 'none';

/** What is wrong, or worth knowing, beside what the steps of the journey say. */
export type ReachNote =
  /** The service's usual name does not lead to the endpoint. */
  | 'private-dns-off'
  /** Private names of endpoints need both DNS attributes of the VPC. */
  | 'vpc-dns-off'
  | 'endpoint-not-available'
  /** A gateway endpoint exists, and the subnet's route table does not use it. */
  | 'gateway-endpoint-not-in-table'
  /** The endpoint's policy allows less than everything: `policyAllows` says what. */
  | 'policy-restricts'
  /** The endpoint's policy lets no call of the service pass. */
  | 'policy-denies';

/** What would make the service reachable, and what that costs. */
export interface ReachOption {
  readonly kind: 'gateway-endpoint' | 'interface-endpoint' | 'vpc-dns' | 'private-dns' | 'default-policy';
  readonly commands: readonly string[];
}

export interface ServiceReach {
  readonly service: string;
  readonly way: Way;
  /** The endpoint or gateway. */
  readonly id: string;
  readonly outcome: Journey['outcome'];
  readonly notes: readonly ReachNote[];
  /** Actions that the endpoint's policy allows, where it allows less than everything; conditions may bind them further. */
  readonly policyAllows?: readonly string[];
  readonly options: readonly ReachOption[];
  /** To the endpoint or the internet: what it passes, and what blocks. */
  readonly journey: Journey;
}

/** Services with gateway endpoints ("Gateway endpoints", AWS PrivateLink guide). They cost nothing. */
const GATEWAY_SERVICES = ['s3', 'dynamodb'];

const HTTPS = 443;

/** How a caller reaches a service of its Region, and what is missing. Pure. */
export function reachService(
  service: string,
  caller: Caller,
  region: string,
  picture: NetworkPicture,
  index: StateIndex,
  { dns, policies }: VpcFacts,
): ServiceReach {
  const from = callerEnd(caller);
  const ofService = picture.endpoints.filter(
    (one) => one.vpcId === caller.subnet.vpcId && isOfService(one, service, region),
  );
  const named = ofService.find((one) => one.type === 'Interface' && one.privateDnsEnabled);
  const table = index.tableOf(caller.subnet);
  const gateway = ofService.find((one) => one.type === 'Gateway');
  const notes: ReachNote[] = [];
  const options: ReachOption[] = [];
  if (named !== undefined) {
    const reach = throughInterface(named, from, picture, index);
    const isOff = dns !== undefined && !(dns.support && dns.hostnames);
    if (!isOff) return finish(service, named, 'interface-endpoint', reach, policies);
    notes.push('vpc-dns-off');
    options.push({ kind: 'vpc-dns', commands: dnsCommands(caller.subnet.vpcId, dns) });
  }
  const unnamed = ofService.find((one) => one.type === 'Interface' && !one.privateDnsEnabled);
  if (gateway !== undefined && leadsTo(table, gateway)) {
    const reach = throughGateway(gateway, from, picture, index, table);
    return finish(service, gateway, 'gateway-endpoint', reach, policies, notes, options);
  }
  if (gateway !== undefined && table !== undefined) {
    notes.push('gateway-endpoint-not-in-table');
    options.push(
      option(
        'gateway-endpoint',
        shell`aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${gateway.id} --add-route-table-ids ${table.id}`,
      ),
    );
  }
  if (unnamed !== undefined) {
    notes.push('private-dns-off');
    options.push(
      option(
        'private-dns',
        shell`aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${unnamed.id} --private-dns-enabled`,
      ),
    );
  }
  const family = caller.subnet.cidrs.some((cidr) => !cidr.includes(':')) ? 4 : 6;
  const journey = traceJourney(
    { from, to: { address: INTERNET[family] }, protocol: 'tcp', port: HTTPS },
    picture,
    index,
  );
  const way = wayOf(journey);
  if (journey.outcome !== 'open') options.push(...newEndpoint(service, caller, region, table, ofService));
  return { service, ...way, outcome: journey.outcome, notes, options, journey };
}

function finish(
  service: string,
  endpoint: VpcEndpoint,
  way: Way,
  journey: Journey,
  policies: VpcFacts['policies'],
  notes: readonly ReachNote[] = [],
  options: readonly ReachOption[] = [],
): ServiceReach {
  const policy = policies.get(endpoint.id);
  const verdict = policy === undefined ? undefined : evaluateEndpointPolicy(policy, service);
  const isAvailable = endpoint.state === 'available';
  const isDenied = verdict?.outcome === 'nothing';
  const own: readonly ReachNote[] = [
    ...notes,
    ...(isAvailable ? [] : (['endpoint-not-available'] as const)),
    ...(verdict?.outcome === 'some' ? (['policy-restricts'] as const) : []),
    ...(isDenied ? (['policy-denies'] as const) : []),
  ];
  const reset = shell`aws ec2 modify-vpc-endpoint --vpc-endpoint-id ${endpoint.id} --reset-policy`;
  return {
    service,
    way,
    id: endpoint.id,
    outcome: isAvailable && !isDenied ? journey.outcome : 'blocked',
    notes: own,
    ...(verdict?.outcome === 'some' && { policyAllows: verdict.allowed }),
    options: isDenied ? [...options, option('default-policy', reset)] : options,
    journey,
  };
}

function callerEnd({ subnet, securityGroupIds, functionName }: Caller): PathEnd {
  const address = subnet.cidrs.find((cidr) => !cidr.includes(':')) ?? subnet.cidrs[0] ?? '';
  return {
    address,
    vpcId: subnet.vpcId,
    subnet,
    ...(securityGroupIds !== undefined && { securityGroupIds }),
    // A function in a VPC never has a public address ("Internet access for VPC-connected functions", Lambda guide).
    ...(functionName !== undefined && { functionName, publicAddresses: [] }),
  };
}

/** `com.amazonaws.<region>.<service>`; other partitions put their own words before it. */
function isOfService({ serviceName }: VpcEndpoint, service: string, region: string): boolean {
  return serviceName.endsWith(`.${region}.${service}`);
}

/** Of several interfaces the one in the caller's own zone, which names answer where there is one. */
function throughInterface(
  endpoint: VpcEndpoint,
  from: PathEnd,
  picture: NetworkPicture,
  index: StateIndex,
): Journey {
  const subnetOf = (id: string) => picture.subnets.find((one) => one.id === id);
  const zone = from.subnet?.availabilityZone;
  const interfaces = picture.interfaces.filter((one) => endpoint.networkInterfaceIds.includes(one.id));
  const chosen = interfaces.find((one) => subnetOf(one.subnetId)?.availabilityZone === zone) ?? interfaces[0];
  const subnet = chosen === undefined ? undefined : subnetOf(chosen.subnetId);
  const to: PathEnd =
    chosen === undefined
      ? { address: INTERNET[4] }
      : {
          address: chosen.addresses[0] ?? '',
          interfaceId: chosen.id,
          vpcId: chosen.vpcId,
          securityGroupIds: chosen.securityGroupIds,
          publicAddresses: [],
          vpcEndpointId: endpoint.id,
          ...(subnet !== undefined && { subnet }),
        };
  return traceJourney({ from, to, protocol: 'tcp', port: HTTPS }, picture, index);
}

function leadsTo(table: RouteTable | undefined, endpoint: VpcEndpoint): boolean {
  return table?.routes.some(({ target, state }) => target.id === endpoint.id && state === 'active') ?? false;
}

/** To an address of the service: the route's prefix list holds its blocks. */
function throughGateway(
  endpoint: VpcEndpoint,
  from: PathEnd,
  picture: NetworkPicture,
  index: StateIndex,
  table: RouteTable | undefined,
): Journey {
  const route = table?.routes.find(({ target }) => target.id === endpoint.id);
  const listId = route?.destination.kind === 'prefix-list' ? route.destination.prefixListId : '';
  const list = picture.prefixLists.find((one) => one.id === listId);
  const address = list?.cidrs.find((cidr) => !cidr.includes(':'))?.split('/')[0] ?? INTERNET[4];
  return traceJourney({ from, to: { address }, protocol: 'tcp', port: HTTPS }, picture, index);
}

function wayOf({ there }: Journey): { readonly way: Way; readonly id: string } {
  const nat = there.find(({ what }) => what === 'nat-gateway');
  if (nat !== undefined) return { way: 'nat-gateway', id: nat.id };
  const gateway = there.find(({ what }) => what === 'internet-gateway');
  if (gateway !== undefined) return { way: 'internet-gateway', id: gateway.id };
  const other = there.find(({ what }) =>
    ['transit-gateway', 'vpn-gateway', 'peering', 'middlebox', 'vpc-endpoint'].includes(what),
  );
  return other === undefined ? { way: 'none', id: '' } : { way: 'other', id: other.id };
}

function dnsCommands(vpcId: string, { support, hostnames }: VpcDns): readonly string[] {
  return [
    ...(support ? [] : [shell`aws ec2 modify-vpc-attribute --vpc-id ${vpcId} --enable-dns-support`]),
    ...(hostnames ? [] : [shell`aws ec2 modify-vpc-attribute --vpc-id ${vpcId} --enable-dns-hostnames`]),
  ].filter((command) => command !== undefined);
}

function option(kind: ReachOption['kind'], command: string | undefined): ReachOption {
  return { kind, commands: command === undefined ? [] : [command] };
}

function newEndpoint(
  service: string,
  { subnet, securityGroupIds }: Caller,
  region: string,
  table: RouteTable | undefined,
  existing: readonly VpcEndpoint[],
): readonly ReachOption[] {
  const name = `com.amazonaws.${region}.${service}`;
  const { vpcId, id } = subnet;
  const hasGateway = existing.some((one) => one.type === 'Gateway');
  if (GATEWAY_SERVICES.includes(service)) {
    return hasGateway || table === undefined
      ? []
      : [
          option(
            'gateway-endpoint',
            shell`aws ec2 create-vpc-endpoint --vpc-id ${vpcId} --vpc-endpoint-type Gateway --service-name ${name} --route-table-ids ${table.id}`,
          ),
        ];
  }
  if (existing.some((one) => one.type === 'Interface')) return [];
  const group = securityGroupIds?.[0];
  const groupName = `${service.replaceAll('.', '-')}-endpoint`;
  const created = shell`aws ec2 create-security-group --group-name ${groupName} --description ${`Clients of ${service}`} --vpc-id ${vpcId} --query GroupId --output text`;
  const peer =
    group === undefined
      ? { IpRanges: subnet.cidrs.filter((cidr) => !cidr.includes(':')).map((CidrIp) => ({ CidrIp })) }
      : { UserIdGroupPairs: [{ GroupId: group }] };
  const permissions = [{ IpProtocol: 'tcp', FromPort: HTTPS, ToPort: HTTPS, ...peer }];
  const commands = [
    created === undefined ? undefined : `GROUP_ID=$(${created})`,
    shell`aws ec2 authorize-security-group-ingress --group-id "$GROUP_ID" --ip-permissions ${permissions}`,
    shell`aws ec2 create-vpc-endpoint --vpc-id ${vpcId} --vpc-endpoint-type Interface --service-name ${name} --subnet-ids ${id} --security-group-ids "$GROUP_ID" --private-dns-enabled`,
  ];
  return [
    {
      kind: 'interface-endpoint',
      commands: commands.includes(undefined) ? [] : commands.filter((one) => one !== undefined),
    },
  ];
}
