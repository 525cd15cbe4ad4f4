import type { AwsAccess } from '../../core/aws/aws-access.ts';
import { NETWORK_READER_ACTIONS } from '../../core/aws/network-reader.ts';
import type {
  TransitGatewayAttachment,
  TransitGatewayReader,
} from '../../core/aws/transit-gateway-reader.ts';
import type { ObserveContext } from '../../core/probe.ts';
import { type SideReads, sideReads } from '../../core/refusals.ts';
import { MINUTE_MS } from '../../core/time.ts';
import { type DescribedAttachment, type DroppedPackets, looksBroken } from './attachment.ts';
import type { TransitGatewaySpec } from './spec.ts';

export type TransitGatewayObservation =
  /** None of the id or the tags, or several of the tags. `others` are those the account has. */
  | {
      readonly outcome: 'missing' | 'ambiguous';
      readonly others: readonly string[];
      /** The deleted one of that id, as long as AWS shows it. */
      readonly was?: TransitGatewayAttachment | undefined;
    }
  | DescribedAttachment;

export const TRANSIT_GATEWAY_ACTIONS = [
  'ec2:DescribeTransitGatewayAttachments',
  'ec2:DescribeTransitGatewayVpcAttachments',
  'ec2:DescribeTransitGatewayRouteTables',
  'ec2:GetTransitGatewayRouteTablePropagations',
  'ec2:SearchTransitGatewayRoutes',
  'ec2:DescribeTransitGatewayMulticastDomains',
  'ec2:GetTransitGatewayMulticastDomainAssociations',
  ...NETWORK_READER_ACTIONS.subnets,
  ...NETWORK_READER_ACTIONS.routeTables,
  'cloudwatch:GetMetricData',
] as const;

type Access = Pick<AwsAccess, 'transitGateways' | 'network' | 'metrics'>;
type Context = ObserveContext<Access>;

/** A gateway may have 20 tables (Amazon VPC Transit Gateways, "Quotas"). */
const MAX_TABLES = 20;

/**
 * Reads the attachment, the transit tables around it and the VPC's way back; dropped packets too, where something is
 * wrong.
 *
 * @throws {AwsRefusal} when the attachment itself may not be read; any other refusal is part of the answer
 */
export async function observeTransitGateway(
  spec: TransitGatewaySpec,
  context: Context,
): Promise<TransitGatewayObservation> {
  const found = await findAttachment(spec, context);
  if ('outcome' in found) return found;
  const reads = sideReads(context.deadline.signal);
  const [transit, vpc, multicastDomains] = await Promise.all([
    readTransitTables(found, spec, reads, context),
    readVpc(found, spec, reads, context),
    // The gateway's owner alone sees its domains.
    found.association === undefined && found.transitGatewayOwnerId === found.resourceOwnerId
      ? reads.unlessRefused(context.aws.transitGateways.multicastDomains(found, context.deadline.signal), [])
      : [],
  ]);
  const described = {
    outcome: 'described' as const,
    attachment: found,
    multicastDomains,
    ...transit,
    ...vpc,
  };
  const whole = { ...described, refused: reads.refused() };
  if (!looksBroken(spec, whole)) return whole;
  const dropped = await reads.unlessRefused(readDropped(found, spec, context), undefined);
  return { ...described, dropped, refused: reads.refused() };
}

async function findAttachment(
  { attachment, tags }: TransitGatewaySpec,
  { aws: { transitGateways }, deadline: { signal } }: Context,
): Promise<TransitGatewayAttachment | Exclude<TransitGatewayObservation, DescribedAttachment>> {
  const alive = (all: readonly TransitGatewayAttachment[]) => all.filter(({ state }) => state !== 'deleted');
  const ofId =
    attachment === undefined ? [] : await transitGateways.attachments({ ids: [attachment] }, signal);
  const [byId] = alive(ofId);
  if (byId !== undefined) return byId;
  const tagged = tags === undefined ? [] : alive(await transitGateways.attachments({ tags }, signal));
  // One that is being deleted makes way for the one that was made in its place.
  const staying = tagged.filter(({ state }) => state !== 'deleting');
  const [only, ...more] = staying.length > 0 ? staying : tagged;
  if (only !== undefined && more.length === 0) return only;
  const others = only === undefined ? alive(await transitGateways.attachments({}, signal)) : [only, ...more];
  return {
    outcome: only === undefined ? 'missing' : 'ambiguous',
    others: others.map(({ id, resourceId = '' }) => `${id} ${resourceId}`.trim()),
    ...(ofId[0] !== undefined && { was: ofId[0] }),
  };
}

async function readTransitTables(
  { id, transitGatewayId, association }: TransitGatewayAttachment,
  { reaches = [] }: TransitGatewaySpec,
  { unlessRefused }: SideReads,
  { aws: { transitGateways }, deadline: { signal } }: Context,
): Promise<Pick<DescribedAttachment, 'tableIds' | 'propagations' | 'staticIn' | 'deadRoutes' | 'answers'>> {
  const tables = await unlessRefused(transitGateways.routeTables(transitGatewayId, signal), []);
  const tableIds = tables.slice(0, MAX_TABLES).map((table) => table.id);
  const propagations = (
    await Promise.all(
      tableIds.map(async (tableId) => {
        const members = await unlessRefused(transitGateways.propagations(tableId, signal), []);
        return members
          .filter(({ attachmentId }) => attachmentId === id)
          .map(({ state }) => ({ tableId, state }));
      }),
    )
  ).flat();
  const own = tableIds.find((tableId) => tableId === association?.routeTableId);
  const [staticIn, deadRoutes, answers] = await Promise.all([
    propagations.length > 0 ? [] : unlessRefused(tablesLeadingTo(id, tableIds, transitGateways, signal), []),
    own === undefined ? [] : unlessRefused(deadRoutesOf(own, transitGateways, signal), []),
    own === undefined
      ? []
      : unlessRefused(
          Promise.all(
            reaches.map(async (destination) => {
              const { routes } = await transitGateways.routes(own, { longestMatch: destination }, signal);
              return { destination, route: routes[0] };
            }),
          ),
          [],
        ),
  ]);
  return { tableIds, propagations, staticIn, deadRoutes, answers };
}

async function tablesLeadingTo(
  attachment: string,
  tableIds: readonly string[],
  reader: TransitGatewayReader,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const found = await Promise.all(
    tableIds.map(async (tableId) => {
      const { routes } = await reader.routes(tableId, {}, signal);
      return routes.some(({ attachmentIds }) => attachmentIds.includes(attachment)) ? [tableId] : [];
    }),
  );
  return found.flat();
}

/** A blackhole that somebody made on purpose names no attachment; one that was left behind does. */
async function deadRoutesOf(tableId: string, reader: TransitGatewayReader, signal: AbortSignal) {
  const { routes } = await reader.routes(tableId, {}, signal);
  return routes.filter(({ state, attachmentIds }) => state === 'blackhole' && attachmentIds.length > 0);
}

/** Only a VPC has a way back that AWS's own tables decide. One of another account is not there to be read. */
async function readVpc(
  { id, resourceType, resourceId }: TransitGatewayAttachment,
  { subnets }: TransitGatewaySpec,
  { unlessRefused }: SideReads,
  { aws: { transitGateways, network }, deadline: { signal } }: Context,
): Promise<Pick<DescribedAttachment, 'vpcSide' | 'routeTables'>> {
  if (resourceType !== 'vpc') return { routeTables: [] };
  const vpcSide = await unlessRefused(transitGateways.vpcSide(id, signal), undefined);
  const vpcId = vpcSide?.vpcId ?? resourceId;
  if (vpcId === undefined || vpcId === '') return { vpcSide, routeTables: [] };
  const read = async () =>
    network.routeTables(
      await network.subnets(subnets === undefined ? { vpcId } : { ids: subnets }, signal),
      signal,
    );
  return { vpcSide, routeTables: await unlessRefused(read(), []) };
}

/** Source: Amazon VPC Transit Gateways, "CloudWatch metrics for your transit gateways" (attachment-level metrics). */
async function readDropped(
  { id, transitGatewayId }: TransitGatewayAttachment,
  { historyMinutes }: TransitGatewaySpec,
  { aws, clock, deadline }: Context,
): Promise<DroppedPackets> {
  const questions = ['PacketDropCountBlackhole', 'PacketDropCountNoRoute'].map((name) => ({
    namespace: 'AWS/TransitGateway',
    name,
    dimensions: { TransitGateway: transitGatewayId, TransitGatewayAttachment: id },
    statistic: 'Sum',
    periodSeconds: 300,
  }));
  const toMs = clock.wallMs();
  const between = { fromMs: toMs - historyMinutes * MINUTE_MS, toMs };
  const series = await aws.metrics.history(questions, between, deadline.signal);
  const [blackhole = 0, noRoute = 0] = series.map(({ points }) =>
    points.reduce((sum, { value }) => sum + value, 0),
  );
  return { blackhole, noRoute };
}
