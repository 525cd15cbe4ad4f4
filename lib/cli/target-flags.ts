import { GATEWAY_TYPES, type GatewayType } from '../catalogue/gateway-types.ts';
import { REGIONS } from '../catalogue/regions.ts';
import {
  CLIENT_PROTOCOLS,
  type ClientProtocol,
  FAMILIES,
  type Family,
} from '../catalogue/storage-gateway.ts';
import { nearestWord } from '../core/nearest.ts';
import type { PlannedTarget } from '../core/plan.ts';
import { isHost } from '../probes/kit/fields.ts';
import { formatHostPort, parseHostPort } from '../targets/host-port.ts';
import { foreignProtocol } from '../targets/storage-gateway.ts';
import { regionInEndpointName } from '../targets/storage-gateway-endpoint.ts';
import { type AwsTargetFlags, isClientVpnId, namesAwsObjects } from './aws-targets.ts';
import { serviceTargets } from './service-targets.ts';
import { type IssueList, parseChoice, parseList } from './values.ts';

/** The flags that name a target, as they were typed. */
export interface TargetFlags extends AwsTargetFlags {
  readonly region?: string;
  readonly family?: string;
  readonly endpoint?: string;
  readonly gateway?: string;
  readonly proxy?: string;
  readonly socks?: string;
  readonly type?: string;
  readonly protocols?: string;
  readonly tcp?: string;
  readonly tls?: string;
  readonly ntp?: string;
  readonly customerGateway?: string;
  /** Then `region` says whose objects are asked, and names no public endpoints. */
  readonly config?: string;
  readonly all?: boolean;
  readonly service?: string;
  /** Measure as well whether full packets pass. */
  readonly mtu?: boolean;
}

/** For the message of somebody who named none. */
export const TARGET_FLAGS =
  '--region, --endpoint, --gateway, --customer-gateway, --client-vpn, --tcp, --tls, --ntp, --service, --config, or of what AWS holds --all, --vpc-endpoint, --storage-gateway, --vpn, --attachment, --direct-connect, --instance-connect, --load-balancer';

/** What the command line itself names. */
export interface FlaggedTargets {
  readonly targets: readonly PlannedTarget[];
  /** The proxy of `--proxy` or `--socks`: not a target itself, what was not asked through it tells of it. */
  readonly proxy?: PlannedTarget;
}

/** The targets that the command line itself names, each with the proxy it is also asked through. */
export function targetsOfFlags(flags: TargetFlags, list: IssueList): FlaggedTargets {
  const proxy = proxyOfFlags(flags, list);
  const via = proxy?.name;
  const measured = (one: PlannedTarget): PlannedTarget =>
    flags.mtu === true && MEASURED_TYPES.includes(one.type)
      ? { ...one, fields: { ...one.fields, mtu: true } }
      : one;
  const named = namedTargets(flags, list).map(measured);
  if (flags.mtu === true && list.faults.length === 0 && !named.some(({ fields }) => 'mtu' in fields)) {
    list.faults.push({ path: '--mtu', message: 'packets to what? Add --tls or --endpoint' });
  }
  const targets = named.map((one) =>
    via === undefined || !PROXIED_TYPES.includes(one.type) ? one : { ...one, fields: { ...one.fields, via } },
  );
  if (via !== undefined && list.faults.length === 0 && !targets.some(({ fields }) => 'via' in fields)) {
    list.faults.push({
      path: flags.proxy === undefined ? '--socks' : '--proxy',
      message: 'what is to be asked through it? Add --region, --endpoint or --tls',
    });
  }
  return { targets, ...(proxy !== undefined && { proxy }) };
}

/** Types whose questions are about places on the far side of a proxy. */
/** Where a service answers that packets can be measured by. */
const MEASURED_TYPES: readonly string[] = ['storage-gateway-endpoint', 'tls'];
const PROXIED_TYPES: readonly string[] = ['storage-gateway-service', 'storage-gateway-endpoint', 'tls'];

function proxyOfFlags({ proxy, socks }: TargetFlags, list: IssueList): PlannedTarget | undefined {
  if (proxy !== undefined && socks !== undefined) {
    list.faults.push({ path: '--socks', message: 'goes without --proxy: one proxy at a time' });
  }
  const [flag, protocol] =
    proxy === undefined ? (['--socks', 'socks5'] as const) : (['--proxy', 'http'] as const);
  const text = proxy ?? socks;
  if (text === undefined) return undefined;
  const where = parseHostPort(text.replace(/^(?:http|socks5h?):\/\/|\/$/g, ''));
  if ('fault' in where) {
    list.faults.push({ path: flag, message: where.fault });
    return undefined;
  }
  const address = formatHostPort(where);
  return { name: address, type: 'http-proxy', fields: { address, protocol } };
}

function namedTargets(flags: TargetFlags, list: IssueList): readonly PlannedTarget[] {
  const { faults } = list;
  const region = flags.region === undefined ? undefined : parseRegion(flags.region, list);
  const family =
    flags.family === undefined || flags.service !== undefined
      ? 'standard'
      : parseChoice<Family>('--family', flags.family, FAMILIES, list);
  if (flags.family !== undefined && (flags.region === undefined || flags.endpoint !== undefined)) {
    faults.push({
      path: '--family',
      message: 'chooses among the public names of a Region: give it with --region alone',
    });
  }
  const targets: PlannedTarget[] = [];
  if (flags.endpoint !== undefined)
    targets.push(...endpointTarget(flags.endpoint, flags.region, region, list));
  else if (region !== undefined && family !== undefined && !meansAws(flags)) {
    const name = `storage-gateway-${family}-${region}`;
    targets.push({ name, type: 'storage-gateway-service', fields: { region, family } });
  }
  const { service } = flags;
  if (service !== undefined) targets.push(...serviceTargets({ service, region, family: flags.family }, list));
  targets.push(...gatewayTargets(flags, list));
  if (flags.customerGateway !== undefined)
    targets.push(...customerGatewayTargets(flags.customerGateway, list));
  if (flags.clientVpn !== undefined && !isClientVpnId(flags.clientVpn))
    targets.push(...clientVpnTargets(flags.clientVpn, list));
  // The same place under --tls and --tcp is one target: TLS asks the port as well.
  const tlsNames = addressTargets('--tls', 'tls', flags.tls, list);
  const tcpNames = addressTargets('--tcp', 'tcp', flags.tcp, list);
  targets.push(...tlsNames, ...tcpNames.filter((one) => !tlsNames.some(({ name }) => name === one.name)));
  if (flags.ntp !== undefined) {
    const hosts = parseHosts('--ntp', flags.ntp, list);
    if (hosts.length > 0) targets.push({ name: 'ntp', type: 'ntp', fields: { hosts } });
  }
  return targets;
}

/** Whether `--region` says which Region of AWS is asked. */
function meansAws(flags: TargetFlags): boolean {
  return (
    flags.service !== undefined || flags.config !== undefined || flags.all === true || namesAwsObjects(flags)
  );
}

function endpointTarget(
  endpoint: string,
  typedRegion: string | undefined,
  region: string | undefined,
  { faults }: IssueList,
): readonly PlannedTarget[] {
  if (!isHost(endpoint)) {
    faults.push({
      path: '--endpoint',
      message: `expected the DNS name of a VPC endpoint, got "${endpoint}"`,
    });
    return [];
  }
  if (/^vpce-[0-9a-f]+$/.test(endpoint)) {
    faults.push({
      path: '--endpoint',
      message: `expected a DNS name, got the id "${endpoint}"; its names are in the console under VPC > Endpoints > Details`,
    });
    return [];
  }
  const inRegion = region ?? regionInEndpointName(endpoint);
  if (inRegion === undefined && typedRegion === undefined) {
    faults.push({ path: '--endpoint', message: `"${endpoint}" does not tell its Region: add --region` });
  }
  return [{ name: endpoint, type: 'storage-gateway-endpoint', fields: { endpoint, region: inRegion } }];
}

function gatewayTargets(
  { gateway, type, protocols }: TargetFlags,
  list: IssueList,
): readonly PlannedTarget[] {
  if (gateway === undefined) {
    if (type !== undefined)
      list.faults.push({ path: '--type', message: 'tells what a gateway is: give it with --gateway' });
    if (protocols !== undefined)
      list.faults.push({
        path: '--protocols',
        message: 'tells what a gateway speaks: give it with --gateway',
      });
    return [];
  }
  const gatewayType =
    type === undefined ? GATEWAY_TYPES[0] : parseChoice<GatewayType>('--type', type, GATEWAY_TYPES, list);
  const spoken = protocols === undefined ? undefined : parseProtocols(protocols, gatewayType, list);
  return parseHosts('--gateway', gateway, list).map((address) => ({
    name: address,
    type: 'storage-gateway',
    fields: { address, gatewayType, ...(spoken !== undefined && { protocols: spoken }) },
  }));
}

function parseProtocols(
  text: string,
  gatewayType: GatewayType | undefined,
  list: IssueList,
): readonly string[] {
  const path = '--protocols';
  const protocols = parseList(path, text, list).flatMap(
    (one) => parseChoice<ClientProtocol>(path, one, CLIENT_PROTOCOLS, list) ?? [],
  );
  const foreign = foreignProtocol(gatewayType, protocols);
  if (foreign !== undefined)
    list.faults.push({ path, message: `${foreign.message}, got "${protocols[foreign.index]}"` });
  return protocols;
}

function customerGatewayTargets(text: string, list: IssueList): readonly PlannedTarget[] {
  return parseHosts('--customer-gateway', text, list).map((address) => ({
    name: address,
    type: 'customer-gateway',
    fields: { address, answersStrangers: false },
  }));
}

/** `HOST[:PORT][/tcp|/udp]` */
function clientVpnTargets(text: string, list: IssueList): readonly PlannedTarget[] {
  const [place = '', transport = 'udp', ...rest] = text.split('/');
  const chosen = rest.length === 0 ? ['udp', 'tcp'].find((one) => one === transport) : undefined;
  const where = isHost(place) ? { host: place, port: CLIENT_VPN_PORT } : parseHostPort(place);
  if (chosen === undefined || 'fault' in where) {
    list.faults.push({ path: '--client-vpn', message: `expected HOST[:PORT][/tcp|/udp], got "${text}"` });
    return [];
  }
  const fields = { address: where.host, port: where.port, transport: chosen, answersStrangers: false };
  return [{ name: `${formatHostPort(where)}/${chosen}`, type: 'openvpn', fields }];
}

/** "The default is 443" (EC2 API Reference, CreateClientVpnEndpoint, VpnPort). */
const CLIENT_VPN_PORT = 443;

function parseHosts(path: string, text: string, list: IssueList): readonly string[] {
  const hosts = parseList(path, text, list);
  for (const host of hosts) {
    if (!isHost(host))
      list.faults.push({ path, message: `expected a host name or an IP address, got "${host}"` });
  }
  return [...new Set(hosts)].filter(isHost);
}

function addressTargets(
  flag: string,
  type: 'tcp' | 'tls',
  text: string | undefined,
  list: IssueList,
): readonly PlannedTarget[] {
  if (text === undefined) return [];
  const targets = parseList(flag, text, list).flatMap((one) => {
    const where = parseHostPort(one);
    if ('fault' in where) {
      list.faults.push({ path: flag, message: where.fault });
      return [];
    }
    const address = formatHostPort(where);
    return [{ name: address, type, fields: { address } }];
  });
  return targets.filter((one, index) => targets.findIndex(({ name }) => name === one.name) === index);
}

function parseRegion(text: string, { faults }: IssueList): string | undefined {
  if (REGIONS.includes(text)) return text;
  const near = nearestWord(text, REGIONS);
  const hint = near === undefined ? `; known are ${REGIONS.join(', ')}` : `; did you mean ${near}?`;
  faults.push({ path: '--region', message: `there is no AWS Region "${text}"${hint}` });
  return undefined;
}
