import type { ObjectReader } from '../../core/aws/object-reader.ts';
import { GatewatchError } from '../../core/errors.ts';
import type { Locale } from '../../core/locale.ts';
import type { MetricDatum } from '../../core/metric.ts';
import type { ClientFailureStore, LogFailures } from '../../core/notify/client-failures.ts';
import type { StateStore } from '../../core/notify/incident.ts';
import { isRefusal, recover, unlessRefused } from '../../core/refusals.ts';
import type { Clock } from '../../core/time.ts';
import { MINUTE_MS } from '../../core/time.ts';
import { loadBalancerName } from '../../probes/kit/load-balancer.ts';
import { reasonOfCode } from '../../probes/mtls/codes.ts';
import { mtls } from '../../probes/mtls/kind.ts';
import { parseLogName } from '../../probes/mtls/log-location.ts';
import { renderFinding } from '../../report/text/render-finding.ts';
import { dimensionValue, embeddedMetrics, type PublishTools } from '../publish/publish.ts';
import { type CountedLog, countRefusals } from './count-refusals.ts';
import { findingsOf, type WatchedLoadBalancer } from './mtls-findings.ts';

/** An object that was stored. The entity tag tells a second version of a key from a second notice of it. */
export interface StoredLog {
  readonly bucket: string;
  readonly key: string;
  readonly etag: string;
}

export interface MtlsLogTools extends PublishTools {
  readonly stage: string;
  readonly region?: string;
  readonly locale: Locale;
  readonly watched: readonly WatchedLoadBalancer[];
  readonly objects: ObjectReader;
  readonly state: Pick<StateStore, 'seen' | 'putSeen' | 'claim' | 'release'>;
  readonly failures: Pick<ClientFailureStore, 'putLogFailures'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** What came of one log. */
export type IngestedLog =
  | {
      readonly outcome: 'read';
      readonly key: string;
      readonly loadBalancer: string;
      readonly lines: number;
      readonly failed: number;
      readonly unreadable: number;
      /** The object ends early or is damaged: what came before is counted. */
      readonly broken: boolean;
      /** False where the table could not be asked: a second delivery would then count again. */
      readonly remembered: boolean;
    }
  | {
      readonly outcome: 'skipped';
      readonly key: string;
      readonly why: 'not-a-connection-log' | 'not-watched' | 'seen-before' | 'gone';
    };

/** Another run is at it. It will be done by then, or the claim is void and a retry takes over. */
const CLAIM_MS = 5 * MINUTE_MS;
/**
 * Counts the refused connections of a connection log: a metric by load balancer and reason, a row with the clients
 * for the daily digest, and a finding in the log. The same object delivered twice counts once.
 *
 * @throws {AwsRefusal} where the object cannot be read
 * @throws {GatewatchError} `throttled` while another run reads it: the caller's retry asks again
 */
export async function ingestLog(log: StoredLog, tools: MtlsLogTools): Promise<IngestedLog> {
  const { key } = log;
  const name = parseLogName(key);
  if (name === undefined) return { outcome: 'skipped', key, why: 'not-a-connection-log' };
  const watched = tools.watched.find((one) => loadBalancerName(one.loadBalancer) === name.loadBalancer);
  if (watched === undefined) return { outcome: 'skipped', key, why: 'not-watched' };
  const id = `${log.bucket}\n${key}\n${log.etag}`;
  const claim = await claimLog(id, tools);
  if (claim === 'seen') return { outcome: 'skipped', key, why: 'seen-before' };
  // The runtime asks again a minute later; by then the other run is done or dead.
  if (claim === 'busy')
    throw new GatewatchError('throttled', `another run is reading s3://${log.bucket}/${key}`);
  let counted: CountedLog | undefined;
  try {
    counted = await countRefusals(log, tools);
  } catch (error) {
    if (claim === 'ours') await tools.state.release(id).catch(() => undefined);
    throw error;
  }
  if (counted === undefined) {
    if (claim === 'ours') await tools.state.release(id).catch(() => undefined);
    return { outcome: 'skipped', key, why: 'gone' };
  }
  const { totals, broken } = counted;
  await tell(log, watched, counted.failures, tools);
  const remembered = claim === 'ours' && (await remember(id, tools));
  const { lines, refused: failed, unreadable } = totals;
  return {
    outcome: 'read',
    key,
    loadBalancer: name.loadBalancer,
    lines,
    failed,
    unreadable,
    broken,
    remembered,
  };
}

/** `unknown`: the table is down. Counting twice is better than not at all. */
async function claimLog(id: string, { state }: MtlsLogTools): Promise<'ours' | 'seen' | 'busy' | 'unknown'> {
  const claimed = async () => {
    if (await state.seen(id)) return 'seen';
    if (!(await state.claim(id, CLAIM_MS))) return 'busy';
    // The holder of the earlier claim may have finished between the two questions.
    return (await state.seen(id)) ? 'seen' : 'ours';
  };
  return await unlessRefused(claimed(), 'unknown' as const);
}

async function remember(id: string, { state }: MtlsLogTools): Promise<boolean> {
  return (await unlessRefused(state.putSeen(id), 'refused' as const)) !== 'refused';
}

async function tell(
  log: StoredLog,
  watched: WatchedLoadBalancer,
  failures: readonly LogFailures[],
  tools: MtlsLogTools,
): Promise<void> {
  if (failures.length === 0) return;
  const { stage, region, locale, sink, writeLine, clock } = tools;
  const atMs = clock.wallMs();
  const logged = { id: `${log.bucket}\n${log.key}\n${log.etag}`, atMs };
  await recover(tools.failures.putLogFailures(logged, failures), isRefusal, ({ message: because }) =>
    writeLine(JSON.stringify({ type: 'not-remembered', key: log.key, because })),
  );
  for (const finding of findingsOf(watched, failures)) {
    // Codes that are newer than the table have no runbook, and no verdict: they count in the metric.
    if (finding.reason === null) continue;
    writeLine(JSON.stringify({ type: 'finding', ...(await renderFinding(finding, [mtls], locale, region)) }));
  }
  const data = metricsOf(stage, failures, atMs);
  try {
    await sink.put(data);
  } catch (error) {
    // CloudWatch reads these out of the log; the values arrive all the same, so nothing must count them again.
    writeLine(JSON.stringify({ type: 'not-published', because: String(error) }));
    for (const line of embeddedMetrics(data)) writeLine(line);
  }
}

/**
 * Time is when the log was read, not when it was written: an alarm does not look back, and a log comes minutes late.
 */
function metricsOf(
  stage: string,
  failures: readonly LogFailures[],
  timestampMs: number,
): readonly MetricDatum[] {
  return failures.map(({ loadBalancer, code, count }) => ({
    name: 'ClientCertificateFailures',
    value: count,
    unit: 'Count',
    dimensions: {
      Stage: dimensionValue(stage),
      LoadBalancer: dimensionValue(loadBalancer),
      Reason: dimensionValue(reasonOfCode(code) ?? kebab(code)),
    },
    timestampMs,
  }));
}

/** A code that is newer than the table keeps its name, in the form of a reason. */
function kebab(code: string): string {
  return code.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}
