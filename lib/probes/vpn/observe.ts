import { FLAPPING_HOURS } from '../../catalogue/vpn-flapping.ts';
import type { AwsAccess } from '../../core/aws/aws-access.ts';
import type { LogLine, LogTail } from '../../core/aws/log-reader.ts';
import { NETWORK_READER_ACTIONS } from '../../core/aws/network-reader.ts';
import type { RouteTable } from '../../core/aws/network-state.ts';
import type {
  CustomerGateway,
  TunnelReplacement,
  VpnConnection,
  VpnGateway,
} from '../../core/aws/vpn-reader.ts';
import type { ObserveContext } from '../../core/probe.ts';
import { type Refused, sideReads } from '../../core/refusals.ts';
import { HOUR_MS, MINUTE_MS } from '../../core/time.ts';
import { onceEach } from '../kit/once-each.ts';
import { type BgpLog, readBgpLog } from './bgp-log.ts';
import { readHistories, type TunnelHistory } from './history.ts';
import type { VpnSpec } from './spec.ts';
import { readTraffic, type TunnelTraffic } from './traffic.ts';
import { linesOfTunnel, readTunnelLog, type TunnelLog } from './tunnel-log.ts';
import { isUp } from './tunnel-state.ts';

/** A connection by name, for a person who has to find the right one. */
interface OtherConnection {
  readonly id: string;
  readonly name?: string | undefined;
}

export interface DescribedVpn {
  readonly outcome: 'described';
  /** When it was asked, for dates that are near or past. */
  readonly askedAtMs: number;
  readonly connection: VpnConnection;
  /** Absent where the connection has one that does not exist (any more), or has none. */
  readonly gateway?: VpnGateway | undefined;
  readonly customerGateway?: CustomerGateway | undefined;
  readonly replacements: readonly TunnelReplacement[];
  /** The tables that need a route into the tunnel, or those of the whole VPC. */
  readonly routeTables: readonly RouteTable[];
  /** By outside address; read only where a tunnel is not up, or was not in the last day. */
  readonly histories: readonly TunnelHistory[];
  readonly logs: readonly (TunnelLog & { readonly outsideAddress: string })[];
  /** Of each tunnel with BGP routing whose BGP log is on. */
  readonly bgpLogs: readonly (BgpLog & { readonly outsideAddress: string })[];
  /** Read only where the configuration wants it. */
  readonly traffic: readonly TunnelTraffic[];
  readonly refused: readonly Refused[];
}

export type VpnObservation =
  /** None of the id or the tags, or several of the tags. `others` are those the account has. */
  | {
      readonly outcome: 'missing' | 'ambiguous';
      readonly others: readonly OtherConnection[];
    }
  | DescribedVpn;

export const VPN_ACTIONS = [
  'ec2:DescribeVpnConnections',
  'ec2:DescribeVpnGateways',
  'ec2:DescribeCustomerGateways',
  'ec2:GetVpnTunnelReplacementStatus',
  ...NETWORK_READER_ACTIONS.subnets,
  ...NETWORK_READER_ACTIONS.routeTables,
  'cloudwatch:GetMetricData',
  'logs:FilterLogEvents',
] as const;

type Access = Pick<AwsAccess, 'vpn' | 'network' | 'metrics' | 'logs'>;
type Context = ObserveContext<Access>;

/** A tunnel that negotiates logs some lines a second. */
const LOG_LINES = 500;

/**
 * Reads the connection, both its ends and the routes into it; where a tunnel is not up, or was down in the last day, its
 * history and its log too.
 *
 * @throws {AwsRefusal} when the connection itself may not be read; any other refusal is part of the answer
 */
export async function observeVpn(spec: VpnSpec, context: Context): Promise<VpnObservation> {
  const { aws, clock, deadline } = context;
  const found = await findConnection(spec, context);
  if ('outcome' in found) return found;
  const connection = found;
  const { unlessRefused, refused } = sideReads(context.deadline.signal);
  const { signal } = deadline;
  const { vpnGatewayId, customerGatewayId } = connection;
  const addresses = connection.tunnels.flatMap(({ outsideAddress }) => outsideAddress ?? []);
  const troubled = connection.tunnels.filter((tunnel) => !isUp(tunnel));
  const nowMs = clock.wallMs();
  const sinceMs = nowMs - spec.historyMinutes * MINUTE_MS;
  const dayMs = FLAPPING_HOURS * HOUR_MS;
  // One that is up may have been down a minute ago: its history tells whether that happens often.
  const restless = connection.tunnels.filter(
    (tunnel) => troubled.includes(tunnel) || nowMs - (tunnel.lastStatusChangeMs ?? 0) < dayMs,
  );
  // Tunnel and BGP logs may share a group, whose end holds both.
  const tail = onceEach((group) =>
    aws.logs.tail({ group, sinceMs, limit: LOG_LINES, streamPrefix: connection.id }, signal),
  );
  const [gateway, customerGateway, replacements, histories, traffic, logs, bgpLogs] = await Promise.all([
    vpnGatewayId === undefined
      ? undefined
      : unlessRefused(aws.vpn.vpnGateway(vpnGatewayId, signal), undefined),
    customerGatewayId === undefined
      ? undefined
      : unlessRefused(aws.vpn.customerGateway(customerGatewayId, signal), undefined),
    Promise.all(
      addresses.map((one) => unlessRefused(aws.vpn.tunnelReplacement(connection.id, one, signal), undefined)),
    ),
    restless.length === 0
      ? []
      : unlessRefused(
          readHistories(
            connection.id,
            addresses,
            { fromMs: Math.min(sinceMs, nowMs - dayMs), shownFromMs: sinceMs, toMs: nowMs },
            aws.metrics,
            signal,
          ),
          [],
        ),
    spec.traffic === true
      ? unlessRefused(readTraffic(connection.id, addresses, nowMs, aws.metrics, signal), [])
      : [],
    unlessRefused(
      readLogs(
        restless.map(({ outsideAddress, logs: { enabled, groupArn } }) => ({
          outsideAddress,
          group: enabled ? groupArn : undefined,
        })),
        tail,
        readTunnelLog,
      ),
      [],
    ),
    unlessRefused(
      readLogs(
        connection.tunnels.map(({ outsideAddress, logs: { bgpEnabled, bgpGroupArn } }) => ({
          outsideAddress,
          group: bgpEnabled && !connection.staticRoutesOnly ? bgpGroupArn : undefined,
        })),
        tail,
        readBgpLog,
      ),
      [],
    ),
  ]);
  const routeTables = await unlessRefused(readRouteTables(spec, gateway, context), []);
  return {
    outcome: 'described',
    askedAtMs: clock.wallMs(),
    connection,
    gateway,
    customerGateway,
    replacements: replacements.filter((one) => one !== undefined),
    routeTables,
    histories,
    logs,
    bgpLogs,
    traffic,
    refused: refused(),
  };
}

/** By id; where that is gone or was not given, by tags. */
async function findConnection(
  { vpn, tags }: VpnSpec,
  { aws, deadline }: Context,
): Promise<VpnConnection | Exclude<VpnObservation, DescribedVpn>> {
  const { signal } = deadline;
  const alive = (all: readonly VpnConnection[]) => all.filter(({ state }) => state !== 'deleted');
  const [byId] = vpn === undefined ? [] : alive(await aws.vpn.connections({ ids: [vpn] }, signal));
  if (byId !== undefined) return byId;
  const tagged = tags === undefined ? [] : alive(await aws.vpn.connections({ tags }, signal));
  // One that is being deleted makes way for the one that was made in its place.
  const staying = tagged.filter(({ state }) => state !== 'deleting');
  const [only, ...more] = staying.length > 0 ? staying : tagged;
  if (only !== undefined && more.length === 0) return only;
  const others = only === undefined ? alive(await aws.vpn.connections({}, signal)) : [only, ...more];
  return {
    outcome: only === undefined ? 'missing' : 'ambiguous',
    others: others.map(({ id, tags: { Name } }) => ({ id, name: Name })),
  };
}

/** A line belongs to the tunnel its stream is named after. */
async function readLogs<L>(
  tunnels: readonly { readonly outsideAddress?: string | undefined; readonly group?: string | undefined }[],
  tailOf: (group: string) => Promise<LogTail>,
  read: (lines: readonly LogLine[]) => L,
): Promise<readonly (L & { readonly outsideAddress: string })[]> {
  const logs = await Promise.all(
    tunnels.map(async ({ outsideAddress, group }) => {
      const tail = outsideAddress === undefined || group === undefined ? undefined : await tailOf(group);
      if (outsideAddress === undefined || tail === undefined || tail.outcome === 'missing') return [];
      return [{ outsideAddress, ...read(linesOfTunnel(tail.lines, outsideAddress)) }];
    }),
  );
  return logs.flat();
}

/** Routes into a transit gateway are `transit-gateway`'s; a gateway that is attached to nothing has none to judge. */
async function readRouteTables(
  spec: VpnSpec,
  gateway: VpnGateway | undefined,
  { aws: { network }, deadline: { signal } }: Context,
): Promise<readonly RouteTable[]> {
  const vpcId = gateway?.attachments.find(({ state }) => state === 'attached')?.vpcId;
  if (vpcId === undefined) return [];
  const query = spec.subnets === undefined ? { vpcId } : { ids: spec.subnets };
  return network.routeTables(await network.subnets(query, signal), signal);
}
