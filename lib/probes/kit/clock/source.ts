import type { Clock } from '../../../core/time.ts';

/** A target's clock, compared with the vantage's. */
export interface ClockReading {
  readonly outcome: 'read';
  /** How far the target is ahead of the vantage's clock. */
  readonly offsetMs: number;
  /** The round trip in which the time was told. */
  readonly delayMs: number;
  /** How wrong `offsetMs` can be: half of the round trip, and what the protocol leaves out. */
  readonly errorMs: number;
}

/** Why a source told no time. `why` is for the evidence: `refused`, `zero`, `two Date headers` … */
interface ClockUnreadable {
  readonly outcome: 'unreadable';
  readonly why: string;
}

export type ClockAnswer = ClockReading | ClockUnreadable;

/** Where a source is asked, once. */
export interface ClockAsk {
  readonly host: string;
  /** An IP literal. */
  readonly address: string;
  readonly port: number;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** A protocol that tells what time its server has, without an account on it. */
export interface ClockSource {
  /** Whether it tells better than whole seconds: then no other source need be waited for. */
  readonly precise: boolean;
  /** The lower kind that asks the same port, where one does: what it finds there explains a silence here. */
  readonly dueTo?: 'hello' | 'port' | 'tls';
  readonly ask: (ask: ClockAsk) => Promise<ClockAnswer>;
}

/**
 * The moment of a server's answer lies somewhere within the round trip; its middle is the best guess, and
 * half of the round trip bounds the error whatever the path (RFC 5905 §8 reasons alike).
 *
 * @param serverMs - what the server says, milliseconds since the Unix epoch
 * @param sentMs - when we asked, by the vantage's clock
 * @param granularityMs - by how much the server may have cut its time off
 */
export function readingOf(
  serverMs: number,
  sentMs: number,
  delayMs: number,
  granularityMs: number,
): ClockReading {
  return {
    outcome: 'read',
    offsetMs: serverMs + granularityMs / 2 - (sentMs + delayMs / 2),
    delayMs,
    errorMs: delayMs / 2 + granularityMs / 2,
  };
}

/** Neither a clock that was never set nor one set by hand shows a year outside these. */
const EARLIEST_MS = Date.UTC(1980, 0, 1);
const LATEST_MS = Date.UTC(2200, 0, 1);

/** Whether a moment could be anybody's idea of now. */
export function isPlausible(wallMs: number): boolean {
  return wallMs >= EARLIEST_MS && wallMs < LATEST_MS;
}
