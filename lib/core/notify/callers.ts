import type { Locale } from '../locale.ts';
import type { Question } from '../observation.ts';
import type { Report } from '../report.ts';

/** What came of handing questions to a vantage's probe function. Its observations are not looked at yet. */
export type ProbeReply =
  | { readonly outcome: 'answered'; readonly payload: unknown }
  /** The function broke off, or what it said is no JSON. */
  | { readonly outcome: 'crashed'; readonly message: string }
  | { readonly outcome: 'out-of-time' }
  /** Question or answer exceed what an invocation may carry: ask for less at once. */
  | { readonly outcome: 'too-large' }
  /** The account lets in, and its probe may not be called. */
  | { readonly outcome: 'not-called'; readonly message: string }
  /** Neither side understands the other's form of questions. */
  | { readonly outcome: 'other-version'; readonly message: string }
  /** The function does not exist, or did not come to life in time. */
  | { readonly outcome: 'not-running'; readonly message: string }
  | { readonly outcome: 'access-denied'; readonly action: string }
  | { readonly outcome: 'throttled'; readonly action: string };

export interface ProbeCall {
  readonly vantage: string;
  readonly questions: readonly Question[];
  /** What the vantage may connect to (`Reach` of `lib/net`). */
  readonly reach?: { readonly ipv6: boolean; readonly allow: readonly string[] };
  /** What the probe may take, milliseconds. */
  readonly budgetMs: number;
  /** Ends the call, with `out-of-time`. */
  readonly signal: AbortSignal;
}

/** Calls the probe function of a vantage. It never rejects. */
export type ProbeCaller = (call: ProbeCall) => Promise<ProbeReply>;

/** A run that is requested: at some targets of one vantage, or at all of them; nothing is published. */
export interface WatchCall {
  readonly vantage: string;
  /** Left out: everything that is watched from there. */
  readonly targets?: readonly string[];
  readonly lang: Locale;
  /** Ends the call, with `failed`. */
  readonly signal: AbortSignal;
}

export type WatchReply =
  | { readonly outcome: 'answered'; readonly report: Report }
  | { readonly outcome: 'failed'; readonly why: string };

/** Asks `watch` for a run. It never rejects. */
export type WatchCaller = (call: WatchCall) => Promise<WatchReply>;
