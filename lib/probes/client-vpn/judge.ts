import type { ClientVpnAuthorisation } from '../../core/aws/client-vpn-reader.ts';
import type { Evidence } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import type { CommonReason } from '../../core/reason.ts';
import { boundedText } from '../../core/text.ts';
import { contains, spanOf } from '../../explain/spans.ts';
import { evidence, judgeEach, refusedIssues } from '../kit/findings.ts';
import { certificateEvidence, certificateFaults } from './judge-certificate.ts';
import type { ClientVpnObservation, DescribedClientVpn } from './observe.ts';
import type { ClientVpnReason, ClientVpnSpec } from './spec.ts';

type AskedEndpoint = Asked<ClientVpnSpec, ClientVpnObservation>;
type JudgedEndpoint = Judged<ClientVpnReason | CommonReason>;
type ConfigIssue = JudgedFault<ClientVpnReason>;

export function judgeClientVpn(asked: readonly AskedEndpoint[]): JudgedEndpoint {
  return judgeEach(asked, judgeOne);
}

function judgeOne({ spec, observation }: AskedEndpoint): JudgedEndpoint {
  if (observation.outcome === 'missing') {
    const subject = spec.endpoint;
    return {
      evidence: [{ subject, outcome: 'missing' }],
      faults: [{ reason: 'client-vpn-missing', subject, explains: 'target', values: { endpoint: subject } }],
    };
  }
  const { endpoint, refused } = observation;
  const state = stateFault(observation);
  return {
    evidence: [...evidenceOf(observation), ...certificateEvidence(observation)],
    faults: [
      ...state,
      ...(state.length > 0
        ? []
        : [
            ...associationFaults(observation),
            ...authorisationFaults(spec, observation),
            ...certificateFaults(observation),
          ]),
      ...refusedIssues(refused, endpoint.id),
    ],
  };
}

/**
 * `pending-associate` is not among them: it has no subnet yet, which has its own reason. Any other word is new
 * to us: it is `unknown`, never down.
 * Source: EC2 API reference, "ClientVpnEndpointStatus" (Code), read 2026-11-21.
 */
const NOT_AVAILABLE = new Set(['deleting', 'pending']);
const STANDS = new Set(['available', 'pending-associate']);

function stateFault({
  endpoint: { id, state, stateMessage = '' },
}: DescribedClientVpn): readonly ConfigIssue[] {
  if (STANDS.has(state)) return [];
  return [
    {
      reason: 'client-vpn-not-available',
      subject: id,
      explains: 'target',
      ...(!NOT_AVAILABLE.has(state) && { status: 'unknown' as const }),
      values: {
        endpoint: id,
        state: boundedText(state, 40) || '-',
        stateMessage: boundedText(stateMessage) || '-',
      },
    },
  ];
}

/** Source: EC2 API reference, "AssociationStatus" (Code), read 2026-11-21. */
const NOT_ASSOCIATED = new Set(['associating', 'association-failed', 'disassociating', 'disassociated']);

function associationFaults({ endpoint, associations }: DescribedClientVpn): readonly ConfigIssue[] {
  // On a transit gateway the endpoint is in no subnet.
  if (associations === undefined || endpoint.transitGatewayId !== undefined) return [];
  const lost = associations.filter(({ state }) => state !== 'associated');
  const values = {
    endpoint: endpoint.id,
    associations:
      associations
        .map(({ subnetId, state }) => `${subnetId ?? '-'} ${boundedText(state, 40) || '-'}`)
        .join(', ') || '-',
  };
  if (lost.length === associations.length) {
    const isNew = lost.some(({ state }) => !NOT_ASSOCIATED.has(state));
    return [
      {
        reason: 'client-vpn-not-associated',
        subject: endpoint.id,
        explains: 'target',
        ...(isNew && { status: 'unknown' as const }),
        values,
      },
    ];
  }
  // Users come in through the other subnets; those of this zone lose their way when the others go.
  return lost
    .filter(({ state }) => state === 'association-failed')
    .map(({ id }) => ({
      reason: 'client-vpn-not-associated',
      subject: id,
      status: 'degraded',
      severity: 'warning',
      values,
    }));
}

/** Source: EC2 API reference, "ClientVpnAuthorizationRuleStatus" (Code), read 2026-11-21. */
const INACTIVE = new Set(['authorizing', 'failed', 'revoking']);

/** Without a rule nobody passes, however good the tunnel is. One in a state that is new to us may let them. */
function authorisationFaults(
  { reaches }: ClientVpnSpec,
  { endpoint, authorisations }: DescribedClientVpn,
): readonly ConfigIssue[] {
  if (authorisations === undefined) return [];
  const active = authorisations.filter(({ state }) => state === 'active');
  const maybeActive = authorisations.filter(({ state }) => !INACTIVE.has(state));
  const fault = (destinations: string, isProven: boolean): ConfigIssue => ({
    reason: 'client-vpn-not-authorised',
    subject: endpoint.id,
    ...(!isProven && { status: 'unknown' as const }),
    values: { endpoint: endpoint.id, destinations, rules: rulesText(authorisations) },
  });
  if (reaches === undefined) return active.length > 0 ? [] : [fault('-', maybeActive.length === 0)];
  const missing = notCovered(reaches, active);
  if (missing.length === 0) return [];
  const proven = notCovered(missing, maybeActive);
  return [fault((proven.length > 0 ? proven : missing).join(', '), proven.length > 0)];
}

function notCovered(
  destinations: readonly string[],
  rules: readonly ClientVpnAuthorisation[],
): readonly string[] {
  const spans = rules.flatMap(({ destination }) => spanOf(destination) ?? []);
  return destinations.filter((one) => {
    const span = spanOf(one);
    return span !== undefined && !spans.some((rule) => contains(rule, span));
  });
}

function rulesText(rules: readonly ClientVpnAuthorisation[]): string {
  return (
    rules.map(({ destination, state }) => `${destination} ${boundedText(state, 40) || '-'}`).join(', ') || '-'
  );
}

function evidenceOf({
  endpoint,
  associations,
  authorisations,
  routes,
  refused,
}: DescribedClientVpn): readonly Evidence[] {
  return [
    evidence({
      subject: endpoint.id,
      outcome: boundedText(endpoint.state, 40),
      name: endpoint.tags.Name && boundedText(endpoint.tags.Name),
      stateMessage: endpoint.stateMessage && boundedText(endpoint.stateMessage),
      dnsName: endpoint.dnsName,
      transport: endpoint.transport,
      serves: endpoint.port,
      clientCidr: endpoint.clientCidr,
      splitTunnel: endpoint.splitTunnel,
      serverCertificate: endpoint.serverCertificateArn,
      vpc: endpoint.vpcId,
      transitGateway: endpoint.transitGatewayId,
      rules: authorisations?.map(
        ({ destination, groupId, everybody, state }) =>
          `${destination} ${everybody ? 'everybody' : (groupId ?? '-')} ${boundedText(state, 40)}`,
      ),
      routes: routes?.map(({ destination, state }) => `${destination} ${boundedText(state, 40)}`),
      ...(refused.length > 0 && { notRead: refused.map(({ action }) => action) }),
    }),
    ...(associations ?? []).map(({ id, subnetId, state, stateMessage }) =>
      evidence({
        subject: id,
        outcome: boundedText(state, 40),
        subnet: subnetId,
        stateMessage: stateMessage && boundedText(stateMessage),
      }),
    ),
  ];
}
