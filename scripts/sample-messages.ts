/** One message of every sort, as the documentation shows them and the tests hold them. */
import { DOCTOR_TEXTS } from '../lib/cli/doctor/texts.ts';
import type { Evidence, Explanation, Finding, FindingFault } from '../lib/core/finding.ts';
import type { Locale } from '../lib/core/locale.ts';
import type { Message } from '../lib/core/notify/message.ts';
import type { RenderedFinding } from '../lib/core/report.ts';
import { HOUR_MS, MINUTE_MS } from '../lib/core/time.ts';
import { sentence } from '../lib/explain/sentences.ts';
import { PROBES } from '../lib/probes/registry.ts';
import { laneOf, tracePaths } from '../lib/report/path/trace-target.ts';
import { doesNotProve } from '../lib/report/text/does-not-prove.ts';
import { renderFinding } from '../lib/report/text/render-finding.ts';
import { STACK_TEXTS } from '../lib/stack/texts.ts';
import { consoleLinks } from '../lib/stages/notify/console-links.ts';

const BROKE_AT_MS = Date.parse('2026-11-21T18:02:00Z');

const ORIGIN = { stage: 'prod', region: 'ap-northeast-2' } as const;
const LINKS = consoleLinks(ORIGIN, 'gatewatch-prod-port');

const HOST = 'vpce-0123456789abcdef0-abcdefgh.storagegateway.ap-northeast-2.vpce.amazonaws.com';
const VANTAGE = 'seoul-prod';
const TARGET = 'sgw-endpoint';

const nothingSeen = { evidence: [], faults: [], measurements: [], explanations: [] } as const;

function endpointPort(port: number, address: string, outcome: 'open' | 'silent'): Evidence {
  return {
    subject: `${HOST}:${port}`,
    outcome,
    address,
    port,
    attempts: outcome === 'open' ? 1 : 2,
    elapsedMs: outcome === 'open' ? 1.4 : 3000,
    ...(outcome === 'silent' && { faults: ['port-filtered'] }),
  };
}

function portFault(address: string, status: 'failed' | 'degraded'): FindingFault {
  return {
    reason: status === 'failed' ? 'port-filtered' : 'port-partly-open',
    status,
    severity: status === 'failed' ? 'critical' : 'warning',
    subject: `${HOST}:1031`,
    address,
    port: 1031,
    values: { outcome: 'silent', serves: 'data-plane' },
  };
}

function groupBlocks(locale: Locale): Explanation {
  const id = 'sg-0a1b2c3d4e5f60718';
  const values = { ids: id, protocol: 'TCP', ports: '1031', peers: '10.0.1.0/24' };
  return {
    what: 'security-group',
    id,
    because: sentence(locale, 'group-in-no-rule', false, values),
    fix: `aws ec2 authorize-security-group-ingress --group-id ${id} --ip-permissions 'IpProtocol=tcp,FromPort=1031,ToPort=1031,IpRanges=[{CidrIp=10.0.1.0/24}]'`,
  };
}

const identity = { vantage: VANTAGE, target: TARGET } as const;

export function filtered(locale: Locale): Finding {
  return {
    ...identity,
    check: 'port',
    status: 'failed',
    reason: 'port-filtered',
    severity: 'critical',
    evidence: [
      endpointPort(443, '10.0.1.5', 'open'),
      endpointPort(1031, '10.0.1.5', 'silent'),
      endpointPort(1031, '10.0.2.5', 'silent'),
    ],
    faults: [portFault('10.0.1.5', 'failed'), portFault('10.0.2.5', 'failed')],
    measurements: [],
    explanations: [groupBlocks(locale)],
  };
}

export const partlyOpen: Finding = {
  ...identity,
  check: 'port',
  status: 'degraded',
  reason: 'port-partly-open',
  severity: 'warning',
  evidence: [endpointPort(1031, '10.0.1.5', 'open'), endpointPort(1031, '10.0.2.5', 'silent')],
  faults: [portFault('10.0.2.5', 'degraded')],
  measurements: [],
  explanations: [],
};

export const open: Finding = {
  ...identity,
  ...nothingSeen,
  check: 'port',
  status: 'healthy',
  reason: null,
  severity: null,
  evidence: [
    endpointPort(443, '10.0.1.5', 'open'),
    endpointPort(1031, '10.0.1.5', 'open'),
    endpointPort(1031, '10.0.2.5', 'open'),
  ],
};

const broken: Finding = {
  ...identity,
  ...nothingSeen,
  check: 'port',
  status: 'unknown',
  reason: 'vantage-broken',
  severity: null,
  evidence: [
    {
      subject: `${HOST}:1031`,
      outcome: 'vantage-broken',
      message: 'gatewatch-prod-probe-seoul-prod: Inactive',
    },
  ],
  faults: [
    {
      reason: 'vantage-broken',
      status: 'unknown',
      severity: 'critical',
      subject: `${HOST}:1031`,
      port: 1031,
    },
  ],
};

const FORGED = {
  subjectName: 'CN=*.storagegateway.ap-northeast-2.amazonaws.com',
  issuerName: 'C=US, O=Zscaler Inc., OU=Zscaler Inc., CN=Zscaler Intermediate Root CA (zscaler.net)',
  validTo: '2026-12-05T00:00:00.000Z',
  product: 'Zscaler',
} as const;

export const intercepted: Finding = {
  ...identity,
  ...nothingSeen,
  check: 'tls',
  status: 'failed',
  reason: 'tls-intercepted',
  severity: 'critical',
  evidence: [
    {
      subject: `${HOST}:1027`,
      outcome: 'answered',
      address: '10.0.1.5',
      port: 1027,
      attempts: 1,
      ...FORGED,
      protocol: 'TLSv1.2',
      faults: ['tls-intercepted'],
    },
  ],
  faults: [
    {
      reason: 'tls-intercepted',
      status: 'failed',
      severity: 'critical',
      subject: `${HOST}:1027`,
      address: '10.0.1.5',
      port: 1027,
      values: {
        ...FORGED,
        servername: HOST,
        awsHost: HOST,
        acceptNames: 'anon-cp.storagegateway.ap-northeast-2.amazonaws.com',
      },
    },
  ],
};

const driftingClock: Finding = {
  vantage: VANTAGE,
  target: 'filer-1',
  ...nothingSeen,
  check: 'ntp',
  status: 'degraded',
  reason: 'ntp-partly-silent',
  severity: 'warning',
  evidence: [
    { subject: 'time.aws.com', outcome: 'silent', address: '166.117.111.43', port: 123, attempts: 2 },
  ],
  faults: [
    {
      reason: 'ntp-partly-silent',
      status: 'degraded',
      severity: 'warning',
      subject: 'time.aws.com',
      address: '166.117.111.43',
      port: 123,
      values: { outcome: 'silent' },
    },
  ],
};

/** A sample's finding as a report of `ORIGIN` says it. */
export async function inWords(finding: Finding, locale: Locale): Promise<RenderedFinding> {
  return await renderFinding(finding, PROBES, locale, ORIGIN.region);
}

/** Every sort of message in one language, by a name. */
export async function sampleMessages(locale: Locale): Promise<ReadonlyMap<string, Message>> {
  const tell = async (finding: Finding): Promise<RenderedFinding> => {
    const lane = laneOf(tracePaths([finding], PROBES, locale)[0], finding.check);
    const rendered = await inWords(finding, locale);
    return { ...rendered, ...(lane !== undefined && { path: lane.hops }) };
  };
  const [failed, degraded, healthy, unknown, forged, clock] = await Promise.all(
    [filtered(locale), partlyOpen, open, broken, intercepted, driftingClock].map(tell),
  );
  if (!failed || !degraded || !healthy || !unknown || !forged || !clock)
    throw new Error('a sample was not told');
  const notProved = doesNotProve(
    { vantage: VANTAGE, place: 'vpc', findings: [intercepted], leftOut: [] },
    locale,
  );
  const now = { atMs: BROKE_AT_MS + 11 * MINUTE_MS, origin: ORIGIN, links: LINKS } as const;
  const failure = {
    ...now,
    type: 'failed',
    severity: 'critical',
    finding: failed,
    sinceMs: BROKE_AT_MS,
    detectedAfterMs: 10 * MINUTE_MS + 20_000,
    recheck: { outcome: 'confirms' },
    doesNotProve: notProved.slice(0, 1),
  } as const;
  const own = { ...now, type: 'alarm', state: 'ALARM', sinceMs: BROKE_AT_MS } as const;
  const texts = STACK_TEXTS[locale];
  return new Map<string, Message>([
    ['failed', failure],
    ['failed-intercepted', { ...failure, finding: forged, doesNotProve: notProved }],
    ['failed-recovered-already', { ...failure, recheck: { outcome: 'recovered-already' } }],
    ['failed-degraded-now', { ...failure, finding: degraded, recheck: { outcome: 'degraded-now' } }],
    [
      'failed-unknown-now',
      { ...failure, finding: unknown, recheck: { outcome: 'unknown-now', reason: 'vantage-broken' } },
    ],
    [
      'failed-not-looked',
      {
        ...failure,
        recheck: { outcome: 'not-looked', why: 'no-answer', findingAtMs: BROKE_AT_MS + 10 * MINUTE_MS },
      },
    ],
    [
      'reminder',
      {
        ...failure,
        type: 'reminder',
        finding: forged,
        atMs: BROKE_AT_MS + 4 * HOUR_MS + 12 * MINUTE_MS,
        recheck: { outcome: 'other-reason', before: 'port-filtered' },
      },
    ],
    ['still-broken-after-maintenance', { ...failure, type: 'still-broken-after-maintenance' }],
    [
      'recovered',
      {
        ...now,
        type: 'recovered',
        severity: 'critical',
        finding: healthy,
        atMs: BROKE_AT_MS + 65 * MINUTE_MS,
        sinceMs: BROKE_AT_MS,
        durationMs: 65 * MINUTE_MS,
        before: 'port-filtered',
      },
    ],
    [
      'improved',
      {
        ...now,
        type: 'improved',
        severity: 'critical',
        finding: degraded,
        sinceMs: BROKE_AT_MS,
        before: 'port-filtered',
      },
    ],
    [
      'alarm-heartbeat',
      {
        ...own,
        severity: 'critical',
        about: 'heartbeat',
        vantage: VANTAGE,
        alarm: 'gatewatch-prod-heartbeat-seoul-prod',
        text: texts.heartbeat,
        stateReason:
          'Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching].',
      },
    ],
    [
      'alarm-heartbeat-over',
      {
        ...own,
        severity: 'critical',
        about: 'heartbeat',
        vantage: VANTAGE,
        alarm: 'gatewatch-prod-heartbeat-seoul-prod',
        state: 'OK',
        durationMs: 11 * 60_000 + 42_000,
        text: texts.heartbeat,
        stateReason:
          'Threshold Crossed: 1 datapoint [1.0 (21/11/26 18:10:00)] was not less than the threshold (1.0).',
      },
    ],
    [
      'alarm-unknown',
      {
        ...own,
        severity: 'warning',
        about: 'unknown',
        vantage: VANTAGE,
        alarm: 'gatewatch-prod-unknown-seoul-prod',
        text: texts.unknown,
        stateReason:
          'Threshold Crossed: 2 out of the last 3 datapoints were greater than or equal to the threshold (1.0).',
      },
    ],
    [
      'alarm-undelivered',
      {
        ...own,
        severity: 'critical',
        about: 'undelivered',
        alarm: 'gatewatch-prod-undelivered',
        text: texts.undelivered,
        stateReason:
          'Threshold Crossed: 1 datapoint [1.0 (21/11/26 18:05:00)] was greater than or equal to the threshold (1.0).',
      },
    ],
    [
      'alarm-partial-data',
      {
        ...own,
        severity: 'warning',
        about: 'partial-data',
        alarm: 'gatewatch-prod-port',
        text: '',
        stateReason: 'EvaluationState PARTIAL_DATA: gatewatch-prod-port, gatewatch-prod-tls',
      },
    ],
    [
      'alarm-client-certificates',
      {
        ...own,
        severity: 'warning',
        about: 'client-certificates',
        alarm: 'gatewatch-prod-mtls-api',
        text: '',
        stateReason:
          'Threshold Crossed: 1 datapoint [23.0 (21/11/26 18:05:00)] was greater than or equal to the threshold (20.0).',
      },
    ],
    [
      'alarm-check',
      {
        ...own,
        severity: 'critical',
        about: 'check',
        vantage: VANTAGE,
        alarm: 'gatewatch-prod-port',
        target: TARGET,
        check: 'port',
        text: '',
        stateReason:
          'Threshold Crossed: 1 datapoint was greater than or equal to the threshold (2.0). The most recent datapoint which crossed the threshold: [2.0 (21/11/26 18:05:00)].',
      },
    ],
    [
      'alarm-foreign',
      {
        ...now,
        type: 'alarm',
        severity: 'warning',
        about: 'foreign',
        alarm: 'billing-over-budget',
        state: 'INSUFFICIENT_DATA',
        text: '',
        stateReason: 'Insufficient Data: 1 datapoint was unknown.',
        sinceMs: BROKE_AT_MS,
      },
    ],
    [
      'alarm-test',
      {
        ...now,
        type: 'alarm',
        severity: 'info',
        about: 'test',
        alarm: 'gatewatch-prod-test',
        state: 'ALARM',
        text: '',
        stateReason: DOCTOR_TEXTS[locale].reason,
      },
    ],
    [
      'digest-many',
      {
        ...now,
        type: 'digest',
        why: 'many-at-once',
        severity: 'critical',
        failed: [failed, { ...failed, target: 'filer-1' }, { ...failed, target: 'filer-2' }, forged],
        degraded: [],
        muted: [],
        leftOut: 8,
      },
    ],
    [
      'digest-alarms',
      {
        ...now,
        type: 'digest',
        why: 'many-at-once',
        severity: 'critical',
        failed: [],
        degraded: [],
        muted: [],
        alarms: ['seoul-prod', 'seoul-dr', 'idc-seoul'].map((vantage, index) => ({
          alarm: `gatewatch-prod-heartbeat-${vantage}`,
          about: 'heartbeat',
          state: 'ALARM',
          vantage,
          ...(index === 0 && { text: texts.heartbeat }),
        })),
      },
    ],
    [
      'digest-alarms-over',
      {
        ...now,
        type: 'digest',
        why: 'many-recovered',
        severity: 'critical',
        failed: [],
        degraded: [],
        muted: [],
        recovered: [healthy],
        alarms: ['seoul-prod', 'seoul-dr'].map((vantage) => ({
          alarm: `gatewatch-prod-heartbeat-${vantage}`,
          about: 'heartbeat',
          state: 'OK',
          vantage,
          durationMs: 11 * 60_000,
        })),
      },
    ],
    [
      'digest-recovered',
      {
        ...now,
        type: 'digest',
        why: 'many-recovered',
        severity: 'critical',
        failed: [],
        degraded: [degraded],
        muted: [],
        recovered: [healthy, { ...healthy, target: 'filer-1' }, { ...healthy, target: 'filer-2' }],
      },
    ],
    [
      'digest-targets',
      {
        ...now,
        type: 'digest',
        why: 'targets',
        severity: 'critical',
        failed: [],
        degraded: [],
        muted: [],
        found: [{ vantage: 'seoul-prod', target: 'filer-4', type: 'storage-gateway', ended: [] }],
        gone: [
          { vantage: 'seoul-prod', target: 'filer-1', type: 'storage-gateway', ended: [{ check: 'port' }] },
        ],
      },
    ],
    [
      'digest-daily',
      {
        ...now,
        type: 'digest',
        why: 'daily',
        severity: 'warning',
        failed: [forged],
        degraded: [degraded, clock],
        muted: [{ ...failed, target: 'filer-3' }],
      },
    ],
    [
      'digest-after-quiet',
      {
        ...now,
        type: 'digest',
        why: 'after-quiet',
        severity: 'warning',
        failed: [{ ...forged, owner: 'storage-team' }],
        degraded: [degraded],
        muted: [],
        recovered: [healthy],
      },
    ],
  ]);
}
