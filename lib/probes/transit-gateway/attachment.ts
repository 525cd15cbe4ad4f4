import type { RouteTable } from '../../core/aws/network-state.ts';
import type {
  TransitGatewayAttachment,
  TransitGatewayVpcSide,
  TransitRoute,
} from '../../core/aws/transit-gateway-reader.ts';
import type { Refused } from '../../core/refusals.ts';
import { chooseRoute } from '../../explain/routes.ts';
import { spanOf } from '../../explain/spans.ts';
import { indexState } from '../../explain/state-index.ts';
import type { TransitGatewaySpec } from './spec.ts';

/** How the attachment's own transit table answers one destination; `route` is absent where it has none. */
interface TransitAnswer {
  readonly destination: string;
  readonly route?: TransitRoute | undefined;
}

/** Packets the gateway dropped on this attachment while the history lasts. */
export interface DroppedPackets {
  readonly blackhole: number;
  readonly noRoute: number;
}

export interface DescribedAttachment {
  readonly outcome: 'described';
  readonly attachment: TransitGatewayAttachment;
  readonly vpcSide?: TransitGatewayVpcSide | undefined;
  /** Tables that could be read. None where another account owns the gateway: that says nothing of the attachment. */
  readonly tableIds: readonly string[];
  /** Read only where it is in no route table: one that carries multicast alone needs none. */
  readonly multicastDomains: readonly string[];
  /** Tables it announces itself in, with the state of that. */
  readonly propagations: readonly { readonly tableId: string; readonly state: string }[];
  /** Tables with a static route into it; looked for only where it announces itself in none. */
  readonly staticIn: readonly string[];
  /** Routes of the associated table that lead into an attachment that is gone. */
  readonly deadRoutes: readonly TransitRoute[];
  readonly answers: readonly TransitAnswer[];
  /** Of the attached VPC, where it is this account's. */
  readonly routeTables: readonly RouteTable[];
  /** Read only where something is wrong. */
  readonly dropped?: DroppedPackets | undefined;
  readonly refused: readonly Refused[];
}

/** A table of the VPC, and the destinations that it has no route to through the gateway; `-` where none is named. */
export interface MissingReturn {
  readonly table: RouteTable;
  readonly missing: readonly string[];
}

/** The way back: which of the VPC's tables lack it. Empty where that is not known to matter. */
export function missingReturns(
  { reaches, subnets }: TransitGatewaySpec,
  { routeTables, attachment }: DescribedAttachment,
): readonly MissingReturn[] {
  const gateway = attachment.transitGatewayId;
  const index = indexState({ vpcs: [], securityGroups: [], networkAcls: [], routeTables, prefixLists: [] });
  const lacks = (table: RouteTable): readonly string[] => {
    const own = table.routes.filter(({ target }) => target.id === gateway);
    if (reaches === undefined) return own.some(({ state }) => state !== 'blackhole') ? [] : ['-'];
    return reaches.filter((destination) => {
      const span = spanOf(destination);
      const choice = span && chooseRoute(table, span, index);
      // A route to something else may be meant: a firewall, another gateway.
      return (
        choice?.outcome === 'no-route' || (choice?.outcome === 'route' && choice.route.state === 'blackhole')
      );
    });
  };
  const lacking = routeTables.map((table) => ({ table, missing: lacks(table) }));
  const without = lacking.filter(({ missing }) => missing.length > 0);
  if (subnets !== undefined) return without;
  // The configuration does not say which subnets are meant: then one table of the VPC that knows the way is enough.
  return without.length < lacking.length ? [] : without.slice(0, 1);
}

/**
 * States in which an attachment carries traffic: while it is modified it goes on.
 * Source: EC2 API reference, "TransitGatewayAttachment" (State), read 2026-11-21.
 */
export const CARRIES: ReadonlySet<string> = new Set(['available', 'modifying']);

/** Source: EC2 API reference, "TransitGatewayAttachmentPropagation" (State), read 2026-11-21. */
export const PROPAGATES: ReadonlySet<string> = new Set(['enabling', 'enabled']);

/** The gateway belongs to another account, which alone sees its tables: what is not shown there is not missing. */
function isForeign({ attachment, tableIds }: DescribedAttachment): boolean {
  const { transitGatewayOwnerId, resourceOwnerId } = attachment;
  return (
    tableIds.length === 0 &&
    transitGatewayOwnerId !== undefined &&
    resourceOwnerId !== undefined &&
    transitGatewayOwnerId !== resourceOwnerId
  );
}

/** Whether a table answers what comes out of the attachment, as far as this account is shown it. */
export function isAssociated(described: DescribedAttachment): boolean {
  const { association } = described.attachment;
  return association === undefined ? isForeign(described) : association.state === 'associated';
}

/** Multicast needs no route table: what is in a domain and must reach nothing else is whole without one. */
export function carriesMulticastOnly(
  { reaches }: TransitGatewaySpec,
  { attachment, multicastDomains }: DescribedAttachment,
): boolean {
  return reaches === undefined && attachment.association === undefined && multicastDomains.length > 0;
}

/**
 * Whether a fact differs from those of an attachment that carries traffic, so that it is worth a read how much the
 * gateway dropped. What the difference means is the judge's to say.
 */
export function looksBroken(spec: TransitGatewaySpec, described: DescribedAttachment): boolean {
  const { attachment, tableIds, propagations, staticIn, deadRoutes, answers, refused } = described;
  if (carriesMulticastOnly(spec, described)) return !CARRIES.has(attachment.state);
  return (
    refused.length > 0 ||
    !CARRIES.has(attachment.state) ||
    !isAssociated(described) ||
    (tableIds.length > 0 &&
      staticIn.length === 0 &&
      !propagations.some(({ state }) => PROPAGATES.has(state))) ||
    deadRoutes.length > 0 ||
    answers.some(({ route }) => route === undefined || route.state === 'blackhole') ||
    missingReturns(spec, described).length > 0
  );
}
