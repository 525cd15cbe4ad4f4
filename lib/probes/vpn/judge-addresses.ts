import type { JudgedFault } from '../../core/probe.ts';
import { type Traffic, weightIn } from './judge-tunnels.ts';
import type { DescribedVpn } from './observe.ts';
import type { VpnReason } from './reasons.ts';
import type { VpnSpec } from './spec.ts';

type Fault = JudgedFault<VpnReason>;

/** Whether both ends still have the addresses that the device's configuration was written for. */
export function judgeAddresses(spec: VpnSpec, described: DescribedVpn, traffic: Traffic): readonly Fault[] {
  return [...customerFault(spec, described, traffic), ...outsideFaults(spec, described, traffic)];
}

function customerFault(
  { expectCustomerGatewayAddress: expected }: VpnSpec,
  { connection, customerGateway }: DescribedVpn,
  traffic: Traffic,
): readonly Fault[] {
  const address = customerGateway?.address;
  if (expected === undefined || address === undefined || customerGateway === undefined) return [];
  if (isSame(address, expected)) return [];
  return [
    {
      reason: 'customer-gateway-address-changed',
      subject: customerGateway.id,
      address,
      // A tunnel that is up is proof that the device is where AWS thinks it is.
      ...weightIn(traffic),
      values: { vpn: connection.id, customerGateway: customerGateway.id, found: address, expected },
    },
  ];
}

/**
 * A connection that was made anew has other outside addresses, and the device still calls the old ones. While a
 * tunnel is up that is a note for the configuration; while none is, it is why.
 */
function outsideFaults(
  { expectOutsideAddresses: expected }: VpnSpec,
  { connection }: DescribedVpn,
  traffic: Traffic,
): readonly Fault[] {
  if (expected === undefined) return [];
  const found = connection.tunnels.flatMap(({ outsideAddress }) => outsideAddress ?? []);
  // AWS tells of no tunnel at all: that is no change of their addresses.
  if (found.length === 0) return [];
  const gone = expected.filter((one) => !found.some((other) => isSame(one, other)));
  const added = found.filter((one) => !expected.some((other) => isSame(one, other)));
  const cause =
    traffic === 'cut-off'
      ? { status: 'failed' as const, severity: 'critical' as const, explains: 'target' as const }
      : {};
  const values = { vpn: connection.id, expected: expected.join(', '), found: found.join(', ') || '-' };
  const device =
    connection.customerGatewayId === undefined ? {} : { customerGateway: connection.customerGatewayId };
  // Which old tunnel a new one stands for is the device's to choose: one after the other will do.
  const changed = added.map(
    (newAddress, place): Fault => ({
      reason: 'tunnel-address-changed',
      subject: newAddress,
      address: newAddress,
      ...cause,
      values: { ...values, ...device, newAddress, oldAddress: gone[place] ?? '-' },
    }),
  );
  const vanished = gone.slice(added.length).map(
    (oldAddress): Fault => ({
      reason: 'tunnel-address-changed',
      subject: connection.id,
      ...cause,
      values: { ...values, ...device, newAddress: '-', oldAddress },
    }),
  );
  return [...changed, ...vanished];
}

/** IPv6 addresses are written in more than one way (RFC 5952); letter case is the way that occurs. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
