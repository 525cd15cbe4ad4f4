import type { CorrelationKey } from '../../core/correlation-key.ts';
import type { IkeReason } from '../../probes/ike/spec.ts';
import type { PathReason } from '../../probes/path/spec.ts';
import type { TransitGatewayReason } from '../../probes/transit-gateway/spec.ts';
import type { VpnReason } from '../../probes/vpn/spec.ts';
import {
  belongsTo,
  type CorrelatedFault,
  type CorrelationRule,
  isDevice,
  isOnTheWay,
  leadsIntoAttachment,
  leadsIntoConnection,
  liesBeyond,
  wasAnnounced,
  wasPropagated,
} from './correlation-rules.ts';

interface SharedOutage {
  /** What `blockedBy.because` calls it. */
  readonly id: string;
  /** While one of these has failed, the upper one cannot be well. */
  readonly lower: (fault: CorrelatedFault) => boolean;
  readonly upper: (fault: CorrelatedFault) => boolean;
  readonly proof: CorrelationRule;
}

const ike = (...reasons: readonly IkeReason[]) => of('ike', reasons);
const vpn = (...reasons: readonly VpnReason[]) => of('vpn', reasons);
const attachment = (...reasons: readonly TransitGatewayReason[]) => of('transit-gateway', reasons);
const path = (...reasons: readonly PathReason[]) => of('path', reasons);
/** Whatever cuts a connection off. */
const cutOff = ({ check, fault }: CorrelatedFault) => check === 'vpn' && fault.explains === 'target';
/** What is asked of the far side, of whatever target: a device on the near side is not beyond anything. */
const askedBeyond = ({ check, from }: CorrelatedFault) => from === 'vantage' && check !== 'ike';

/**
 * Which failure of one target is the outage that another target shows too, the lowest first: of several causes the
 * first holds. Packets pass the links in this order, from the far side: device, connection, its attachment, tunnels,
 * transit routes, what is asked through all of them. No proof, no relation: then each finding counts alone.
 *
 * A device that answers what is no IKE is not among the causes: something is alive there, and it is told more mildly.
 * An attachment that is not associated or not propagated leaves the tunnels alone: if they are down as well, these
 * are two outages.
 */
const SHARED_OUTAGES: readonly SharedOutage[] = [
  {
    id: 'device-of-connection',
    lower: ike('ike-refused', 'ike-silent'),
    upper: vpn('tunnels-down'),
    proof: isDevice,
  },
  {
    // AWS makes the attachment with the connection, and takes it away with it.
    id: 'attachment-of-connection',
    lower: vpn('vpn-missing', 'vpn-not-available'),
    upper: attachment('attachment-missing', 'attachment-not-available'),
    proof: (lower, upper) => belongsTo(lower, upper),
  },
  {
    id: 'connection-on-attachment',
    lower: attachment('attachment-missing', 'attachment-not-available'),
    upper: vpn('tunnels-down', 'tunnel-without-routes'),
    proof: (lower, upper) => belongsTo(upper, lower),
  },
  {
    id: 'connection-on-attachment-tables',
    lower: attachment('attachment-not-associated', 'attachment-not-propagated'),
    upper: vpn('tunnel-without-routes'),
    proof: (lower, upper) => belongsTo(upper, lower),
  },
  {
    id: 'route-into-connection',
    lower: cutOff,
    upper: attachment('transit-route-blackhole'),
    proof: leadsIntoConnection,
  },
  {
    id: 'route-announced-by-connection',
    lower: cutOff,
    upper: attachment('transit-route-missing'),
    proof: wasAnnounced,
  },
  {
    id: 'route-into-attachment',
    lower: attachment('attachment-missing', 'attachment-not-available'),
    upper: attachment('transit-route-blackhole'),
    proof: leadsIntoAttachment,
  },
  {
    id: 'route-propagated-by-attachment',
    lower: attachment('attachment-missing', 'attachment-not-available', 'attachment-not-propagated'),
    upper: attachment('transit-route-missing'),
    proof: wasPropagated,
  },
  {
    id: 'attachment-on-path',
    lower: attachment(
      'attachment-missing',
      'attachment-not-available',
      'attachment-not-associated',
      'attachment-not-propagated',
    ),
    upper: askedBeyond,
    proof: isOnTheWay,
  },
  {
    id: 'route-on-path',
    lower: attachment('transit-route-blackhole', 'transit-route-missing', 'return-route-missing'),
    upper: askedBeyond,
    proof: isOnTheWay,
  },
  {
    // The same hole in the same VPC's tables, found twice.
    id: 'return-route-on-path',
    lower: attachment('return-route-missing'),
    upper: path('path-no-route', 'path-blackhole'),
    proof: isOnTheWay,
  },
  { id: 'beyond-connection', lower: cutOff, upper: askedBeyond, proof: liesBeyond },
];

/** Every value of `blockedBy.because`. */
export const BLOCKED_BY_RULES: readonly string[] = [
  'due-to',
  'whole-target',
  ...SHARED_OUTAGES.map(({ id }) => id),
];

/** Whether it may be the cause of what another target shows. */
export function mayBeShared(lower: CorrelatedFault): boolean {
  return lower.fault.status === 'failed' && SHARED_OUTAGES.some((row) => row.lower(lower));
}

/**
 * The fault of another target that this one is only another view of. Which target is first in the configuration
 * makes no difference.
 *
 * @param lowers - all of the vantage that `mayBeShared`
 * @param ties - of all targets that the vantage looks at, healthy ones included
 */
export function sharedCause<T extends CorrelatedFault>(
  upper: CorrelatedFault,
  lowers: readonly T[],
  correlationKeys: readonly CorrelationKey[],
): { readonly lower: T; readonly rule: string } | undefined {
  for (const row of SHARED_OUTAGES) {
    if (!row.upper(upper)) continue;
    const [first] = lowers
      .filter(
        (lower) =>
          lower.target !== upper.target && row.lower(lower) && row.proof(lower, upper, correlationKeys),
      )
      .sort((one, other) => (one.target < other.target ? -1 : 1));
    if (first !== undefined) return { lower: first, rule: row.id };
  }
  return undefined;
}

function of(kind: string, reasons: readonly string[]) {
  return ({ check, fault }: CorrelatedFault) => check === kind && reasons.includes(fault.reason);
}
