import {
  FLAPPING_DEGRADED_DOWNS,
  FLAPPING_FAILED_DOWNS,
  FLAPPING_HOURS,
  TUNNEL_STATE_MINUTES,
} from '../../catalogue/vpn-flapping.ts';
import type { TunnelLogMeaning } from '../../catalogue/vpn-log-messages.ts';
import { TUNNEL_DEFAULTS } from '../../catalogue/vpn-tunnel.ts';
import { logGroupName } from '../../core/aws/log-reader.ts';
import type { VpnTunnel } from '../../core/aws/vpn-reader.ts';
import type { JudgedFault } from '../../core/probe.ts';
import { boundedText } from '../../core/text.ts';
import { isoTime, MINUTE_MS } from '../../core/time.ts';
import { placeOf, tunnelSubject } from './evidence.ts';
import { historyText } from './history.ts';
import { bgpValuesOf, judgeBgp } from './judge-bgp.ts';
import { judgeTraffic } from './judge-traffic.ts';
import type { DescribedVpn } from './observe.ts';
import { isBeingReplaced, isPending } from './replacement.ts';
import type { VpnReason, VpnSpec } from './spec.ts';
import { differencesOf } from './tunnel-options.ts';
import { isDown, isUp } from './tunnel-state.ts';

type ConfigIssue = JudgedFault<VpnReason>;

/** `flows`: some tunnel is up; `cut-off`: all are down; otherwise AWS does not say, or in words we do not know. */
export type Traffic = 'flows' | 'cut-off' | 'not-known';

export interface JudgedTunnels {
  readonly faults: readonly ConfigIssue[];
  readonly traffic: Traffic;
}

/**
 * Both tunnels, however many AWS tells of, each by its outside address. All of them down is an outage, one of them
 * a loss of redundancy; a word for their state that we do not know proves neither.
 */
export function judgeTunnels(spec: VpnSpec, described: DescribedVpn): JudgedTunnels {
  const { connection } = described;
  const up = connection.tunnels.filter(isUp);
  const down = connection.tunnels.filter(isDown);
  const unknown = connection.tunnels.filter((tunnel) => !isUp(tunnel) && !isDown(tunnel));
  const traffic = up.length > 0 ? 'flows' : unknown.length === 0 && down.length > 0 ? 'cut-off' : 'not-known';
  return {
    traffic,
    faults: [
      ...down.flatMap((tunnel) => keyIssue(tunnel, described, traffic)),
      ...(traffic === 'cut-off' ? [outage(described, spec)] : down.map((tunnel) => loss(tunnel, described))),
      ...judgeBgp(described, traffic === 'cut-off'),
      ...connection.tunnels.flatMap((tunnel) => flapping(tunnel, described)),
      ...judgeTraffic(described),
      ...optionsFault(described),
      ...unknown.map((tunnel) => notNotified(tunnel, described)),
      ...(connection.tunnels.length === 0 ? [noTelemetry(described)] : []),
      ...routeFaults(up, described),
      ...described.replacements.filter(isPending).map(
        (replacement): ConfigIssue => ({
          reason: 'tunnel-replacement-pending',
          subject: replacement.outsideAddress,
          address: replacement.outsideAddress,
          values: {
            vpn: connection.id,
            tunnel: replacement.outsideAddress,
            after: isoTime(replacement.autoAppliedAfterMs) ?? '-',
          },
        }),
      ),
    ],
  };
}

const KEY_ERRORS: ReadonlySet<TunnelLogMeaning> = new Set(['key-differs', 'authentication-failed']);

function keyIssue(tunnel: VpnTunnel, described: DescribedVpn, traffic: Traffic): readonly ConfigIssue[] {
  const log = described.logs.find(({ outsideAddress }) => outsideAddress === tunnel.outsideAddress);
  // A tunnel that authenticates by certificate has no key that could differ.
  if (log?.error === undefined || !KEY_ERRORS.has(log.error.meaning) || tunnel.certificateArn !== undefined)
    return [];
  return [
    {
      reason: 'tunnel-psk-mismatch',
      ...placeOf(tunnel, described),
      ...weightIn(traffic),
      values: valuesOf(tunnel, described),
    },
  ];
}

/** A fault that cuts the site off unless the other tunnel takes over: then it is reported, but explains nothing else. */
export function weightIn(traffic: Traffic): Pick<ConfigIssue, 'severity' | 'explains'> {
  return traffic === 'cut-off' ? { explains: 'target' } : { severity: 'warning' };
}

function outage(described: DescribedVpn, { historyMinutes }: VpnSpec): ConfigIssue {
  const { connection } = described;
  const values = connection.tunnels.map((tunnel) => valuesOf(tunnel, described));
  const since = connection.tunnels
    .flatMap(({ lastStatusChangeMs }) => lastStatusChangeMs ?? [])
    .sort((a, b) => b - a);
  const told = values.find(({ logged }) => logged !== 'nothing') ?? values[0];
  return {
    reason: 'tunnels-down',
    subject: connection.id,
    explains: 'target',
    values: {
      ...told,
      vpn: connection.id,
      tunnels: connection.tunnels.map((tunnel) => tunnelSubject(connection, tunnel)).join(', '),
      // The site is cut off since the last of them went.
      since: isoTime(since[0]) ?? '-',
      statusMessage: [...new Set(values.map(({ statusMessage }) => statusMessage))].join(', '),
      history: values.map(({ tunnel, history }) => `${tunnel}: ${history}`).join('; '),
      historyMinutes,
    },
  };
}

function loss(tunnel: VpnTunnel, described: DescribedVpn): ConfigIssue {
  const replacement = described.replacements.find(
    ({ outsideAddress }) => outsideAddress === tunnel.outsideAddress,
  );
  return {
    reason: 'tunnel-down',
    ...placeOf(tunnel, described),
    // AWS replaces one endpoint at a time and leaves the other alone: nothing is to be done but wait.
    ...(isBeingReplaced(replacement, described.askedAtMs) && { severity: 'info' as const }),
    values: valuesOf(tunnel, described),
  };
}

/** Up at the moment of asking says little of a tunnel that falls every hour. */
function flapping(tunnel: VpnTunnel, described: DescribedVpn): readonly ConfigIssue[] {
  const history = described.histories.find(({ outsideAddress }) => outsideAddress === tunnel.outsideAddress);
  if (history === undefined || history.downsAtMs.length < FLAPPING_DEGRADED_DOWNS) return [];
  const downs = history.downsAtMs;
  return [
    {
      reason: 'tunnel-flapping',
      ...placeOf(tunnel, described),
      ...(downs.length >= FLAPPING_FAILED_DOWNS && { status: 'failed' as const }),
      values: {
        ...valuesOf(tunnel, described),
        downs: downs.length,
        hours: FLAPPING_HOURS,
        ...rhythmOf(downs, tunnel),
        ...lastSaid(described, tunnel),
      },
    },
  ];
}

/** A tunnel that is up again has no error any more: what its log said last of keys, of a silent peer or of an error tells why it fell. */
function lastSaid({ logs }: DescribedVpn, { outsideAddress }: VpnTunnel) {
  const log = logs.find((one) => one.outsideAddress === outsideAddress);
  const [last] = [log?.error, log?.lastDpd, log?.lastRekey]
    .filter((one) => one !== undefined)
    .sort((a, b) => b.atMs - a.atMs);
  if (last === undefined) return { lastLine: '-' };
  return { logged: last.meaning, line: last.text, lastLine: `${isoTime(last.atMs) ?? '?'} ${last.text}` };
}

/** A tunnel that falls at every rekeying falls in the rhythm of a lifetime, as far as five minutes can tell. */
function rhythmOf(downsAtMs: readonly number[], { phase1, phase2 }: VpnTunnel) {
  const gapsMinutes = downsAtMs.slice(1).map((atMs, index) => (atMs - (downsAtMs[index] ?? 0)) / MINUTE_MS);
  const [middle = 0] = gapsMinutes.toSorted((a, b) => a - b).slice(Math.floor(gapsMinutes.length / 2));
  const near = (one: number) => Math.abs(one - middle) <= TUNNEL_STATE_MINUTES;
  if (!gapsMinutes.every(near)) return { rhythm: 'irregular', every: '-' };
  const minutesOf = (seconds: number) => seconds / 60;
  const lifetimes = [
    ['phase-1-lifetime', minutesOf(phase1?.lifetimeSeconds ?? TUNNEL_DEFAULTS.phase1LifetimeSeconds)],
    ['phase-2-lifetime', minutesOf(phase2?.lifetimeSeconds ?? TUNNEL_DEFAULTS.phase2LifetimeSeconds)],
  ] as const;
  // Rekeying begins up to 270 seconds before the end, and the tunnel is counted down in the next period.
  const fits = lifetimes.find(([, minutes]) => Math.abs(minutes - middle) <= 2 * TUNNEL_STATE_MINUTES);
  return { rhythm: fits?.[0] ?? 'regular', every: Math.round(middle) };
}

/** Both tunnels stand in for each other: what one of them has, the other one needs. */
function optionsFault({ connection }: DescribedVpn): readonly ConfigIssue[] {
  const [first, second] = connection.tunnels;
  if (first === undefined || second === undefined) return [];
  const differences = differencesOf(first, second);
  if (differences.length === 0) return [];
  return [
    {
      reason: 'tunnel-options-differ',
      subject: connection.id,
      values: {
        vpn: connection.id,
        tunnel: tunnelSubject(connection, first),
        other: tunnelSubject(connection, second),
        differences: differences.map(({ option, values }) => `${option} ${values.join(' / ')}`).join(', '),
      },
    },
  ];
}

function notNotified(tunnel: VpnTunnel, described: DescribedVpn): ConfigIssue {
  return {
    reason: 'tunnel-down',
    ...placeOf(tunnel, described),
    status: 'unknown',
    values: valuesOf(tunnel, described),
  };
}

function noTelemetry({ connection: { id } }: DescribedVpn): ConfigIssue {
  const values = { vpn: id, tunnel: '-', state: '-', statusMessage: '-', since: '-', history: '-' };
  return {
    reason: 'tunnel-down',
    subject: id,
    status: 'unknown',
    values: { ...values, logged: 'nothing', phases: '-', line: '-' },
  };
}

/** UP says that IPsec is up: without a route nothing goes through it. A missing number proves nothing. */
function routeFaults(up: readonly VpnTunnel[], described: DescribedVpn): readonly ConfigIssue[] {
  const { connection } = described;
  const { id, staticRoutesOnly, staticRoutes, vpnGatewayId } = connection;
  if (up.length === 0) return [];
  if (staticRoutesOnly) {
    // On a transit gateway the static routes stand in its own tables.
    const hasRoute = staticRoutes.some(({ state }) => state !== 'deleting' && state !== 'deleted');
    if (hasRoute || vpnGatewayId === undefined) return [];
    return [
      {
        reason: 'tunnel-without-routes',
        subject: id,
        explains: 'target',
        values: { vpn: id, routing: 'static', tunnels: '-', prefixes: '-', why: 'no-static-route' },
      },
    ];
  }
  const empty = up.filter(({ acceptedRoutes }) => acceptedRoutes === 0);
  const some = empty.length < up.length;
  return empty.map((tunnel) => ({
    reason: 'tunnel-without-routes',
    ...placeOf(tunnel, described),
    ...(some
      ? { status: 'degraded' as const, severity: 'warning' as const }
      : { explains: 'target' as const }),
    values: {
      ...bgpValuesOf(tunnel, described),
      routing: 'BGP',
      tunnels: tunnelSubject(connection, tunnel),
      prefixes: '-',
    },
  }));
}

/** What the texts say of one tunnel; a gap shows as `-`. */
function valuesOf(tunnel: VpnTunnel, { connection, histories, logs }: DescribedVpn) {
  const { outsideAddress: address } = tunnel;
  const history = histories.find(({ outsideAddress }) => outsideAddress === address);
  const log = logs.find(({ outsideAddress }) => outsideAddress === address);
  const { groupArn } = tunnel.logs;
  return {
    vpn: connection.id,
    tunnel: tunnelSubject(connection, tunnel),
    state: boundedText(tunnel.status ?? '', 40) || '-',
    statusMessage: boundedText(tunnel.statusMessage ?? '') || '-',
    since: isoTime(tunnel.lastStatusChangeMs) ?? '-',
    history: (history && historyText(history)) || '-',
    phases: log === undefined ? '-' : `${log.phase1 ?? '-'}, ${log.phase2 ?? '-'}`,
    logged: log?.error?.meaning ?? 'nothing',
    line: log?.error?.text ?? '-',
    ...(connection.customerGatewayId !== undefined && { customerGateway: connection.customerGatewayId }),
    ...(groupArn !== undefined && { logGroup: logGroupName(groupArn) }),
  };
}
