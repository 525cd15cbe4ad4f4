import type { JsonObject } from '../core/json.ts';
import type { ToldFinding } from '../core/report.ts';

/** An event of CloudWatch Logs holds 1 MB (CloudWatch Logs quotas, "Event size"); a line a person reads is far shorter. */
const MAX_EVIDENCE = 50;

/**
 * A finding as one log line: `{"type":"finding", …}` with the fields of the report. Runbooks are left out, for they
 * follow from the reason; of very long evidence the beginning is kept, and how much there was.
 */
export function findingLine(finding: ToldFinding): JsonObject {
  const { runbook: _runbook, evidence, faults, ...rest } = finding;
  return {
    type: 'finding',
    ...rest,
    evidence: evidence.slice(0, MAX_EVIDENCE),
    faults: faults.slice(0, MAX_EVIDENCE),
    ...(evidence.length > MAX_EVIDENCE && { evidenceCount: evidence.length }),
  };
}
