import type { DirectConnectPeer } from '../../core/aws/direct-connect-reader.ts';
import type { Evidence } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import type { CommonReason } from '../../core/reason.ts';
import { boundedText } from '../../core/text.ts';
import { evidence, judgeEach, refusedIssues } from '../kit/findings.ts';
import type { DescribedInterface, DirectConnectObservation } from './observe.ts';
import type { DirectConnectReason, DirectConnectSpec } from './spec.ts';

type AskedInterface = Asked<DirectConnectSpec, DirectConnectObservation>;
type JudgedInterface = Judged<DirectConnectReason | CommonReason>;
type ConfigIssue = JudgedFault<DirectConnectReason>;

export function judgeDirectConnect(asked: readonly AskedInterface[]): JudgedInterface {
  return judgeEach(asked, judgeOne);
}

function judgeOne({ spec, observation }: AskedInterface): JudgedInterface {
  if (observation.outcome === 'missing') {
    const subject = spec.virtualInterface;
    const others = observation.others.map((one) => boundedText(one, 80)).slice(0, 10);
    return {
      evidence: [{ subject, outcome: 'missing', others }],
      faults: [
        {
          reason: 'direct-connect-missing',
          subject,
          explains: 'target',
          values: { virtualInterface: subject, others: others.join(', ') || '-' },
        },
      ],
    };
  }
  // Without a line, or an interface that stands, no session can: its own fault would be the same one twice.
  const beneath = [...linkFault(observation), ...stateFault(observation)];
  return {
    evidence: evidenceOf(observation),
    faults: [
      ...beneath,
      ...(beneath.length > 0 ? [] : bgpFaults(observation)),
      ...refusedIssues(observation.refused, observation.virtualInterface.id),
    ],
  };
}

/**
 * `down` says that BGP is, which has a separate reason. `testing`: somebody tries whether traffic moves elsewhere.
 * Any other word is new to us: it is `unknown`, never down.
 * Source: Direct Connect API reference, "VirtualInterface" (virtualInterfaceState), read 2026-11-30.
 */
const NOT_AVAILABLE = new Set(['confirming', 'verifying', 'pending', 'deleting', 'rejected']);
const STANDS = new Set(['available', 'down']);

function stateFault(described: DescribedInterface): readonly ConfigIssue[] {
  const { id, state } = described.virtualInterface;
  if (STANDS.has(state)) return [];
  return [
    {
      reason: 'direct-connect-not-available',
      subject: id,
      explains: 'target',
      ...(state === 'testing'
        ? { status: 'degraded' as const, severity: 'info' as const }
        : !NOT_AVAILABLE.has(state) && { status: 'unknown' as const }),
      values: { ...valuesOf(described), state: boundedText(state, 40) || '-' },
    },
  ];
}

/** `down`: "the network link is down" (Direct Connect API reference, "Connection", connectionState). */
function linkFault(described: DescribedInterface): readonly ConfigIssue[] {
  if (described.connection?.state !== 'down') return [];
  return [
    {
      reason: 'direct-connect-link-down',
      subject: described.virtualInterface.id,
      explains: 'target',
      values: valuesOf(described),
    },
  ];
}

/** One session that is up carries its family; a status that AWS does not know proves nothing. */
function bgpFaults(described: DescribedInterface): readonly ConfigIssue[] {
  const { id, state, peers } = described.virtualInterface;
  const down = peers.filter(({ status }) => status === 'down');
  const isUp = peers.some(({ status }) => status === 'up');
  const isDown = state === 'down' || (down.length > 0 && down.length === peers.length);
  const values = (some: readonly DirectConnectPeer[]) => ({
    ...valuesOf(described),
    peers: some.map(peerText).join(', ') || '-',
  });
  if (isDown && !isUp)
    return [{ reason: 'direct-connect-bgp-down', subject: id, explains: 'target', values: values(down) }];
  if (down.length > 0)
    return [
      {
        reason: 'direct-connect-bgp-down',
        subject: id,
        ...(isUp
          ? { status: 'degraded' as const, severity: 'warning' as const }
          : { status: 'unknown' as const }),
        values: values(down),
      },
    ];
  const unknown = peers.filter(({ status }) => status !== 'up');
  if (unknown.length === 0) return [];
  return [{ reason: 'direct-connect-bgp-down', subject: id, status: 'unknown', values: values(unknown) }];
}

function peerText({ family, asn, customerAddress, state, status }: DirectConnectPeer): string {
  const words = [family ?? [], asn === undefined ? [] : `AS ${asn}`, customerAddress ?? [], state, status];
  return boundedText(
    words
      .flat()
      .filter((word) => word !== '')
      .join(' '),
    120,
  );
}

function valuesOf({ virtualInterface, connection }: DescribedInterface) {
  const { id, name = '', connectionId, vlan } = virtualInterface;
  return {
    virtualInterface: id,
    name: boundedText(name, 60) || '-',
    connection: connectionId ?? '-',
    connectionState: boundedText(connection?.state ?? '', 40) || '-',
    vlan: vlan ?? '-',
    peers: '-',
  };
}

function evidenceOf({ virtualInterface, connection, refused }: DescribedInterface): readonly Evidence[] {
  const { id, name, type, state, location, vlan, mtuBytes, amazonSideAsn } = virtualInterface;
  return [
    evidence({
      subject: id,
      outcome: boundedText(state, 40),
      name: name && boundedText(name, 60),
      interfaceType: type && boundedText(type, 20),
      gateway: virtualInterface.directConnectGatewayId ?? virtualInterface.virtualGatewayId,
      connection: virtualInterface.connectionId,
      connectionState: connection && boundedText(connection.state, 40),
      location: location && boundedText(location, 40),
      vlan,
      mtu: mtuBytes,
      asn: amazonSideAsn,
      ...(refused.length > 0 && { notRead: refused.map(({ action }) => action) }),
    }),
    ...virtualInterface.peers.map((peer) =>
      evidence({
        subject: `${id} ${boundedText(peer.id, 40)}`.trim(),
        outcome: boundedText(peer.status, 20) || 'not-told',
        address: peer.customerAddress?.split('/', 1).join(),
        peer: peerText(peer),
      }),
    ),
  ];
}
