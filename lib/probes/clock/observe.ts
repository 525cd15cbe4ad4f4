import type { ObserveContext } from '../../core/probe.ts';
import { type Resolved, resolveHost } from '../kit/resolved.ts';
import { type ClockSourceName, SOURCES } from './sources/all.ts';
import type { ClockAnswer } from './sources/source.ts';
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
  { clock, deadline, attempts }: ObserveContext,
): Promise<readonly SourceAnswer[]> {
  const known = new AbortController();
  const signal = AbortSignal.any([deadline.signal, known.signal]);
  return await Promise.all(
    sources.map(async ({ source, port }): Promise<SourceAnswer> => {
      let answer: ClockAnswer = { outcome: 'unreadable', why: 'silent' };
      let asked = 0;
      while (asked < attempts && !signal.aborted && deadline.remainingMs() > 0 && answer.outcome !== 'read') {
        const timeoutMs = deadline.remainingMs() / (attempts - asked);
        asked += 1;
        answer = await SOURCES[source].ask({ host, address, port, clock, timeoutMs, signal });
      }
      if (answer.outcome === 'read') {
        if (SOURCES[source].precise) known.abort();
      } else if (known.signal.aborted) {
        answer = { outcome: 'unreadable', why: 'not needed' };
      }
      return { source, port, attempts: asked, answer };
    }),
  );
}
