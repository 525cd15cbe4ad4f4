import type { Explanation } from '../../core/finding.ts';
import type { JudgedFault } from '../../core/probe.ts';
import { isoTime } from '../../core/time.ts';
import { isAddress } from '../../net/addresses.ts';
import { RESTART_IPSEC, replaceAddress } from './device-commands.ts';
import type { AddressWord } from './glossary.ts';
import { type Traffic, weightIn } from './judge-tunnels.ts';
import type { DescribedVpn } from './observe.ts';
import type { VpnReason, VpnSpec } from './spec.ts';
import { isUp } from './tunnel-state.ts';

type ConfigIssue = JudgedFault<VpnReason>;

/** Whether both ends still have the addresses that the device's configuration was written for. */
export function judgeAddresses(
  spec: VpnSpec,
  described: DescribedVpn,
  traffic: Traffic,
): readonly ConfigIssue[] {
  return [...customerFault(spec, described, traffic), ...outsideFaults(spec, described, traffic)];
}

function customerFault(
  { expectCustomerGatewayAddress: expected }: VpnSpec,
  { connection, customerGateway }: DescribedVpn,
  traffic: Traffic,
): readonly ConfigIssue[] {
  if (expected === undefined || customerGateway?.address === undefined) return [];
  // CreateCustomerGateway's own default (EC2 API reference); a gateway always tells its number.
  const { id, address, bgpAsn = '65000' } = customerGateway;
  if (isSame(address, expected)) return [];
  return [
    {
      reason: 'customer-gateway-address-changed',
      subject: id,
      address,
      // A tunnel that is up is proof that the device is where AWS thinks it is.
      ...weightIn(traffic),
      values: { vpn: connection.id, customerGateway: id, found: address, expected, bgpAsn },
    },
  ];
}

/** One address that is to take the place of another; one of the two may be missing. */
interface Replaced {
  readonly oldAddress?: string | undefined;
  readonly newAddress?: string | undefined;
}

/**
 * A connection that was made anew has other outside addresses, and the device still calls the old ones. While a
 * tunnel is up that is a note for the configuration; while none is, it is why.
 */
function outsideFaults(spec: VpnSpec, described: DescribedVpn, traffic: Traffic): readonly ConfigIssue[] {
  const { expectOutsideAddresses: configured, lastOutsideAddresses: remembered = [] } = spec;
  const expected = configured ?? remembered;
  const { connection, askedAtMs } = described;
  const found = connection.tunnels.flatMap(({ outsideAddress }) => outsideAddress ?? []);
  // AWS tells of no tunnel at all: that is no change of their addresses.
  if (found.length === 0) return [];
  const gone = expected.filter((one) => !found.some((other) => isSame(one, other)));
  const added = found.filter((one) => !expected.some((other) => isSame(one, other)));
  const replaced =
    configured === undefined ? notYetCalled(gone, added, described) : everyDifference(gone, added);
  const cause =
    traffic === 'cut-off'
      ? { status: 'failed' as const, severity: 'critical' as const, explains: 'target' as const }
      : {};
  const words: Readonly<Record<'compared' | 'afterwards', AddressWord>> =
    configured === undefined
      ? { compared: 'remembered', afterwards: 'follows' }
      : { compared: 'configured', afterwards: 'write-down' };
  const values = {
    vpn: connection.id,
    expected: expected.join(', '),
    found: found.join(', '),
    ...words,
    ...(configured === undefined && { lastWellUntil: spec.lastWellUntil ?? isoTime(askedAtMs) ?? '-' }),
    ...(connection.customerGatewayId !== undefined && { customerGateway: connection.customerGatewayId }),
  };
  return replaced.map(
    ({ oldAddress, newAddress }): ConfigIssue => ({
      reason: 'tunnel-address-changed',
      subject: newAddress ?? connection.id,
      ...(newAddress !== undefined && { address: newAddress }),
      ...cause,
      values: { ...values, newAddress: newAddress ?? '-', oldAddress: oldAddress ?? '-' },
    }),
  );
}

/** Which old tunnel a new one stands for is the device's to choose: one after the other will do. */
function everyDifference(gone: readonly string[], added: readonly string[]): readonly Replaced[] {
  return Array.from({ length: Math.max(gone.length, added.length) }, (_, place) => ({
    oldAddress: gone[place],
    newAddress: added[place],
  }));
}

/**
 * What a device that called the addresses of before does not call yet. A tunnel that is up proves that it calls this
 * one, and a device that used one tunnel only needs one address in its place.
 */
function notYetCalled(
  gone: readonly string[],
  added: readonly string[],
  { connection }: DescribedVpn,
): readonly Replaced[] {
  const calls = (address: string) =>
    connection.tunnels.some((tunnel) => tunnel.outsideAddress === address && isUp(tunnel));
  if (added.filter(calls).length >= gone.length) return [];
  return everyDifference(gone, added)
    .slice(0, gone.length)
    .filter(({ newAddress }) => newAddress !== undefined && !calls(newAddress));
}

/**
 * The device's commands, where the addresses changed and something graver has its own: a person who fixes that would find
 * the site cut off still.
 */
export function explainAddresses(
  { connection }: DescribedVpn,
  faults: readonly ConfigIssue[],
): readonly Explanation[] {
  const changed = faults.filter(({ reason }) => reason === 'tunnel-address-changed');
  const commands = changed.flatMap(({ values }) => {
    const { oldAddress, newAddress } = values ?? {};
    const isPair = [oldAddress, newAddress].every((one) => typeof one === 'string' && isAddress(one));
    return isPair ? [replaceAddress(String(oldAddress), String(newAddress))] : [];
  });
  if (commands.length === 0) return [];
  const { expected, found } = changed[0]?.values ?? {};
  return [
    {
      what: 'device',
      id: connection.customerGatewayId ?? connection.id,
      why: 'addresses-changed-too' satisfies AddressWord,
      values: { expected, found },
      fix: [...commands, RESTART_IPSEC].join('\n'),
    },
  ];
}

/** IPv6 addresses are written in more than one way (RFC 5952); letter case is the way that occurs. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
