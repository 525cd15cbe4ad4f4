/** What a line of the tunnel activity log means. Each has a sentence in every language (the glossary of the runbook). */
export type TunnelLogMeaning =
  | 'key-differs'
  | 'authentication-failed'
  | 'no-proposal'
  | 'proposal-refused'
  | 'traffic-selectors'
  | 'phase-2-failed'
  | 'phase-1-closed'
  | 'phase-2-closed'
  | 'device-silent'
  | 'half-open'
  | 'rekey-collision'
  | 'redundant-keys'
  | 'rekeying';

/** The same for the BGP log of a tunnel: its session, and its routes. */
export type BgpLogMeaning =
  | 'bgp-connecting'
  | 'bgp-opening'
  | 'bgp-confirming'
  | 'bgp-established'
  | 'bgp-closed'
  | 'bgp-port-blocked'
  | 'prefix-limit-near'
  | 'prefix-limit-exceeded'
  | 'device-prefix-limit'
  | 'aws-shut-down'
  | 'device-shut-down'
  | 'aws-unconfigured'
  | 'device-unconfigured'
  | 'aws-reset'
  | 'device-reset'
  | 'aws-rejected'
  | 'device-rejected'
  | 'aws-reconfigured'
  | 'device-reconfigured'
  | 'connection-collision'
  | 'hold-timer'
  | 'asn-mismatch'
  | 'own-as'
  | 'next-hop';

/**
 * How much a line says: `cause` names what is wrong; `symptom` that something is, unless a cause is known; `warning`
 * what goes wrong next; `progress` is no trouble; `good` says that all is well, so that what stands before it is over.
 */
type Weight = 'cause' | 'symptom' | 'warning' | 'progress' | 'good';

export interface LogMessage<M extends string> {
  /** As AWS writes it; `…` stands for what differs from line to line. */
  readonly says: string;
  readonly pattern: RegExp;
  readonly meaning: M;
  readonly weight: Weight;
}

type Row<M extends string> = readonly [says: string, pattern: RegExp, meaning: M, weight: Weight];

function table<M extends string>(rows: readonly Row<M>[]): readonly LogMessage<M>[] {
  return rows.map(([says, pattern, meaning, weight]) => ({ says, pattern, meaning, weight }));
}

/**
 * Every message of the tunnel activity log that AWS documents; the first that fits holds. Source: AWS Site-to-Site VPN
 * User Guide, "AWS Site-to-Site VPN logs", IKEv1 Error Messages, IKEv2 Error Messages, IKEv2 Negotiation Messages, read
 * 2026-11-30. AUTHENTICATION_FAILED and TS_UNACCEPTABLE are notifies of RFC 7296 §3.10.1.
 */
export const TUNNEL_LOG_MESSAGES = table<TunnelLogMeaning>([
  [
    'Peer is not responsive - Declaring peer dead',
    /peer is not responsive|declaring peer dead/i,
    'device-silent',
    'cause',
  ],
  [
    'AWS tunnel payload decryption was unsuccessful due to invalid Pre-shared Key',
    /invalid pre-?shared key/i,
    'key-differs',
    'cause',
  ],
  ['AWS tunnel detected a pre-shared key mismatch with cgw: …', /pre-?shared key/i, 'key-differs', 'cause'],
  [
    'AWS tunnel is sending AUTHENTICATION_FAILED as the response',
    /AUTHENTICATION_FAILED/i,
    'authentication-failed',
    'cause',
  ],
  ['No Proposal Match Found by AWS', /no proposal match found by aws/i, 'no-proposal', 'cause'],
  [
    'No Proposal Match Found. Notifying with "No proposal chosen"',
    /no[ _]proposal/i,
    'proposal-refused',
    'cause',
  ],
  [
    'AWS: Traffic Selector: TS_UNACCEPTABLE: received from responder',
    /TS_UNACCEPTABLE|traffic selector/i,
    'traffic-selectors',
    'cause',
  ],
  [
    'AWS tunnel Phase 2 was unable to establish while keeping Phase 1',
    /phase 2 was unable to establish/i,
    'phase-2-failed',
    'cause',
  ],
  [
    'AWS tunnel Timeout: deleting un-established Phase 1 IKE_SA with cgw: …',
    /un-established phase 1/i,
    'half-open',
    'cause',
  ],
  ['AWS tunnel DPD timed out after … retransmits', /DPD timed out/i, 'device-silent', 'cause'],
  [
    'AWS tunnel received DELETE for Phase 2 SA with SPI: …',
    /received DELETE for Phase 2/i,
    'phase-2-closed',
    'cause',
  ],
  ['AWS tunnel received DELETE for IKE_SA from CGW', /received DELETE/i, 'phase-1-closed', 'cause'],
  [
    'AWS tunnel detected a (CHILD_REKEY) collision as CHILD_DELETE',
    /CHILD_REKEY\) collision/i,
    'rekey-collision',
    'cause',
  ],
  [
    'AWS tunnel (CHILD_SA) redundant SA is being deleted due to detected collision',
    /redundant SA|collision/i,
    'redundant-keys',
    'progress',
  ],
  [
    'AWS tunnel processed request (id=…) for CREATE_CHILD_SA',
    /processed request .*CREATE_CHILD_SA/i,
    'rekeying',
    'progress',
  ],
  [
    'AWS tunnel is sending response (id=…) for CREATE_CHILD_SA',
    /sending response .*CREATE_CHILD_SA/i,
    'rekeying',
    'progress',
  ],
  [
    'AWS tunnel is sending request (id=…) for CREATE_CHILD_SA',
    /sending request .*CREATE_CHILD_SA/i,
    'rekeying',
    'progress',
  ],
  [
    'AWS tunnel processed response (id=…) for CREATE_CHILD_SA',
    /processed response .*CREATE_CHILD_SA/i,
    'rekeying',
    'progress',
  ],
]);

/** The subcodes of Cease (RFC 4486 §3): what it means that AWS sent it, and that AWS received it. */
const CEASE: readonly (readonly [
  subcode: number,
  name: string,
  sent: BgpLogMeaning,
  received: BgpLogMeaning,
])[] = [
  [1, 'Maximum Number of Prefixes Reached', 'prefix-limit-exceeded', 'device-prefix-limit'],
  [2, 'Administrative Shutdown', 'aws-shut-down', 'device-shut-down'],
  [3, 'Peer Unconfigured', 'aws-unconfigured', 'device-unconfigured'],
  [4, 'Administrative Reset', 'aws-reset', 'device-reset'],
  [5, 'Connection Rejected', 'aws-rejected', 'device-rejected'],
  [6, 'Other Configuration Change', 'aws-reconfigured', 'device-reconfigured'],
  [7, 'Connection Collision Resolution', 'connection-collision', 'connection-collision'],
];

const STATE = 'AWS-side peer BGP session state has changed from';

/** The same page, BGP Status Messages, with the same rule. */
export const BGP_LOG_MESSAGES = table<BgpLogMeaning>([
  [`${STATE} Idle to Connect with neighbor …`, /Idle to Connect\b/i, 'bgp-connecting', 'progress'],
  [`${STATE} Connect to OpenSent with neighbor …`, /Connect to OpenSent\b/i, 'bgp-opening', 'progress'],
  [
    `${STATE} OpenSent to OpenConfirm with neighbor …`,
    /OpenSent to OpenConfirm\b/i,
    'bgp-confirming',
    'progress',
  ],
  [
    `${STATE} OpenConfirm to Established with neighbor …`,
    /OpenConfirm to Established\b/i,
    'bgp-established',
    'good',
  ],
  [`${STATE} Established to Idle with neighbor …`, /Established to Idle\b/i, 'bgp-closed', 'symptom'],
  [`${STATE} Connect to Active with neighbor …`, /Connect to Active\b/i, 'bgp-port-blocked', 'cause'],
  [
    'AWS-side peer is reporting a maximum prefix limit warning - received … prefixes from neighbor …, limit is …',
    /maximum prefix limit warning/i,
    'prefix-limit-near',
    'warning',
  ],
  [
    'AWS-side peer detected the maximum prefix limit was exceeded - received … prefixes from neighbor …, limit is …',
    /maximum prefix limit was exceeded/i,
    'prefix-limit-exceeded',
    'cause',
  ],
  ...CEASE.flatMap(([subcode, name, sent, received]): readonly Row<BgpLogMeaning>[] => [
    [
      `AWS-side peer sent a notification 6/${subcode} (Cease/${name}) to neighbor …`,
      new RegExp(`sent a notification 6/${subcode}\\b`, 'i'),
      sent,
      'cause',
    ],
    [
      `AWS-side peer received notification 6/${subcode} (Cease/${name}) from neighbor …`,
      new RegExp(`received (?:a )?notification 6/${subcode}\\b`, 'i'),
      received,
      'cause',
    ],
  ]),
  [
    'AWS-side peer sent a Hold Timer Expired notification to neighbor …',
    /hold timer expired/i,
    'hold-timer',
    'cause',
  ],
  [
    'AWS-side peer detected a bad OPEN message from neighbor … - remote AS is …, expected …',
    /bad OPEN message/i,
    'asn-mismatch',
    'cause',
  ],
  [
    'AWS-side peer received an OPEN message from neighbor … - version 4, AS …, holdtime …, router-id …',
    /received an OPEN message/i,
    'bgp-opening',
    'progress',
  ],
  [
    'AWS-side peer sent an OPEN message to neighbor … - version 4, AS …, holdtime …, router-id …',
    /sent an OPEN message/i,
    'bgp-opening',
    'progress',
  ],
  [
    'AWS-side peer is initiating a connection (via Connect) to neighbor …',
    /initiating a connection/i,
    'bgp-connecting',
    'progress',
  ],
  ['AWS-side peer sent an End-of-RIB message to neighbor …', /End-of-RIB/i, 'bgp-established', 'good'],
  [
    'AWS-side peer received update with attributes from neighbor … - AS path: …',
    /received update with attributes/i,
    'bgp-established',
    'good',
  ],
]);

/** The same page, Route Status Messages: why AWS takes a prefix no further. */
export const ROUTE_LOG_MESSAGES = table<BgpLogMeaning>([
  ['DENIED due to: as-path contains our own AS', /own AS\b/i, 'own-as', 'cause'],
  ['DENIED due to: non-connected next-hop', /non-connected next-hop/i, 'next-hop', 'cause'],
]);
