import type { Evidence, Explanation, FindingFault, Measurement } from './finding.ts';
import type { JsonObject } from './json.ts';
import type { PathHop, TargetPath } from './path.ts';
import type { TargetPlace } from './plan.ts';
import type { Severity, Status } from './reason.ts';
import type { Runbook } from './runbook.ts';

/** One target as several vantages see it: one of them alone cannot tell whose side the cause is on. */
export interface BetweenVantages extends JsonObject {
  readonly failsFrom: readonly string[];
  readonly worksFrom: readonly string[];
  /**
   * Where the cause lies: with the vantages on premises, with those in a VPC, with those that it fails from (they are
   * of both kinds, or it is not known), or with the target and what leads to it from everywhere.
   */
  readonly side: 'site' | 'vpc' | 'vantage' | 'target';
  /** All of it in one sentence, in the report's language. */
  readonly sentence: string;
  /** What follows for the runbook: its first cause. */
  readonly cause: string;
}

/** A finding with its texts, in one language. */
export interface RenderedFinding {
  readonly vantage: string;
  readonly target: string;
  readonly check: string;
  readonly status: Status;
  readonly reason: string | null;
  readonly severity: Severity | null;
  /** Who is responsible for the target, where that is known. */
  readonly owner?: string;
  /** Of its tags those that routes ask for. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly evidence: readonly Evidence[];
  readonly faults: readonly FindingFault[];
  readonly measurements: readonly Measurement[];
  readonly explanations: readonly Explanation[];
  /** How many explanations a bounded message left out; absent where it has all. */
  readonly explanationsLeftOut?: number;
  /** null while healthy. */
  readonly runbook: Runbook | null;
  /** What other vantages see of the same target; absent where none that is recent does. */
  readonly betweenVantages?: BetweenVantages;
  /** Of a message: what the target was called when its incident began, where that was another name. */
  readonly openedAs?: TargetPlace;
  /** The hops of the target's worst lane on which this check is; absent in a finding told by itself. */
  readonly path?: readonly PathHop[];
}

/** An object that discovery found. It is followed by its id: a name changes. */
export interface FoundTarget {
  readonly id: string;
  /** What it is checked as. */
  readonly name: string;
  readonly type: string;
  /** The word under `discover:` that finds it. */
  readonly by: string;
  /** A person wrote of it: among the targets, or under `exclude`. That it comes and goes is no news. */
  readonly isWritten?: true;
  /** Who is responsible, and the tags that routes ask for. */
  readonly owner?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** What `--json` prints and `watch` answers. Times are ISO 8601 in UTC. */
export interface Report {
  readonly version: 1;
  readonly vantage: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly totals: Readonly<Record<Status, number>>;
  readonly findings: readonly RenderedFinding[];
  readonly doesNotProve: readonly string[];
  /** Of an answer that would not fit: of how many findings only the summary is in it, and where the rest is. */
  readonly shortened?: { readonly findings: number; readonly link: string };
  /** What targets were called before, where they were: their history goes on. */
  readonly formerNames?: readonly { readonly target: string; readonly was: readonly TargetPlace[] }[];
  /** What discovery found, and the words under `discover:` that had no whole answer; absent where nothing is looked for. */
  readonly discovered?: { readonly found: readonly FoundTarget[]; readonly incomplete: readonly string[] };
  /** The path of each target; absent in a report that another version wrote. */
  readonly paths?: readonly TargetPath[];
}
