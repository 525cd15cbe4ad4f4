import { isAwsId } from '../../core/aws/aws-object.ts';
import type { NetworkPicture } from '../../core/aws/network-picture.ts';
import type { NetworkInterface } from '../../core/aws/network-state.ts';
import { INTERNET, type PathEnd } from '../packet.ts';
import { interfaceEnd, interfaceEnds } from '../path-ends.ts';
import { spanOf } from '../spans.ts';

export type FoundEnd =
  | { readonly outcome: 'found'; readonly ends: readonly PathEnd[] }
  /** No word for an end. */
  | { readonly outcome: 'not-an-end' }
  | { readonly outcome: 'missing' }
  /** Several interfaces hold the address, in different VPCs. */
  | { readonly outcome: 'ambiguous'; readonly ids: readonly string[] }
  /** A gateway endpoint is a route, not an address. */
  | { readonly outcome: 'no-address' };

/**
 * The ends that a word means: an instance (its interfaces), an interface, a subnet, an interface endpoint (each of its
 * interfaces), an address, or `internet`.
 *
 * @param nearVpc - the VPC of the other end, in which an address is looked for first
 */
export function findEnds(word: string, picture: NetworkPicture, nearVpc: string | undefined): FoundEnd {
  const { interfaces, subnets, endpoints } = picture;
  if (word === 'internet') {
    return { outcome: 'found', ends: [{ address: INTERNET[4] }, { address: INTERNET[6] }] };
  }
  if (isAwsId('i', word))
    return found(
      interfaces.filter((one) => one.instanceId === word),
      picture,
    );
  if (isAwsId('eni', word))
    return found(
      interfaces.filter((one) => one.id === word),
      picture,
    );
  if (isAwsId('subnet', word)) {
    const subnet = subnets.find((one) => one.id === word);
    if (subnet === undefined) return { outcome: 'missing' };
    const ends = subnet.cidrs.map((address) => ({ address, vpcId: subnet.vpcId, subnet }));
    return { outcome: 'found', ends };
  }
  if (isAwsId('vpce', word)) {
    const endpoint = endpoints.find((one) => one.id === word);
    if (endpoint === undefined) return { outcome: 'missing' };
    if (endpoint.networkInterfaceIds.length === 0) return { outcome: 'no-address' };
    return found(
      interfaces.filter((one) => endpoint.networkInterfaceIds.includes(one.id)),
      picture,
    );
  }
  return isAddress(word) ? holderOf(word, picture, nearVpc) : { outcome: 'not-an-end' };
}

function isAddress(word: string): boolean {
  return !word.includes('/') && spanOf(word) !== undefined;
}

/** An address means something within one VPC only; one that nothing holds is outside AWS. */
function holderOf(address: string, picture: NetworkPicture, nearVpc: string | undefined): FoundEnd {
  const holding = picture.interfaces.filter((one) => one.addresses.includes(address));
  const inVpc = holding.filter((one) => one.vpcId === nearVpc);
  const chosen = inVpc.length > 0 ? inVpc : holding;
  const [holder, ...others] = chosen;
  if (others.length > 0) return { outcome: 'ambiguous', ids: chosen.map((one) => one.id) };
  if (holder !== undefined) return { outcome: 'found', ends: [interfaceEnd(holder, address, picture)] };
  const shown = picture.interfaces.find((one) => one.publicAddresses.includes(address));
  return shown === undefined
    ? { outcome: 'found', ends: [{ address }] }
    : { outcome: 'found', ends: interfaceEnds(shown, picture) };
}

function found(interfaces: readonly NetworkInterface[], picture: NetworkPicture): FoundEnd {
  const ends = interfaces.flatMap((one) => interfaceEnds(one, picture));
  return ends.length === 0 ? { outcome: 'missing' } : { outcome: 'found', ends };
}

/** Pairs of one address family; where both have both, IPv4, which names answer first. */
export function pairsOf(
  from: readonly PathEnd[],
  to: readonly PathEnd[],
): readonly { readonly from: PathEnd; readonly to: PathEnd }[] {
  const isV6 = ({ address }: PathEnd) => address.includes(':');
  const pairs = from.flatMap((one) =>
    to.filter((other) => isV6(one) === isV6(other)).map((other) => ({ from: one, to: other })),
  );
  const v4 = pairs.filter((pair) => !isV6(pair.from));
  return v4.length > 0 ? v4 : pairs;
}
