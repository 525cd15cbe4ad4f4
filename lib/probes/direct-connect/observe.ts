import type { AwsAccess } from '../../core/aws/aws-access.ts';
import type { DirectConnectConnection, VirtualInterface } from '../../core/aws/direct-connect-reader.ts';
import type { ObserveContext } from '../../core/probe.ts';
import { type Refused, sideReads } from '../../core/refusals.ts';
import type { DirectConnectSpec } from './spec.ts';

export interface DescribedInterface {
  readonly outcome: 'described';
  readonly virtualInterface: VirtualInterface;
  /** Absent where another account owns the line, or AWS refused. */
  readonly connection?: DirectConnectConnection | undefined;
  readonly refused: readonly Refused[];
}

export type DirectConnectObservation =
  /** `others` are those the account has. */
  { readonly outcome: 'missing'; readonly others: readonly string[] } | DescribedInterface;

export const DIRECT_CONNECT_ACTIONS = [
  'directconnect:DescribeVirtualInterfaces',
  'directconnect:DescribeConnections',
] as const;

/**
 * Reads the virtual interface with its BGP sessions, and the line it runs over where the interface is not well.
 *
 * @throws {AwsRefusal} when the interface itself may not be read; any other refusal is part of the answer
 */
export async function observeDirectConnect(
  { virtualInterface: id }: DirectConnectSpec,
  { aws: { directConnect }, deadline: { signal } }: ObserveContext<Pick<AwsAccess, 'directConnect'>>,
): Promise<DirectConnectObservation> {
  const all = await directConnect.virtualInterfaces(signal);
  const virtualInterface = all.find((one) => one.id === id && one.state !== 'deleted');
  if (virtualInterface === undefined) {
    const alive = all.filter(({ state }) => state !== 'deleted');
    return { outcome: 'missing', others: alive.map((one) => `${one.id} ${one.name ?? ''}`.trim()) };
  }
  const { unlessRefused, refused } = sideReads(signal);
  const { connectionId, state, peers } = virtualInterface;
  const isWell = state === 'available' && peers.every(({ status }) => status === 'up');
  const connection =
    isWell || connectionId === undefined
      ? undefined
      : await unlessRefused(directConnect.connection(connectionId, signal), undefined);
  return { outcome: 'described', virtualInterface, connection, refused: refused() };
}
