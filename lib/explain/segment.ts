import type { RouteTargetKind } from '../core/aws/network-state.ts';
import type { NetworkState, PathEnd, PathProtocol, PathQuestion, PortRange } from './packet.ts';

/** One end of a leg as somebody names it: something in AWS, or an address. */
export type SegmentEnd =
  | { readonly kind: 'interface'; readonly id: string }
  | { readonly kind: 'instance'; readonly id: string }
  /** An interface endpoint, by id or by one of its DNS names: every one of its network interfaces. */
  | { readonly kind: 'vpc-endpoint'; readonly id: string }
  /** What has no interface to read yet or many alike: a function, an Instance Connect endpoint. */
  | {
      readonly kind: 'subnets';
      readonly subnetIds: readonly string[];
      readonly securityGroupIds: readonly string[];
      /** Empty where it never has one. */
      readonly publicAddresses?: readonly string[];
    }
  /** Looked for in `vpcId`, else in the VPC of the other end; outside AWS where it is in neither. */
  | { readonly kind: 'address'; readonly address: string; readonly vpcId?: string };

/** A way that packets take, and the ports they go to. */
export interface PathSegment {
  readonly from: SegmentEnd;
  readonly to: SegmentEnd;
  readonly ports: readonly number[];
  readonly protocol: PathProtocol;
  readonly seenAs?: string;
  readonly via?: { readonly kind: RouteTargetKind; readonly id: string };
  readonly ephemeralPorts?: PortRange;
}

/** A leg with what AWS says of its ends. `missing` names what does not exist, or has no network interface. */
export interface ReadSegment {
  readonly from: readonly PathEnd[];
  readonly to: readonly PathEnd[];
  readonly missing: readonly string[];
}

/** The legs in the order they were asked for, and the rules between their ends. */
export interface ReadSegments {
  readonly segments: readonly ReadSegment[];
  readonly state: NetworkState;
}

/**
 * The questions of one leg: every pair of ends that share an address family, and every port. Two ends that
 * share both families are asked about IPv4, which is what names answer first.
 */
export function questionsOf(segment: PathSegment, read: ReadSegment): readonly PathQuestion[] {
  const { protocol, seenAs, via, ephemeralPorts } = segment;
  const pairs = read.from.flatMap((from) =>
    read.to.filter((to) => isV6(from) === isV6(to)).map((to) => ({ from, to })),
  );
  const v4 = pairs.filter(({ from }) => !isV6(from));
  return (v4.length > 0 ? v4 : pairs).flatMap(({ from, to }) =>
    segment.ports.map((port) => ({
      from: ephemeralPorts === undefined ? from : { ...from, ephemeralPorts },
      to,
      protocol,
      port,
      ...(seenAs !== undefined && { seenAs }),
      ...(via !== undefined && { via }),
    })),
  );
}

function isV6({ address }: PathEnd): boolean {
  return address.includes(':');
}
