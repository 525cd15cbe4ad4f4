import type { Config } from '../../config/config.ts';
import type { RenderedFinding } from '../../core/report.ts';
import type { CheckRun } from '../check/run-checks.ts';
import { type PublishTools, publish } from './publish.ts';

export interface PublishRunsInput {
  readonly stage: string;
  readonly config: Config;
  readonly runs: readonly CheckRun[];
  /** When the runs were scheduled, milliseconds since the Unix epoch. */
  readonly scheduledAtMs: number;
  /** Every target of the vantages was asked everything, on schedule. */
  readonly full: boolean;
  /** Whether a finding failed within its alarm's look-back; no where the table did not tell. */
  readonly recent: (finding: Pick<RenderedFinding, 'vantage' | 'target' | 'check'>) => boolean;
}

/**
 * Publishes every vantage's findings. One that fails does not keep the others from being published.
 *
 * @throws {AggregateError} after all were tried, with what failed
 */
export async function publishRuns(input: PublishRunsInput, tools: PublishTools): Promise<void> {
  const { stage, config, scheduledAtMs, full } = input;
  const tried = await Promise.allSettled(
    input.runs.map(({ report: { vantage, findings } }) => {
      const targets = config.vantages.find(({ name }) => name === vantage)?.targets ?? [];
      const measured = targets.filter(({ measurements }) => measurements).map(({ name }) => name);
      return publish(
        {
          stage,
          vantage,
          scheduledAtMs,
          findings,
          heartbeat: full,
          metrics: config.metrics,
          recent: (finding) => input.recent({ vantage, ...finding }),
          logsHealthy: false,
          measuredTargets: new Set(measured),
        },
        tools,
      );
    }),
  );
  const failures = tried.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  if (failures.length > 0) throw new AggregateError(failures, 'not every finding could be published');
}
