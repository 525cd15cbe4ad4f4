import type { CorrelationKey } from '../../core/correlation-key.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import type { CommonReason } from '../../core/reason.ts';
import { boundedText } from '../../core/text.ts';
import { judgeEach, refusedIssues } from '../kit/findings.ts';
import {
  CARRIES,
  carriesMulticastOnly,
  type DescribedAttachment,
  isAssociated,
  PROPAGATES,
} from './attachment.ts';
import { evidenceOf, valuesOf } from './evidence.ts';
import { judgeRoutes } from './judge-routes.ts';
import type { TransitGatewayObservation } from './observe.ts';
import type { TransitGatewayReason, TransitGatewaySpec } from './spec.ts';

type AskedAttachment = Asked<TransitGatewaySpec, TransitGatewayObservation>;
type JudgedAttachment = Judged<TransitGatewayReason | CommonReason>;
type ConfigIssue = JudgedFault<TransitGatewayReason>;

export function judgeTransitGateway(asked: readonly AskedAttachment[]): JudgedAttachment {
  return judgeEach(asked, (one) => {
    const { spec, observation } = one;
    const judged =
      observation.outcome === 'described'
        ? judgeDescribed(spec, observation)
        : judgeAbsence(spec, observation);
    return { ...judged, correlationKeys: correlationKeyOf(one) };
  });
}

/** What proves that a finding about what is attached, or about what is reached through it, is the same outage. */
function correlationKeyOf({ spec, observation }: AskedAttachment): readonly CorrelationKey[] {
  const of = 'transit-gateway-attachment';
  if (observation.outcome !== 'described') {
    const { attachment } = spec;
    const { transitGatewayId: transitGateway, resourceId: resource } = observation.was ?? {};
    return attachment === undefined ? [] : [{ of, attachment, transitGateway, resource, ways: [] }];
  }
  const { attachment, answers, deadRoutes } = observation;
  const { id, transitGatewayId: transitGateway, resourceId: resource } = attachment;
  const ways = [
    ...answers.flatMap(({ destination, route }) => (route === undefined ? [] : [{ ...route, destination }])),
    ...deadRoutes,
  ].map(({ destination, attachmentIds, resourceIds }) => ({
    destination,
    to: [...attachmentIds, ...resourceIds.map(idOf)],
  }));
  return [{ of, attachment: id, transitGateway, resource, ways }];
}

/** A route into a VPN may name the tunnel behind the connection: `vpn-0123456789abcdef0(203.0.113.1)`. */
function idOf(resource: string): string {
  return resource.split('(', 1).join();
}

/** One attachment that exists: its state, then its tables, then the way back. */
function judgeDescribed(spec: TransitGatewaySpec, described: DescribedAttachment): JudgedAttachment {
  const state = stateFault(described);
  const faults =
    state.length > 0 || carriesMulticastOnly(spec, described)
      ? state
      : [...associationFault(described), ...propagationFault(described), ...judgeRoutes(spec, described)];
  return {
    evidence: evidenceOf(described),
    faults: [...faults, ...refusedIssues(described.refused, described.attachment.id)],
  };
}

function judgeAbsence(
  { attachment, tags }: TransitGatewaySpec,
  { outcome, others }: Exclude<TransitGatewayObservation, DescribedAttachment>,
): JudgedAttachment {
  const wanted = Object.entries(tags ?? {}).map(([key, value]) => `${key}=${value}`);
  const subject = boundedText([attachment ?? [], ...wanted].flat().join(', '));
  return {
    evidence: [{ subject, outcome, others: others.slice(0, 20) }],
    faults: [
      {
        reason: 'attachment-missing',
        subject,
        explains: 'target',
        // Several with the same tags: which of them is meant cannot be told.
        ...(outcome === 'ambiguous' && { status: 'unknown' as const }),
        values: { wanted: subject, others: others.slice(0, 10).join(', ') || '-' },
      },
    ],
  };
}

/** States that are neither here nor in `CARRIES` are new to us: they are `unknown`, never down. Same source. */
const NOT_AVAILABLE = new Set([
  'initiating',
  'initiatingRequest',
  'pendingAcceptance',
  'rollingBack',
  'pending',
  'deleting',
  'failed',
  'rejected',
  'rejecting',
  'failing',
]);

function stateFault(described: DescribedAttachment): readonly ConfigIssue[] {
  const { id, state } = described.attachment;
  if (CARRIES.has(state)) return [];
  return [
    {
      reason: 'attachment-not-available',
      subject: id,
      explains: 'target',
      ...(!NOT_AVAILABLE.has(state) && { status: 'unknown' as const }),
      values: { ...valuesOf(described), state: boundedText(state, 40) || '-' },
    },
  ];
}

/** Source: EC2 API reference, "TransitGatewayAttachmentAssociation" (State), read 2026-11-21. */
const ASSOCIATION_STATES = new Set(['associating', 'disassociating', 'disassociated']);

function associationFault(described: DescribedAttachment): readonly ConfigIssue[] {
  const { id, association } = described.attachment;
  if (isAssociated(described)) return [];
  const isNew = association !== undefined && !ASSOCIATION_STATES.has(association.state);
  return [
    {
      reason: 'attachment-not-associated',
      subject: id,
      explains: 'target',
      ...(isNew && { status: 'unknown' as const }),
      values: { ...valuesOf(described), state: boundedText(association?.state ?? '', 40) || '-' },
    },
  ];
}

/** States that are neither here nor in `PROPAGATES` are new to us. Same source. */
const NO_PROPAGATION = new Set(['disabling', 'disabled']);

/** Nobody can answer an attachment that no table leads to, be it by propagation or by hand. */
function propagationFault(described: DescribedAttachment): readonly ConfigIssue[] {
  const { attachment, tableIds, propagations, staticIn } = described;
  // No table could be read, or not all that there is to know of them.
  if (tableIds.length === 0 || staticIn.length > 0) return [];
  if (described.refused.some(({ action }) => TABLE_READS.has(action))) return [];
  if (propagations.some(({ state }) => PROPAGATES.has(state))) return [];
  return [
    {
      reason: 'attachment-not-propagated',
      subject: attachment.id,
      explains: 'target',
      ...(propagations.some(({ state }) => !NO_PROPAGATION.has(state)) && { status: 'unknown' as const }),
      values: {
        ...valuesOf(described),
        tables: tableIds.join(', '),
        ...(PEERINGS.has(attachment.resourceType) && { variant: 'peering' }),
      },
    },
  ];
}
/** A peering never propagates: only static routes lead into it. Source: Amazon VPC Transit Gateways, "Transit gateway peering attachments". */
const PEERINGS = new Set(['peering', 'tgw-peering']);
const TABLE_READS = new Set([
  'ec2:GetTransitGatewayRouteTablePropagations',
  'ec2:SearchTransitGatewayRoutes',
]);
