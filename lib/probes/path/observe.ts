import type { AwsAccess } from '../../core/aws/aws-access.ts';
import type { ObserveContext } from '../../core/probe.ts';
import { readSegments } from '../../explain/read-segments.ts';
import type { PathSegment, ReadSegments, SegmentEnd } from '../../explain/segment.ts';
import type { PathSpec, PathSpecEnd, PathSpecSegment } from './spec.ts';

export type PathObservation =
  /** The segments in the order of the question, and the rules between their ends. */
  | (ReadSegments & { readonly outcome: 'read' })
  | { readonly outcome: 'out-of-time'; readonly waitedMs: number };

/**
 * Reads the ends of every segment and the rules between them.
 *
 * @throws {AwsRefusal} where AWS refuses
 */
export async function observePath(
  spec: PathSpec,
  { aws, clock, deadline }: ObserveContext<Pick<AwsAccess, 'network'>>,
): Promise<PathObservation> {
  const startedMs = clock.monotonicMs();
  try {
    return {
      outcome: 'read',
      ...(await readSegments(spec.segments.map(toSegment), aws.network, deadline.signal)),
    };
  } catch (error) {
    // What is cut off by our own deadline looks like a failure of AWS to the caller.
    if (!deadline.signal.aborted) throw error;
    return { outcome: 'out-of-time', waitedMs: Math.round(clock.monotonicMs() - startedMs) };
  }
}

/** A segment of a question in the evaluator's words. */
export function toSegment({
  from,
  to,
  ports,
  protocol,
  seenAs,
  via,
  asksFrom,
}: PathSpecSegment): PathSegment {
  return {
    from: toEnd(from),
    to: toEnd(to),
    ports,
    protocol,
    ...(seenAs !== undefined && { seenAs }),
    ...(via !== undefined && { via }),
    ...(asksFrom !== undefined && { ephemeralPorts: asksFrom }),
  };
}

function toEnd(end: PathSpecEnd): SegmentEnd {
  if ('eni' in end) return { kind: 'interface', id: end.eni };
  if ('instance' in end) return { kind: 'instance', id: end.instance };
  if ('vpcEndpoint' in end) return { kind: 'vpc-endpoint', id: end.vpcEndpoint };
  if ('subnets' in end) {
    return { kind: 'subnets', subnetIds: end.subnets, securityGroupIds: end.securityGroups };
  }
  return { kind: 'address', address: end.address, ...(end.vpc !== undefined && { vpcId: end.vpc }) };
}
