import type { Finding } from '../../core/finding.ts';
import type { JsonObject } from '../../core/json.ts';
import type { LogFailures } from '../../core/notify/client-failures.ts';
import { mtls } from '../../probes/mtls/kind.ts';
import { judgeAll } from '../check/judge.ts';

/** A load balancer of the configuration. */
export interface WatchedLoadBalancer {
  readonly name: string;
  readonly loadBalancer: string;
  readonly logs?: string;
  readonly page?: { readonly reasons: readonly string[]; readonly atLeast: number };
}

/** From where these findings look. */
const LOG_VANTAGE = 'connection-logs';

/** What is thought of refusals of one load balancer: degraded, or failed where the configuration pages on them. */
export function findingsOf(
  { name, loadBalancer, logs, page }: WatchedLoadBalancer,
  failures: readonly LogFailures[],
): readonly Finding[] {
  const fields: JsonObject = {
    loadBalancer,
    ...(logs !== undefined && { logs }),
    ...(page !== undefined && { page: { reasons: [...page.reasons], atLeast: page.atLeast } }),
  };
  const [first] = failures;
  if (first === undefined) return [];
  const { bucket, key } = first;
  return judgeAll(
    [
      {
        planned: {
          vantage: LOG_VANTAGE,
          target: name,
          shown: true,
          question: { kind: mtls.kind, ...fields },
        },
        observation: { outcome: 'logged', bucket, key, failures } as { readonly outcome: string },
      },
    ],
    [mtls],
  );
}
