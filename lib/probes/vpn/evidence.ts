import type { VpnConnection, VpnTunnel } from '../../core/aws/vpn-reader.ts';
import type { Evidence } from '../../core/finding.ts';
import { boundedText } from '../../core/text.ts';
import { isoTime } from '../../core/time.ts';
import { evidence } from '../kit/findings.ts';
import { historyText } from './history.ts';
import type { DescribedVpn } from './observe.ts';
import { isPending } from './replacement.ts';
import type { VpnSpec } from './spec.ts';

/** What a tunnel is called: its outside address, which alone tells it from the other one. */
export function tunnelSubject({ id }: Pick<VpnConnection, 'id'>, { outsideAddress }: VpnTunnel): string {
  return outsideAddress ?? `${id} tunnel without address`;
}

/** Where a fault of a tunnel is. */
export function placeOf(tunnel: VpnTunnel, { connection }: DescribedVpn) {
  const { outsideAddress } = tunnel;
  return {
    subject: tunnelSubject(connection, tunnel),
    ...(outsideAddress !== undefined && { address: outsideAddress }),
  };
}

/** The connection, each tunnel, both ends and the route tables, one by one. */
export function evidenceOf(spec: VpnSpec, described: DescribedVpn): readonly Evidence[] {
  const { connection, gateway, customerGateway, routeTables } = described;
  const { vpnGatewayId, customerGatewayId } = connection;
  return [
    connectionEvidence(spec, described),
    ...connection.tunnels.map((tunnel) => tunnelEvidence(tunnel, described)),
    ...(vpnGatewayId === undefined
      ? []
      : [
          {
            subject: vpnGatewayId,
            outcome: gateway === undefined ? 'missing' : bounded(gateway.state) || 'described',
            attachments: (gateway?.attachments ?? []).map(({ vpcId, state }) => `${vpcId} ${bounded(state)}`),
          },
        ]),
    ...(customerGatewayId === undefined
      ? []
      : [
          evidence({
            subject: customerGatewayId,
            outcome: customerGateway === undefined ? 'missing' : bounded(customerGateway.state),
            address: customerGateway?.address,
            device: customerGateway?.deviceName && boundedText(customerGateway.deviceName),
          }),
        ]),
    ...routeTables.map(({ id, routes, propagatingGatewayIds, subnetIds, isMain }) => ({
      subject: id,
      outcome:
        vpnGatewayId !== undefined && propagatingGatewayIds.includes(vpnGatewayId) ? 'propagates' : 'read',
      main: isMain,
      subnets: [...subnetIds],
      routes: routes
        .filter(({ target }) => target.kind === 'virtual-private-gateway')
        .map(({ destination, target, state }) => {
          const to = destination.kind === 'cidr' ? destination.cidr : destination.prefixListId;
          return `${to} ${target.id} ${state}`;
        }),
    })),
  ];
}

function connectionEvidence(
  { lastOutsideAddresses, lastWellUntil }: VpnSpec,
  { connection, refused }: DescribedVpn,
): Evidence {
  const { id, state, tags, tunnels, staticRoutes, staticRoutesOnly } = connection;
  return evidence({
    subject: id,
    outcome: bounded(state) || 'described',
    name: tags.Name && boundedText(tags.Name),
    gateway:
      connection.vpnGatewayId ??
      connection.transitGatewayId ??
      connection.coreNetworkArn ??
      connection.concentratorId,
    customerGateway: connection.customerGatewayId,
    routing: staticRoutesOnly ? 'static' : 'bgp',
    bandwidth: connection.tunnelBandwidth && bounded(connection.tunnelBandwidth),
    accelerated: connection.isAccelerated === true ? true : undefined,
    transport: connection.transportAttachmentId,
    // What the device must be configured with, and what is compared with the last time.
    outsideAddresses: tunnels.flatMap(({ outsideAddress }) => outsideAddress ?? []).sort(),
    lastOutsideAddresses,
    lastWellUntil,
    staticRoutes: staticRoutes.map(({ destination, state: of }) => `${destination} ${of ?? '-'}`),
    ...(refused.length > 0 && { notRead: refused.map(({ action }) => action) }),
  });
}

function tunnelEvidence(tunnel: VpnTunnel, described: DescribedVpn): Evidence {
  const { connection, histories, logs, bgpLogs, replacements } = described;
  const address = tunnel.outsideAddress;
  const history = histories.find(({ outsideAddress }) => outsideAddress === address);
  const log = logs.find(({ outsideAddress }) => outsideAddress === address);
  const bgpLog = bgpLogs.find(({ outsideAddress }) => outsideAddress === address);
  const replacement = replacements.find(({ outsideAddress }) => outsideAddress === address);
  return evidence({
    subject: tunnelSubject(connection, tunnel),
    outcome: bounded(tunnel.status ?? '').toLowerCase() || 'not-told',
    address,
    statusMessage: tunnel.statusMessage && boundedText(tunnel.statusMessage),
    since: isoTime(tunnel.lastStatusChangeMs),
    acceptedRoutes: tunnel.acceptedRoutes,
    insideCidr: tunnel.insideCidr ?? tunnel.insideIpv6Cidr,
    begins:
      tunnel.startupAction === undefined ? undefined : tunnel.startupAction === 'start' ? 'aws' : 'device',
    history: history && historyText(history),
    downs: history?.downsAtMs.length || undefined,
    ...(log !== undefined && {
      phase1: log.phase1,
      phase2: log.phase2,
      logged: log.error?.text,
      loggedAt: isoTime(log.error?.atMs),
      natTraversal: log.natTraversal,
      rekeyedAt: isoTime(log.lastRekey?.atMs),
      lastRekey: log.lastRekey?.text,
      dpdAt: isoTime(log.lastDpd?.atMs),
      lastDpd: log.lastDpd?.text,
    }),
    ...(bgpLog !== undefined && {
      bgp: bgpLog.status,
      bgpLogged: bgpLog.why?.text ?? bgpLog.warning?.text,
      bgpLoggedAt: isoTime((bgpLog.why ?? bgpLog.warning)?.atMs),
      denied: bgpLog.denied.map(({ prefix, meaning }) => `${prefix} ${meaning}`).slice(0, 10),
    }),
    ...(replacement !== undefined &&
      isPending(replacement) && {
        replacement: boundedText(replacement.pending ?? '', 40),
        replacedAfter: isoTime(replacement.autoAppliedAfterMs),
      }),
    replacedAt: isoTime(replacement?.lastAppliedMs),
  });
}

function bounded(word: string): string {
  return boundedText(word, 40);
}
