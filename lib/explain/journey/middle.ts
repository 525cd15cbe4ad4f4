import type { NetworkPicture, TransitAttachment, TransitTable } from '../../core/aws/network-picture.ts';
import type { RouteTargetKind } from '../../core/aws/network-state.ts';
import { routedBlock } from '../fix.ts';
import type { PathEnd } from '../packet.ts';
import { shell } from '../shell.ts';
import { contains } from '../spans.ts';
import type { StateIndex } from '../state-index.ts';

import type { MiddleCode } from './middle-sentences.en.ts';
import { middleSentence } from './middle-sentences.ts';
import type { JourneyStep, StepWhat } from './steps.ts';

/** A packet that a route sends out of a subnet. */
export interface Crossing {
  readonly target: { readonly kind: RouteTargetKind; readonly id: string };
  readonly near: PathEnd;
  readonly far: PathEnd;
}

/** Next hops that carry every packet. What others do (interfaces, local gateways, a core network) is not EC2's to tell. */
const CARRIERS: Readonly<Partial<Record<RouteTargetKind, StepWhat>>> = {
  'internet-gateway': 'internet-gateway',
  'egress-only-internet-gateway': 'internet-gateway',
  'virtual-private-gateway': 'vpn-gateway',
};

/** What lies behind the next hop of a route, as far as the picture shows it. */
export function betweenSubnets(
  crossing: Crossing,
  picture: NetworkPicture,
  index: StateIndex,
): readonly JourneyStep[] {
  const { kind, id } = crossing.target;
  if (kind === 'nat-gateway') return [throughNat(id, picture)];
  if (kind === 'vpc-peering-connection') return [throughPeering(crossing, picture, index)];
  if (kind === 'transit-gateway') return [throughTransit(crossing, picture, index)];
  if (kind === 'vpc-endpoint') {
    const endpoint = picture.endpoints.find((one) => one.id === id);
    // A Gateway Load Balancer endpoint leads to appliances of which EC2 says nothing.
    return [{ what: kind, id, state: endpoint?.type === 'Gateway' ? 'allowed' : 'not-seen' }];
  }
  const what = CARRIERS[kind];
  return [what === undefined ? { what: 'middlebox', id, state: 'not-seen' } : { what, id, state: 'allowed' }];
}

function blocked(
  what: StepWhat,
  id: string,
  code: MiddleCode,
  values: Readonly<Record<string, string>>,
  fix: string | undefined,
): JourneyStep {
  const explanation = { what, id, fix: fix ?? '', why: code, values: { id, ...values } };
  const because = middleSentence('en', explanation) ?? '';
  return { what, id, state: 'blocked', explanation: { ...explanation, because } };
}

/** What is not in the picture was not read, or belongs to another account. */
function notRead(what: StepWhat, id: string): JourneyStep {
  return { what, id, state: 'unknown', unknown: [id] };
}

/** A gateway that forwards, of which the way on is not known where its subnet or its address was not read. */
function throughNat(id: string, { natGateways, subnets }: NetworkPicture): JourneyStep {
  const nat = natGateways.find((one) => one.id === id);
  if (nat === undefined) return notRead('nat-gateway', id);
  const { subnetId, privateAddress } = nat;
  if (nat.state === 'available') {
    const what = 'nat-gateway';
    if (privateAddress === '') return { what, id, state: 'unknown', subnetId, unknown: [id] };
    const isRead = subnets.some((subnet) => subnet.id === subnetId);
    return isRead
      ? { what, id, state: 'allowed', subnetId }
      : { what, id, state: 'unknown', subnetId, unknown: [subnetId] };
  }
  const show = shell`aws ec2 describe-nat-gateways --nat-gateway-ids ${id}`;
  return blocked('nat-gateway', id, 'nat-not-available', { state: nat.state }, show);
}

/** The subnet of a NAT gateway that sends what comes from it back to it, as a private subnet would. */
export function inCircle(natId: string, { subnet }: PathEnd): JourneyStep {
  return blocked('nat-gateway', natId, 'nat-in-circle', { subnet: subnet?.id ?? '' }, '');
}

function throughPeering(
  { target: { id }, near, far }: Crossing,
  picture: NetworkPicture,
  index: StateIndex,
): JourneyStep {
  const what = 'peering';
  const peering = picture.peerings.find((one) => one.id === id);
  if (peering === undefined) return notRead(what, id);
  const { state, requesterVpcId, accepterVpcId } = peering;
  if (state !== 'active') {
    const fix =
      state === 'pending-acceptance'
        ? shell`aws ec2 accept-vpc-peering-connection --vpc-peering-connection-id ${id}`
        : shell`aws ec2 create-vpc-peering-connection --vpc-id ${requesterVpcId} --peer-vpc-id ${accepterVpcId}`;
    return blocked(what, id, 'peering-not-active', { state }, fix);
  }
  const other = requesterVpcId === near.vpcId ? accepterVpcId : requesterVpcId;
  const otherVpc = picture.vpcs.find((vpc) => vpc.id === other);
  const address = index.span(far.address);
  const isInOther =
    otherVpc === undefined ||
    otherVpc.cidrs.some((cidr) => {
      const span = index.span(cidr);
      return span !== undefined && address !== undefined && contains(span, address);
    });
  // "VPC peering limitations": no transit, and no way on to a gateway of the other VPC.
  if ((far.vpcId !== undefined && far.vpcId !== other) || !isInOther) {
    return blocked(what, id, 'peering-not-transitive', { vpc: other, peer: far.address }, '');
  }
  return { what, id, state: 'allowed' };
}

function throughTransit(
  { target: { id }, near, far }: Crossing,
  picture: NetworkPicture,
  index: StateIndex,
): JourneyStep {
  const what = 'transit-gateway';
  const { transitAttachments, transitTables, refused } = picture;
  if (refused.includes('ec2:DescribeTransitGatewayAttachments')) return notRead(what, id);
  const ofVpc = (vpcId: string | undefined) =>
    transitAttachments.find(
      (one) => one.transitGatewayId === id && one.resourceType === 'vpc' && one.resourceId === vpcId,
    );
  const own = ofVpc(near.vpcId);
  if (own === undefined) return entryBlocked('not-attached', id, own, near);
  const fault = entryFault(own, near, picture);
  if (fault !== undefined) return entryBlocked(fault, id, own, near);
  const { routeTableId } = own;
  if (routeTableId === undefined) return entryBlocked('no-table', id, own, near);
  const table = transitTables.find((one) => one.id === routeTableId);
  if (table === undefined) return notRead(what, routeTableId);
  const target = ofVpc(far.vpcId);
  const route = longestMatch(table, far.address, index);
  const values = { table: table.id, peer: far.address };
  if (route === undefined) {
    const fix =
      target === undefined
        ? shell`aws ec2 create-transit-gateway-route --transit-gateway-route-table-id ${table.id} --destination-cidr-block ${routedBlock(far.address)} --transit-gateway-attachment-id ${'<transit-gateway-attachment-id>'}`
        : shell`aws ec2 enable-transit-gateway-route-table-propagation --transit-gateway-route-table-id ${table.id} --transit-gateway-attachment-id ${target.id}`;
    return blocked(what, id, 'transit-route-missing', { ...values, attachment: own.id }, fix);
  }
  if (route.state === 'blackhole') {
    const fix = shell`aws ec2 replace-transit-gateway-route --transit-gateway-route-table-id ${table.id} --destination-cidr-block ${route.destination} --transit-gateway-attachment-id ${target?.id ?? '<transit-gateway-attachment-id>'}`;
    return blocked(what, id, 'transit-route-blackhole', { ...values, route: route.destination }, fix);
  }
  const next = transitAttachments.filter((one) => route.attachmentIds.includes(one.id));
  const leads = {
    what,
    id,
    rule: route.destination,
    ...(route.attachmentIds.length > 0 && { target: route.attachmentIds.join(', ') }),
  } as const;
  if (next.some((one) => one.resourceType === 'vpc' && one.resourceId === far.vpcId)) {
    return { ...leads, state: 'allowed' };
  }
  // Through another VPC, a firewall's for example: what it does with the packet is not followed.
  if (next.some((one) => one.resourceType === 'vpc')) return { ...leads, state: 'not-seen' };
  if (far.vpcId === undefined) return { ...leads, state: 'allowed' };
  // Away from the other end's own VPC, or AWS did not say where: nothing is promised.
  return { ...leads, state: 'unknown', unknown: route.attachmentIds.length > 0 ? route.attachmentIds : [id] };
}

type EntryFault = 'not-attached' | 'not-available' | 'no-zone' | 'no-table';

/** Why a packet of this VPC does not even enter the transit gateway. */
function entryFault(
  { state, subnetIds }: TransitAttachment,
  near: PathEnd,
  { subnets }: NetworkPicture,
): 'not-available' | 'no-zone' | undefined {
  if (state !== 'available') return 'not-available';
  const zones = subnets.filter((one) => subnetIds.includes(one.id)).map((one) => one.availabilityZone);
  // "Transit gateway VPC attachments": only a zone in which the attachment has a subnet reaches the gateway.
  const zone = near.subnet?.availabilityZone;
  return zone !== undefined && zones.length > 0 && !zones.includes(zone) ? 'no-zone' : undefined;
}

function entryBlocked(
  fault: EntryFault,
  id: string,
  own: TransitAttachment | undefined,
  { vpcId = '', subnet }: PathEnd,
): JourneyStep {
  const attachment = own?.id ?? '';
  const values = { vpc: vpcId, attachment, state: own?.state ?? '', zone: subnet?.availabilityZone ?? '' };
  const subnetId = subnet?.id ?? '';
  const fixes: Readonly<Record<EntryFault, string | undefined>> = {
    'not-attached': shell`aws ec2 create-transit-gateway-vpc-attachment --transit-gateway-id ${id} --vpc-id ${vpcId} --subnet-ids ${subnetId}`,
    'not-available':
      own?.state === 'pendingAcceptance'
        ? shell`aws ec2 accept-transit-gateway-vpc-attachment --transit-gateway-attachment-id ${attachment}`
        : shell`aws ec2 describe-transit-gateway-vpc-attachments --transit-gateway-attachment-ids ${attachment}`,
    'no-zone': shell`aws ec2 modify-transit-gateway-vpc-attachment --transit-gateway-attachment-id ${attachment} --add-subnet-ids ${subnetId}`,
    'no-table': shell`aws ec2 associate-transit-gateway-route-table --transit-gateway-attachment-id ${attachment} --transit-gateway-route-table-id ${'<transit-gateway-route-table-id>'}`,
  };
  return blocked('transit-gateway', id, `transit-${fault}`, values, fixes[fault]);
}

/** Of equally specific routes the static one is taken ("How transit gateways work", route evaluation order). */
function longestMatch(
  table: TransitTable,
  address: string,
  index: StateIndex,
): TransitTable['routes'][number] | undefined {
  const wanted = index.span(address);
  if (wanted === undefined) return undefined;
  return table.routes
    .flatMap((route) => {
      const span = index.span(route.destination);
      return span !== undefined && contains(span, wanted) ? [{ route, prefix: span.prefix }] : [];
    })
    .sort((one, other) => other.prefix - one.prefix || rank(one.route.type) - rank(other.route.type))[0]
    ?.route;
}

function rank(type: string): number {
  return type === 'static' ? 0 : 1;
}
