import { parseS3Url } from '../../core/aws/object-reader.ts';
import type { Evidence } from '../../core/finding.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import type { CommonReason } from '../../core/reason.ts';
import { evidence as evidenceOf, joinJudged, judgeEach, refusedIssues } from '../kit/findings.ts';
import { loadBalancerName } from '../kit/load-balancer.ts';
import { reasonOfCode } from './codes.ts';
import type { HealthChecks, MtlsObservation, Negotiations } from './observe.ts';
import type { MtlsReason, MtlsSpec } from './spec.ts';

/**
 * Our own figures: AWS names no threshold. Scanners fail at every public address, few beside the clients of a busy one;
 * a policy or a certificate that clients do not take shows as a share.
 */
const NEGOTIATIONS_FAIL = { atLeast: 20, percent: 10 } as const;

type AskedMtls = Asked<MtlsSpec, MtlsObservation>;

/**
 * Judges where the logs go and how listeners verify (as `watch` reads them), and refused clients (as the log
 * function reads them). Refusals are degraded; the configuration's `page` makes those it names a failure.
 */
export function judgeMtls(asked: readonly AskedMtls[]): Judged<MtlsReason | CommonReason> {
  return judgeEach(asked, judgeOne);
}

function judgeOne({ spec, observation }: AskedMtls): Judged<MtlsReason | CommonReason> {
  const subject = loadBalancerName(spec.loadBalancer);
  if (observation.outcome === 'no-load-balancer') {
    const values = { ...whereabouts(subject, spec.logs), location: '-' };
    return {
      evidence: [{ subject, outcome: observation.outcome }],
      faults: [{ reason: 'mtls-logs-off', subject, values }],
    };
  }
  if (observation.outcome === 'logged') return judgeLog(spec, subject, observation);
  return judgeSettings(spec, subject, observation);
}

function judgeSettings(
  spec: MtlsSpec,
  subject: string,
  observation: Extract<MtlsObservation, { outcome: 'read' }>,
): Judged<MtlsReason | CommonReason> {
  const { logging, newest, listeners, negotiations, refused = [] } = observation;
  const faults: JudgedFault<MtlsReason>[] = [];
  const location = logging.location === '' ? '-' : logging.location;
  const values = { ...whereabouts(subject, spec.logs ?? logging.location), location, arn: observation.arn };
  if (!logging.enabled) faults.push({ reason: 'mtls-logs-off', subject, values });
  if (newest?.outcome === 'none') {
    faults.push({ reason: 'mtls-logs-silent', subject, values: { ...values, since: 'yesterday 00:00 UTC' } });
  }
  if (newest?.outcome === 'found' && newest.ageMinutes > spec.silentAfterMinutes) {
    const since = `${newest.ageMinutes} min`;
    faults.push({ reason: 'mtls-logs-silent', subject, values: { ...values, since, key: newest.key } });
  }
  if (negotiations !== undefined && doNegotiationsFail(negotiations)) {
    faults.push({
      reason: 'tls-negotiations-fail',
      subject,
      // Without logs there is nothing to count clients from.
      values: { ...values, ...negotiations, ...(logging.enabled && { log: logging.location }) },
    });
  }
  const evidence: Evidence[] = [
    {
      subject,
      outcome: logging.enabled ? 'logs-on' : 'logs-off',
      location: logging.location,
      ...(newest?.outcome === 'found' && { newestLog: newest.key, newestLogAgeMinutes: newest.ageMinutes }),
      ...(negotiations !== undefined && {
        failedNegotiations: negotiations.failed,
        newConnections: negotiations.connections,
      }),
    },
  ];
  for (const listener of listeners) {
    const named = `${subject}:${listener.port}`;
    evidence.push({
      subject: named,
      port: listener.port,
      outcome: `mutual-tls-${listener.mutualAuthentication}`,
      ignoresExpiry: listener.ignoresExpiry,
      ...(listener.trustStoreArn !== undefined && { trustStore: listener.trustStoreArn }),
      ...(listener.sslPolicy !== undefined && { sslPolicy: listener.sslPolicy }),
    });
    if (listener.mutualAuthentication === 'passthrough') {
      faults.push({
        reason: 'mtls-passthrough',
        subject: named,
        port: listener.port,
        values: { loadBalancer: subject, listener: listener.arn },
      });
    }
  }
  return joinJudged<MtlsReason | CommonReason>([
    { evidence, faults: [...faults, ...refusedIssues(refused, subject)] },
    ...(observation.healthChecks === undefined ? [] : [judgeHealthChecks(subject, observation.healthChecks)]),
  ]);
}

/** A target is unhealthy after two failures at least ("Health checks for Application Load Balancer target groups"). */
const FAILURES = 2;
/** A fault for each would bury the rest; the evidence counts them all. */
const TARGETS_SHOWN = 20;

function judgeHealthChecks(loadBalancer: string, checks: HealthChecks): Judged<MtlsReason> {
  if (checks.outcome === 'refused')
    return {
      evidence: [{ subject: loadBalancer, outcome: 'health-check-logs-refused', action: checks.action }],
      faults: [],
    };
  const subjectOf = ({ targetGroup, target }: (typeof checks.targets)[number]) => `${targetGroup} ${target}`;
  const failing = Map.groupBy(
    checks.targets.filter(({ lastPassed, failed }) => !lastPassed && failed >= FAILURES),
    subjectOf,
  );
  const shown = [...failing].slice(0, TARGETS_SHOWN).flatMap(([subject, nodes]) => {
    const newest = nodes.toSorted((a, b) => b.lastAt.localeCompare(a.lastAt))[0];
    if (newest === undefined) return [];
    const { target, targetGroup, lastAt } = newest;
    const [code, statusCode] = [newest.code ?? '-', newest.statusCode ?? '-'];
    const failed = nodes.reduce((sum, one) => sum + one.failed, 0);
    return [{ subject, target, targetGroup, lastAt, code, statusCode, failed, nodes: nodes.length }];
  });
  return {
    evidence: [
      {
        subject: loadBalancer,
        outcome: 'health-checks',
        logs: checks.logs,
        targets: new Set(checks.targets.map(subjectOf)).size,
        failing: failing.size,
      },
      ...shown.map(({ target: _, targetGroup: __, ...one }) =>
        evidenceOf({ ...one, outcome: 'health-check-fails' }),
      ),
    ],
    faults: shown.map(({ subject, ...values }) => ({
      reason: 'target-check-fails' as const,
      subject,
      values: { loadBalancer, ...values },
    })),
  };
}

function doNegotiationsFail({ failed, connections }: Negotiations): boolean {
  const { atLeast, percent } = NEGOTIATIONS_FAIL;
  return failed >= atLeast && failed * 100 >= connections * percent;
}

/** What the texts and commands say of the load balancer and of the place its logs are expected in. */
function whereabouts(loadBalancer: string, logs: string | undefined): JsonObject {
  const location = parseS3Url(logs ?? '');
  return {
    loadBalancer,
    name: loadBalancer.split('/')[1],
    logs: logs === undefined || logs === '' ? '-' : logs,
    ...(location !== undefined && { bucket: location.bucket }),
    ...(location !== undefined && location.key !== '' && { prefix: location.key.replace(/\/+$/, '') }),
  };
}

function judgeLog(
  spec: MtlsSpec,
  subject: string,
  { bucket, key, failures }: Extract<MtlsObservation, { outcome: 'logged' }>,
): Judged<MtlsReason> {
  const evidence: Evidence[] = [];
  const faults: JudgedFault<MtlsReason>[] = [];
  const log = `s3://${bucket}/${key}`;
  for (const { code, count, clientCount, clients } of failures) {
    const reason = reasonOfCode(code);
    const named = `${subject} ${code}`;
    evidence.push({
      subject: named,
      outcome: 'refused',
      code,
      count,
      clientCount,
      clients: clients.map((client) => ({ ...client })),
      log,
    });
    if (reason === undefined) continue;
    const first = clients[0];
    const pages = spec.page?.reasons.includes(reason) === true && count >= spec.page.atLeast;
    faults.push({
      reason,
      subject: named,
      ...(pages && { status: 'failed' as const }),
      values: {
        loadBalancer: subject,
        name: subject.split('/')[1],
        log,
        count,
        clientCount,
        client: first?.client ?? '-',
        certificate: first?.subject ?? '-',
        serial: first?.serial ?? '-',
        notBefore: first?.notBefore ?? '-',
        notAfter: first?.notAfter ?? '-',
      },
    });
  }
  return { evidence, faults };
}
