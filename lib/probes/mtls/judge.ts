import type { Evidence } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import { reasonOfCode } from './codes.ts';
import { loadBalancerName } from './log-location.ts';
import type { LoggedFailure, MtlsObservation } from './observe.ts';
import type { MtlsReason } from './reasons.ts';
import type { MtlsSpec } from './spec.ts';

type AskedMtls = Asked<MtlsSpec, MtlsObservation>;

/**
 * Judges where the logs go and how listeners verify (as `watch` reads them), and refused clients (as the log
 * function reads them). Refusals are degraded; the configuration's `page` makes those it names a failure.
 */
export function judgeMtls(asked: readonly AskedMtls[]): Judged<MtlsReason> {
  const parts = asked.map(judgeOne);
  return { evidence: parts.flatMap((part) => part.evidence), faults: parts.flatMap((part) => part.faults) };
}

function judgeOne({ spec, observation }: AskedMtls): Judged<MtlsReason> {
  const subject = loadBalancerName(spec.loadBalancer);
  if (observation.outcome === 'no-load-balancer') {
    const values = { loadBalancer: subject, logs: spec.logs ?? '-' };
    return {
      evidence: [{ subject, outcome: observation.outcome }],
      faults: [{ reason: 'mtls-logs-off', subject, values }],
    };
  }
  if (observation.outcome === 'logged') return judgeLog(spec, subject, observation.key, observation.failures);
  return judgeSettings(spec, subject, observation);
}

function judgeSettings(
  spec: MtlsSpec,
  subject: string,
  observation: Extract<MtlsObservation, { outcome: 'read' }>,
): Judged<MtlsReason> {
  const { logging, newest, listeners } = observation;
  const faults: JudgedFault<MtlsReason>[] = [];
  const location = logging.location === '' ? '-' : logging.location;
  const values = { loadBalancer: subject, logs: spec.logs ?? location, location };
  if (!logging.enabled) faults.push({ reason: 'mtls-logs-off', subject, values });
  if (newest?.outcome === 'none') {
    faults.push({ reason: 'mtls-logs-silent', subject, values: { ...values, since: 'yesterday 00:00 UTC' } });
  }
  if (newest?.outcome === 'found' && newest.ageMinutes > spec.silentAfterMinutes) {
    const since = `${newest.ageMinutes} min`;
    faults.push({ reason: 'mtls-logs-silent', subject, values: { ...values, since, key: newest.key } });
  }
  const evidence: Evidence[] = [
    {
      subject,
      outcome: logging.enabled ? 'logs-on' : 'logs-off',
      location: logging.location,
      ...(newest?.outcome === 'found' && { newestLog: newest.key, newestLogAgeMinutes: newest.ageMinutes }),
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
  return { evidence, faults };
}

function judgeLog(
  spec: MtlsSpec,
  subject: string,
  key: string,
  failures: readonly LoggedFailure[],
): Judged<MtlsReason> {
  const evidence: Evidence[] = [];
  const faults: JudgedFault<MtlsReason>[] = [];
  for (const failure of failures) {
    const reason = reasonOfCode(failure.code);
    const named = `${subject} ${failure.code}`;
    evidence.push({
      subject: named,
      outcome: 'refused',
      code: failure.code,
      count: failure.count,
      clientCount: failure.clientCount,
      clients: failure.clients.map((client) => ({ ...client })),
      log: key,
    });
    if (reason === undefined) continue;
    const first = failure.clients[0];
    const pages = spec.page?.reasons.includes(reason) === true && failure.count >= spec.page.atLeast;
    faults.push({
      reason,
      subject: named,
      ...(pages && { status: 'failed' as const }),
      values: {
        loadBalancer: subject,
        ...(spec.logs !== undefined && { logs: spec.logs }),
        count: failure.count,
        clientCount: failure.clientCount,
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
