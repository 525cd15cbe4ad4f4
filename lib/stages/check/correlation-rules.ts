import type { AttachmentKey, ConnectionKey, CorrelationKey } from '../../core/correlation-key.ts';
import type { JudgedFault } from '../../core/probe.ts';
import { contains, spanOf } from '../../explain/spans.ts';

/** One fault of one target, with what its finding is tied to. */
export interface CorrelatedFault {
  readonly target: string;
  readonly check: string;
  readonly from: 'vantage' | 'control';
  readonly fault: Pick<JudgedFault<string>, 'reason' | 'subject' | 'address' | 'explains' | 'towards'> & {
    readonly status: string;
  };
  /** Of every finding of the target. */
  readonly correlationKeys: readonly CorrelationKey[];
}

/** @param ties - of all targets that the vantage looks at, healthy ones included */
export type CorrelationRule = (
  lower: CorrelatedFault,
  upper: CorrelatedFault,
  correlationKeys: readonly CorrelationKey[],
) => boolean;

function connectionsOf({ correlationKeys }: CorrelatedFault): readonly ConnectionKey[] {
  return connectionsIn(correlationKeys);
}

function connectionsIn(correlationKeys: readonly CorrelationKey[]): readonly ConnectionKey[] {
  return correlationKeys.filter((tie) => tie.of === 'vpn-connection');
}

function attachmentsOf({ correlationKeys }: CorrelatedFault): readonly AttachmentKey[] {
  return correlationKeys.filter((tie) => tie.of === 'transit-gateway-attachment');
}

/** The connection of the one finding is what the attachment of the other belongs to. */
export function belongsTo(connection: CorrelatedFault, attachment: CorrelatedFault): boolean {
  return connectionsOf(connection).some((one) =>
    attachmentsOf(attachment).some((its) => isAttachedBy(one, its)),
  );
}

/** An attachment of the very connection. One that has moved to another gateway left its old attachment behind. */
function isAttachedBy(
  { vpn: id, endsAt }: ConnectionKey,
  { resource, transitGateway }: AttachmentKey,
): boolean {
  return resource === id && agree(endsAt, transitGateway);
}

/** What AWS no longer tells contradicts nothing. */
function agree(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}

/** The address that was asked is the one AWS builds the tunnels to. */
export function isDevice(lower: CorrelatedFault, upper: CorrelatedFault): boolean {
  const { address } = lower.fault;
  return address !== undefined && connectionsOf(upper).some(({ device }) => device === address);
}

/** A route of the attachment's table, to where the fault is about, leads into the connection. */
export function leadsIntoConnection(lower: CorrelatedFault, upper: CorrelatedFault): boolean {
  const ids = connectionsOf(lower).map(({ vpn: id }) => id);
  return leadsInto(upper, ids);
}

export function leadsIntoAttachment(lower: CorrelatedFault, upper: CorrelatedFault): boolean {
  const ids = attachmentsOf(lower).map(({ attachment: id }) => id);
  return leadsInto(upper, ids);
}

function leadsInto({ fault, correlationKeys }: CorrelatedFault, ids: readonly string[]): boolean {
  const towards = fault.towards ?? [fault.address ?? fault.subject];
  return correlationKeys.some(
    (tie) =>
      tie.of === 'transit-gateway-attachment' &&
      tie.ways.some(
        ({ destination, to }) =>
          towards.some((one) => includes(destination, one)) && to.some((id) => ids.includes(id)),
      ),
  );
}

/** The route came over the connection, by BGP, and went with it: what it led to lies beyond, by the configuration. */
export function wasAnnounced(lower: CorrelatedFault, upper: CorrelatedFault): boolean {
  return connectionsOf(lower).some(
    (one) =>
      one.announces !== false &&
      attachmentsOf(upper).some(({ transitGateway }) => agree(one.endsAt, transitGateway)) &&
      isTowards(upper, one),
  );
}

/** The route that is missing would come from the attachment of a connection, which lies on the same gateway. */
export function wasPropagated(
  lower: CorrelatedFault,
  upper: CorrelatedFault,
  correlationKeys: readonly CorrelationKey[],
): boolean {
  return attachmentsOf(lower).some(
    (its) =>
      attachmentsOf(upper).some(({ transitGateway }) => agree(its.transitGateway, transitGateway)) &&
      connectionsIn(correlationKeys).some((one) => isAttachedBy(one, its) && isTowards(upper, one)),
  );
}

/** Between the vantage's VPC and what lies beyond a connection: its own attachment, or the VPC's on the same gateway. */
export function isOnTheWay(
  lower: CorrelatedFault,
  upper: CorrelatedFault,
  correlationKeys: readonly CorrelationKey[],
): boolean {
  return connectionsIn(correlationKeys).some(
    (one) =>
      isBeyond(upper, one) &&
      attachmentsOf(lower).some(
        (its) =>
          isAttachedBy(one, its) ||
          (its.resource !== undefined &&
            its.resource === one.askedFrom &&
            its.transitGateway !== undefined &&
            its.transitGateway === one.endsAt),
      ) &&
      cutsOff(lower, upper, one),
  );
}

/** Beyond the connection: a separate target, or one whose packets the transit gateway sends into it. */
export function liesBeyond(lower: CorrelatedFault, upper: CorrelatedFault): boolean {
  return connectionsOf(lower).some((one) => isBeyond(upper, one) || leadsInto(upper, [one.vpn]));
}

function isBeyond(upper: CorrelatedFault, connection: ConnectionKey): boolean {
  const { address } = upper.fault;
  return (
    connectionsOf(upper).some(({ vpn: id }) => id === connection.vpn) ||
    (address !== undefined && connection.reaches.some((one) => includes(one, address)))
  );
}

/** Whether what the lower fault cuts off is what the upper one asked; all of it, where it names nothing. */
function cutsOff(
  { fault: { towards } }: CorrelatedFault,
  { fault }: CorrelatedFault,
  { reaches }: ConnectionKey,
) {
  if (towards === undefined) return true;
  const asked = fault.address === undefined ? reaches : [fault.address];
  return towards.some((prefix) => asked.some((address) => includes(prefix, address)));
}

function isTowards({ fault: { towards = [] } }: CorrelatedFault, { reaches }: ConnectionKey): boolean {
  return towards.some((prefix) => reaches.some((address) => includes(prefix, address)));
}

function includes(prefix: string, address: string): boolean {
  const [outer, inner] = [spanOf(prefix), spanOf(address)];
  return outer !== undefined && inner !== undefined && contains(outer, inner);
}
