import type { ClientIdentity } from './client-identity.ts';
import type { CorrelationKey } from './correlation-key.ts';
import type { Evidence, Explanation, Finding, Measurement } from './finding.ts';
import type { JsonObject } from './json.ts';
import type { Fingerprint } from './last-good.ts';
import type { Locale } from './locale.ts';
import type { NameResolver } from './names.ts';
import type { KindHop } from './path.ts';
import type { CommonReason, ReasonFacts, Severity, Status } from './reason.ts';
import type { KindRemedies, KindTexts } from './runbook.ts';
import type { Clock, Deadline } from './time.ts';

/** One thing a judge found wrong. The stage adds status and severity from the kind's table of reasons. */
export interface JudgedFault<R extends string> {
  readonly reason: R;
  /** The same text as the `subject` of the evidence it was found at. */
  readonly subject: string;
  readonly address?: string;
  readonly port?: number;
  /** Overrides the table: an optional port that is closed is no failure. */
  readonly status?: Exclude<Status, 'healthy'>;
  readonly severity?: Severity;
  /**
   * The lower kind that explains this fault, if it found something wrong at the same subject
   * (`host` or `host:port`, and the same address where both name one): then the fault is `blocked-by`.
   */
  readonly dueTo?: string;
  /**
   * While this has failed, nothing of the same target can be well, whatever its other kinds were asked about: their
   * faults are `blocked-by` this one.
   */
  readonly explains?: 'target';
  /** The addresses or prefixes that are cut off by it; everything that lies that way where there are none. */
  readonly towards?: readonly string[];
  readonly values?: JsonObject;
}

export interface Judged<R extends string> {
  readonly evidence: readonly Evidence[];
  readonly faults: readonly JudgedFault<R>[];
  /** What causes a fault, where the kind itself knows it. */
  readonly explanations?: readonly Explanation[];
  /** What proves that a finding of another target is the same outage. */
  readonly correlationKeys?: readonly CorrelationKey[];
}

/** A question and what came back. */
export interface Asked<S, O> {
  readonly spec: S;
  readonly observation: O;
}

/** Everything an `observe` may use. Time, names and cancellation come in; sockets are opened for real. */
export interface ObserveContext<A = unknown> {
  readonly clock: Clock;
  /** Ends the question with all its attempts. */
  readonly deadline: Deadline;
  /** How often one address is asked before silence is believed; at least 1. */
  readonly attempts: number;
  readonly names: NameResolver;
  /** Reads AWS; only kinds asked from `control` may use it. */
  readonly aws: A;
  /** Shown to servers that ask for a client certificate; only the command line has one. */
  readonly identity?: ClientIdentity | undefined;
}

/** Anything that parses a question's own fields and refuses unknown ones; a zod/mini schema is one. */
export interface SpecParser<S> {
  readonly safeParse: (
    input: unknown,
  ) =>
    | { readonly success: true; readonly data: S }
    | { readonly success: false; readonly error: { readonly issues: readonly SpecIssue[] } };
}
interface SpecIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Takes times again that this process was too busy to take, when nothing else is asked. */
export interface Retime<S, O, A = unknown> {
  /** The addresses whose times are still to be taken again. */
  readonly wanted: (observation: O) => readonly string[];
  /** Takes one time again at each of these addresses. What it is too busy for again stays as it is. */
  readonly take: (
    spec: S,
    observation: O,
    addresses: readonly string[],
    context: ObserveContext<A>,
  ) => Promise<O>;
}

/** What ties a folder of `lib/probes` together. */
export interface ProbeDefinition<
  K extends string,
  S,
  O extends { readonly outcome: string },
  R extends string,
  A = unknown,
> {
  readonly kind: K;
  /** `vantage`: asked by the probe function or the command line; `control`: asked of AWS by `watch`. */
  readonly from: 'vantage' | 'control';
  /** Asked only when a person asks: it is never scheduled and has no alarm. */
  readonly onDemand?: true;
  /** Kinds below this one. They are asked too, and their failure can explain a failure here. */
  readonly needs: readonly string[];
  /** IAM actions `observe` uses. */
  readonly permissions: readonly string[];
  readonly spec: SpecParser<S>;
  readonly observe: (spec: S, context: ObserveContext<A>) => Promise<O>;
  /** Absent where a kind has no time to publish, or takes it otherwise. */
  readonly retime?: Retime<S, O, A>;
  /** Where on a target's path this kind looks, in the path's order. Exactly one of them has no `reasons`. */
  readonly hops: readonly KindHop<R>[];
  /** Gravest first: the order decides which of several faults names the finding. */
  readonly reasons: Readonly<Record<R, ReasonFacts>>;
  /** A common reason is given where a part of the question could not be asked. */
  readonly judge: (asked: readonly Asked<S, O>[]) => Judged<R | CommonReason>;
  readonly measure: (asked: readonly Asked<S, O>[]) => readonly Measurement[];
  /**
   * What of a finding is remembered while it is well, and compared once it is not; pure. Absent where the finding says
   * everything by itself. The glossary of such a kind has the `ChangeWord`s.
   */
  readonly fingerprints?: (finding: Finding) => readonly Fingerprint[];
  readonly runbook: Readonly<Record<Locale, () => Promise<{ readonly texts: KindTexts<R> }>>> & {
    readonly remedies: () => Promise<{ readonly remedies: KindRemedies<R> }>;
  };
}

/** A kind as the stages see it: its own types are erased, its names are kept. */
export type Probe<K extends string = string, R extends string = string> = ProbeDefinition<
  K,
  unknown,
  { readonly outcome: string },
  R
>;

/**
 * Ties the types of a kind together. It does nothing at run time.
 *
 * The cast is sound because the stages hand `observe` and `judge` only what this very kind's `spec`
 * parsed and this very kind's `observe` answered (`lib/stages`, looked up by `kind`).
 */
export function defineProbe<
  const K extends string,
  S,
  O extends { readonly outcome: string },
  const R extends string,
  A = unknown,
>(definition: ProbeDefinition<K, S, O, R, A>): Probe<K, R> {
  return definition as unknown as Probe<K, R>;
}
