import type { ObserveContext } from '../../core/probe.ts';
import { askUntilSettled } from '../kit/ask-until-settled.ts';
import { type ClockSourceName, SOURCES } from '../kit/clock/all.ts';
import type { ClockAnswer } from '../kit/clock/source.ts';
import { type Resolved, resolveHost } from '../kit/resolved.ts';
import type { ClockSpec } from './spec.ts';

/** What one source of one address came to. */
export interface SourceAnswer {
  readonly source: ClockSourceName;
  readonly port: number;
  readonly attempts: number;
  readonly answer: ClockAnswer;
}

export interface ClockAddress {
  readonly address: string;
  readonly sources: readonly SourceAnswer[];
}

export type ClockObservation =
  | { readonly outcome: 'asked'; readonly answers: readonly ClockAddress[] }
  | Exclude<Resolved, { readonly outcome: 'answered' }>;

/** Asks every source of every address of the host, side by side. */
export async function observeClock(spec: ClockSpec, context: ObserveContext): Promise<ClockObservation> {
  const resolved = await resolveHost(spec.host, context);
  if (resolved.outcome !== 'answered') return resolved;
  const answers = await Promise.all(
    resolved.addresses.map(async (address) => ({
      address,
      sources: await askAddress(spec, address, context),
    })),
  );
  return { outcome: 'asked', answers };
}

/** A precise source that has told the time ends the waiting for the others: they could add nothing. */
async function askAddress(
  { host, sources }: ClockSpec,
  address: string,
  { clock, deadline: { signal: over, remainingMs }, attempts }: ObserveContext,
): Promise<readonly SourceAnswer[]> {
  const known = new AbortController();
  const signal = AbortSignal.any([over, known.signal]);
  const deadline = {
    remainingMs,
    get aborted() {
      return signal.aborted;
    },
  };
  return await Promise.all(
    sources.map(async ({ source, port }): Promise<SourceAnswer> => {
      const asked = await askUntilSettled<ClockAnswer>(
        { attempts, deadline },
        { outcome: 'unreadable', why: 'silent' },
        (timeoutMs) => SOURCES[source].ask({ host, address, port, clock, timeoutMs, signal }),
        ({ outcome }) => outcome === 'read',
      );
      const isRead = asked.answer.outcome === 'read';
      if (isRead && SOURCES[source].precise) known.abort();
      if (isRead || !known.signal.aborted) return { source, port, ...asked };
      return { source, port, ...asked, answer: { outcome: 'unreadable', why: 'not needed' } };
    }),
  );
}
