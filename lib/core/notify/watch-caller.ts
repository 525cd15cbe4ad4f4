import type { Locale } from '../locale.ts';
import type { Report } from '../report.ts';

/** A look that is asked for: at some targets of one vantage, or at all of them; nothing is published. */
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

/** Asks `watch` for a look. It never rejects. */
export type WatchCaller = (call: WatchCall) => Promise<WatchReply>;
