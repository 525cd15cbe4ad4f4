import type { CorrelationKey } from '../../core/correlation-key.ts';
import type { Explanation } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import type { CommonReason } from '../../core/reason.ts';
import { boundedText } from '../../core/text.ts';
import { judgeEach, refusedIssues } from '../kit/findings.ts';
import { evidenceOf } from './evidence.ts';
import { explainAddresses, judgeAddresses } from './judge-addresses.ts';
import { judgeRoutes } from './judge-routes.ts';
import { judgeTunnels } from './judge-tunnels.ts';
import type { DescribedVpn, VpnObservation } from './observe.ts';
import type { VpnSpec } from './spec.ts';
import { VPN_REASONS, type VpnReason } from './spec.ts';

type AskedVpn = Asked<VpnSpec, VpnObservation>;
type JudgedVpn = Judged<VpnReason | CommonReason>;
type ConfigIssue = JudgedFault<VpnReason | CommonReason>;

/**
 * States in which a connection carries nothing. One that is neither here nor `available` is new to us: it is
 * `unknown`, never down.
 * Source: EC2 API reference, "VpnConnection" (State), read 2026-11-21.
 */
const NOT_AVAILABLE = new Set(['pending', 'deleting']);

export function judgeVpn(asked: readonly AskedVpn[]): JudgedVpn {
  return judgeEach(asked, (one) => ({ ...judgeOne(one), correlationKeys: correlationKeyOf(one) }));
}

/** What proves that a finding about the device, the transit gateway or something beyond is this connection's outage. */
function correlationKeyOf({ spec, observation }: AskedVpn): readonly CorrelationKey[] {
  const { reaches = [], vpc: askedFrom } = spec;
  const of = 'vpn-connection';
  if (observation.outcome !== 'described') {
    return spec.vpn === undefined ? [] : [{ of, vpn: spec.vpn, reaches, askedFrom }];
  }
  const { connection, customerGateway } = observation;
  const {
    id: vpn,
    vpnGatewayId,
    transitGatewayId,
    coreNetworkArn,
    concentratorId,
    staticRoutesOnly,
  } = connection;
  const endsAt = transitGatewayId ?? vpnGatewayId ?? coreNetworkArn ?? concentratorId;
  const device = customerGateway?.address;
  return [{ of, vpn, endsAt, announces: !staticRoutesOnly, device, reaches, askedFrom }];
}

function judgeOne({ spec, observation }: AskedVpn): JudgedVpn {
  if (observation.outcome !== 'described') return judgeAbsence(spec, observation);
  const { connection } = observation;
  const faults: ConfigIssue[] = [];
  let explanations: readonly Explanation[] = [];
  faults.push(...stateFault(observation));
  if (faults.length === 0) {
    // What is not there yet, or not any more, has no tunnels and routes to speak of.
    const tunnels = judgeTunnels(spec, observation);
    const attachment = attachmentFault(spec, observation);
    const addresses = judgeAddresses(spec, observation, tunnels.traffic);
    const isMoreSevere = ({ reason }: ConfigIssue) => GRAVER_THAN_ADDRESSES.has(reason);
    if ([...attachment, ...addresses, ...tunnels.faults].some(isMoreSevere))
      explanations = explainAddresses(observation, addresses);
    faults.push(
      ...attachment,
      ...addresses,
      ...tunnels.faults,
      ...(attachment.length === 0 ? judgeRoutes(spec, observation, tunnels.traffic) : []),
    );
  }
  faults.push(...refusedIssues(observation.refused, connection.id));
  return { evidence: evidenceOf(spec, observation), faults, explanations };
}

const ORDER = Object.keys(VPN_REASONS);
const GRAVER_THAN_ADDRESSES: ReadonlySet<string> = new Set(
  ORDER.slice(0, ORDER.indexOf('tunnel-address-changed')),
);

function judgeAbsence(
  { vpn, tags }: VpnSpec,
  { outcome, others }: Exclude<VpnObservation, DescribedVpn>,
): JudgedVpn {
  const wanted = Object.entries(tags ?? {}).map(([key, value]) => `${key}=${value}`);
  const subject = boundedText([vpn ?? [], ...wanted].flat().join(', '));
  const found = others.map(({ id, name }) =>
    name === undefined || name === '' ? id : `${id} (${boundedText(name, 60)})`,
  );
  return {
    evidence: [{ subject, outcome, others: found }],
    faults: [
      {
        reason: 'vpn-missing',
        subject,
        explains: 'target',
        // Several with the same tags: which of them is meant cannot be told.
        ...(outcome === 'ambiguous' && { status: 'unknown' as const }),
        values: { wanted: subject, others: found.length === 0 ? '-' : found.slice(0, 10).join(', ') },
      },
    ],
  };
}

function stateFault({ connection: { id, state } }: DescribedVpn): readonly ConfigIssue[] {
  if (state === 'available') return [];
  return [
    {
      reason: 'vpn-not-available',
      subject: id,
      explains: 'target',
      ...(!NOT_AVAILABLE.has(state) && { status: 'unknown' as const }),
      values: { vpn: id, state: boundedText(state, 40) || '-' },
    },
  ];
}

/** A connection can be made before its gateway is, and then ends at none. */
function endsNowhere(vpn: string, vpc: string | undefined): ConfigIssue {
  return {
    reason: 'vpn-gateway-not-attached',
    subject: vpn,
    explains: 'target',
    values: { vpn, gateway: '-', vpc: vpc ?? '-', attachments: '-' },
  };
}

/** Source: EC2 API reference, "VpcAttachment" (State), read 2026-11-21. */
const ATTACHMENT_STATES = new Set(['attaching', 'attached', 'detaching', 'detached']);

function attachmentFault(
  { vpc }: VpnSpec,
  { connection, gateway, refused }: DescribedVpn,
): readonly ConfigIssue[] {
  const { vpnGatewayId, transitGatewayId, coreNetworkArn, concentratorId } = connection;
  if ([transitGatewayId, coreNetworkArn, concentratorId].some((one) => one !== undefined)) return [];
  if (vpnGatewayId === undefined) return [endsNowhere(connection.id, vpc)];
  if (refused.some(({ action }) => action === 'ec2:DescribeVpnGateways')) return [];
  const attachments = gateway?.attachments ?? [];
  const attached = attachments.filter(({ state }) => state === 'attached');
  if (attached.some(({ vpcId }) => vpc === undefined || vpcId === vpc)) return [];
  const isNew = attached.length === 0 && attachments.some(({ state }) => !ATTACHMENT_STATES.has(state));
  return [
    {
      reason: 'vpn-gateway-not-attached',
      subject: vpnGatewayId,
      explains: 'target',
      ...(isNew && { status: 'unknown' as const }),
      values: {
        vpn: connection.id,
        gateway: vpnGatewayId,
        vpc: vpc ?? (attachments[0]?.vpcId || '-'),
        attachments:
          attachments
            .map(({ vpcId, state }) => `${vpcId || '-'} ${boundedText(state, 40) || '-'}`)
            .join(', ') || '-',
      },
    },
  ];
}
