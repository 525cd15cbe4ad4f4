import type { JudgedFault } from '../../core/probe.ts';
import type { DescribedVpn } from './observe.ts';
import type { VpnReason } from './spec.ts';
import type { TunnelTraffic } from './traffic.ts';
import { isUp } from './tunnel-state.ts';

type ConfigIssue = JudgedFault<VpnReason>;

/** AWS's own checks, BGP and ARP are counted too ("Monitor … using Amazon CloudWatch", TunnelDataIn): this much an hour is them. */
const QUIET_BYTES = 200_000;
/** Somebody uses it. */
const BUSY_BYTES = 2_000_000;
/** Of what passes in one direction, on one tunnel. */
const NEARLY_ALL = 0.9;

/**
 * What the volume of an hour says that TunnelState does not: one direction that carries nothing, or each direction on
 * another tunnel. Volume is no liveness: it degrades, and never fails.
 */
export function judgeTraffic({ connection, traffic, logs }: DescribedVpn): readonly ConfigIssue[] {
  const up = connection.tunnels.filter(isUp);
  const ofUp = traffic.filter(({ outsideAddress }) =>
    up.some((one) => one.outsideAddress === outsideAddress),
  );
  const sum = (of: (one: TunnelTraffic) => number) => ofUp.reduce((all, one) => all + of(one), 0);
  const [inBytes, outBytes] = [sum((one) => one.inBytes), sum((one) => one.outBytes)];
  const values = { vpn: connection.id, inBytes, outBytes };
  const natTraversal = logs.find((log) => log.natTraversal !== undefined)?.natTraversal;
  if (outBytes >= BUSY_BYTES && inBytes < QUIET_BYTES) {
    const why =
      natTraversal === undefined ? 'nothing-comes-in' : natTraversal ? 'udp-4500-blocked' : 'esp-blocked';
    return [{ reason: 'tunnel-one-way', subject: connection.id, values: { ...values, why } }];
  }
  if (inBytes >= BUSY_BYTES && outBytes < QUIET_BYTES)
    return [
      { reason: 'tunnel-one-way', subject: connection.id, values: { ...values, why: 'nothing-goes-out' } },
    ];
  const carries = (of: (one: TunnelTraffic) => number, all: number) =>
    all < BUSY_BYTES ? undefined : ofUp.find((one) => of(one) >= NEARLY_ALL * all);
  const enters = carries((one) => one.inBytes, inBytes);
  const leaves = carries((one) => one.outBytes, outBytes);
  if (enters === undefined || leaves === undefined || enters === leaves) return [];
  return [
    {
      reason: 'tunnel-asymmetric',
      subject: connection.id,
      values: { ...values, tunnel: enters.outsideAddress, other: leaves.outsideAddress },
    },
  ];
}
