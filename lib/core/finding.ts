import type { JsonObject } from './json.ts';
import type { Severity, Status } from './reason.ts';

/**
 * What was seen at one subject (an address, a port, a name, an AWS object). Kinds add fields of their own.
 * `faults` names every reason that was found at this very subject.
 */
export interface Evidence extends JsonObject {
  readonly subject: string;
  readonly outcome: string;
  readonly address?: string;
  readonly port?: number;
  readonly attempts?: number;
  readonly faults?: readonly string[];
}

/** A number worth drawing. `unit` is a CloudWatch unit (StandardUnit). */
export interface Measurement extends JsonObject {
  readonly name: string;
  readonly value: number;
  readonly unit: 'Milliseconds' | 'Seconds' | 'Count' | 'Bytes' | 'None';
  readonly subject?: string;
}

/** The rule, route or setting that causes a failure, and the command that fixes it. */
export interface Explanation extends JsonObject {
  /** `security-group`, `network-acl`, `route-table`, `setting` … */
  readonly what: string;
  /** The id of the AWS object, or the name of the setting. */
  readonly id: string;
  /** One sentence: which rule, and why it stops this packet. */
  readonly because?: string;
  /** A command to paste; several are separated by a line feed. */
  readonly fix: string;
  /** The earlier finding of the report that shows the same fix: `target · check`. */
  readonly fixShownAt?: string;
}

/**
 * Names the lowest finding that explains this one.
 *
 * `because` says which rule matched here: the fault names a lower kind (`due-to`), a fault of the same target explains
 * all of it (`whole-target`), or the id of the rule by which another target shows the same outage.
 */
export interface BlockedBy extends JsonObject {
  readonly target: string;
  readonly check: string;
  readonly reason: string;
  readonly because: string;
}

/** One thing that is wrong, at one subject. A finding keeps all of them; its own reason is the gravest. */
export interface FindingFault extends JsonObject {
  readonly reason: string;
  readonly status: Exclude<Status, 'healthy'>;
  readonly severity: Severity;
  readonly subject: string;
  readonly address?: string;
  readonly port?: number;
  readonly blockedBy?: BlockedBy;
  /** Further values for the texts: `product`, `issuerName`, `action` … */
  readonly values?: JsonObject;
}

/** What we think of one (vantage, target, check). `reason` and `severity` are null while healthy; an unknown has no severity. */
export interface Finding {
  readonly vantage: string;
  readonly target: string;
  readonly check: string;
  readonly status: Status;
  readonly reason: string | null;
  readonly severity: Severity | null;
  readonly evidence: readonly Evidence[];
  readonly faults: readonly FindingFault[];
  readonly measurements: readonly Measurement[];
  readonly explanations: readonly Explanation[];
}
