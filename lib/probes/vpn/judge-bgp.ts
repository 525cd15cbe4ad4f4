import type { BgpLogMeaning } from '../../catalogue/vpn-log-messages.ts';
import { logGroupName } from '../../core/aws/log-reader.ts';
import type { VpnTunnel } from '../../core/aws/vpn-reader.ts';
import type { JudgedFault } from '../../core/probe.ts';
import { boundedText } from '../../core/text.ts';
import { isoTime } from '../../core/time.ts';
import { placeOf, tunnelSubject } from './evidence.ts';
import type { BgpWord } from './glossary.ts';
import type { DescribedVpn } from './observe.ts';
import type { VpnReason } from './spec.ts';
import { isDown } from './tunnel-state.ts';

type ConfigIssue = JudgedFault<VpnReason>;

/**
 * BGP over the tunnels: a session that is down while IPsec stands, prefixes that AWS denies, and a number of them near
 * the limit. With static routing there is none.
 */
export function judgeBgp(described: DescribedVpn, isCutOff: boolean): readonly ConfigIssue[] {
  const { connection, bgpLogs } = described;
  if (connection.staticRoutesOnly) return [];
  return connection.tunnels.flatMap((tunnel): readonly ConfigIssue[] => {
    const log = bgpLogs.find(({ outsideAddress }) => outsideAddress === tunnel.outsideAddress);
    const place = placeOf(tunnel, described);
    const values = bgpValuesOf(tunnel, described);
    if (isDown(tunnel) && hasIpsec(tunnel, described))
      return [
        {
          reason: 'bgp-session-down',
          ...place,
          ...(isCutOff ? { explains: 'target' as const } : SPARED),
          values,
        },
      ];
    const { denied: [denied] = [], warning } = log ?? {};
    return [
      ...(denied === undefined || tunnel.acceptedRoutes === 0
        ? []
        : [
            {
              reason: 'bgp-prefixes-denied' as const,
              ...place,
              values: { ...values, why: denied.meaning },
            },
          ]),
      ...(warning === undefined ? [] : [{ reason: 'bgp-prefix-limit' as const, ...place, values }]),
    ];
  });
}

/** The other tunnel carries the traffic. */
const SPARED = { status: 'degraded', severity: 'warning' } as const;

/** A phase is either of these while it stands. */
const STANDS: ReadonlySet<string | undefined> = new Set(['established', 'rekeying']);

/**
 * AWS counts a tunnel with BGP as down until its session is established. What tells that IPsec itself stands is the
 * tunnel's log, or AWS's own words about the tunnel.
 */
function hasIpsec({ outsideAddress, statusMessage }: VpnTunnel, { logs }: DescribedVpn): boolean {
  const log = logs.find((one) => one.outsideAddress === outsideAddress);
  if (log?.error !== undefined) return false;
  const isStanding = [log?.phase1, log?.phase2].every((phase) => STANDS.has(phase?.toLowerCase()));
  return isStanding || /IPSEC IS UP/i.test(statusMessage ?? '');
}

/** Why a tunnel brings no route, as far as its log, its state and both AS numbers tell. */
export function bgpValuesOf(tunnel: VpnTunnel, described: DescribedVpn) {
  const { connection, gateway, customerGateway, bgpLogs } = described;
  const log = bgpLogs.find(({ outsideAddress }) => outsideAddress === tunnel.outsideAddress);
  const asn = customerGateway?.bgpAsn;
  const isSame = asn === String(gateway?.amazonSideAsn);
  const denied = log?.denied ?? [];
  const why: BgpWord | BgpLogMeaning =
    log?.why?.meaning ??
    (isSame
      ? 'asn-same'
      : log === undefined
        ? 'bgp-log-off'
        : log.status !== 'up' || log.announced > 0
          ? 'bgp-log-silent'
          : (denied[0]?.meaning ?? 'nothing-announced'));
  const { bgpGroupArn } = tunnel.logs;
  return {
    vpn: connection.id,
    tunnel: tunnelSubject(connection, tunnel),
    since: isoTime(tunnel.lastStatusChangeMs) ?? '-',
    why,
    bgpLine: log?.why?.text ?? '-',
    asn: boundedText(asn ?? '-', 20),
    remoteAsn: log?.remoteAsn ?? '-',
    expectedAsn: log?.expectedAsn ?? '-',
    received: log?.received ?? '-',
    limit: log?.limit ?? '-',
    hold: log?.holdSeconds ?? '-',
    count: denied.length,
    prefixes:
      denied
        .map(({ prefix }) => prefix)
        .slice(0, 10)
        .join(', ') || '-',
    ...(bgpGroupArn !== undefined && { bgpLogGroup: logGroupName(bgpGroupArn) }),
  };
}
