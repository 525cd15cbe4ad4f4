import type { JsonObject } from './json.ts';

/** A question as it travels: the kind, the kind's own fields, and the time it may take. */
export interface Question extends JsonObject {
  readonly kind: string;
  /** All attempts together, milliseconds. */
  readonly timeoutMs?: number;
  /** How often one address is asked; default 2. */
  readonly attempts?: number;
}

/** How a question may end without the kind having a say. Each becomes an `unknown` of the same name. */
export type Unasked =
  | { readonly outcome: 'probe-crashed'; readonly message: string }
  | { readonly outcome: 'out-of-time'; readonly waitedMs: number }
  | { readonly outcome: 'access-denied'; readonly action: string }
  | { readonly outcome: 'throttled'; readonly action: string }
  /** AWS answered 5xx, or not at all, in all the tries there was time for; `code` says which. */
  | { readonly outcome: 'aws-unavailable'; readonly action: string; readonly code: string }
  /** This place may not, or cannot, connect to any of the addresses. */
  | { readonly outcome: 'not-reachable-from-here'; readonly message: string }
  /** The place that should ask cannot run: nothing was asked at all. `why` says more than that it does not respond. */
  | {
      readonly outcome: 'vantage-broken';
      readonly message: string;
      readonly why?: 'not-entered' | 'not-called' | 'other-version' | 'other-clock';
    };

export const UNASKED_OUTCOMES = [
  'probe-crashed',
  'out-of-time',
  'access-denied',
  'throttled',
  'aws-unavailable',
  'not-reachable-from-here',
  'vantage-broken',
] as const satisfies readonly Unasked['outcome'][];

/** What this machine's own kernel refused while a question was asked: nothing of it says anything of a network. */
interface RefusedHere {
  /** Where every attempt was refused before anything was sent. */
  readonly addresses: readonly string[];
  /** Nothing was sent at all, to nobody. */
  readonly nothingLeft: boolean;
}

/** What was seen: one of `Unasked`, or the kind's own union by `outcome`. */
export type Observation = (Unasked | { readonly outcome: string }) & { readonly refusedHere?: RefusedHere };
