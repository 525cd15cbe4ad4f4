import { gradeClock } from '../../catalogue/clock.ts';
import type { Evidence, Measurement } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import { placeName } from '../../core/text.ts';
import { type ClockSourceName, SOURCES } from '../kit/clock/all.ts';
import type { ClockReading, ClockSource } from '../kit/clock/source.ts';
import { judgeEach } from '../kit/findings.ts';
import type { ClockAddress, ClockObservation, SourceAnswer } from './observe.ts';
import type { ClockReason, ClockSpec } from './spec.ts';

type AskedClock = Asked<ClockSpec, ClockObservation>;
type ConfigIssue = JudgedFault<ClockReason>;

/** Whether each target's own clock is right, by the best source that told it. */
export function judgeClock(asked: readonly AskedClock[]): Judged<ClockReason> {
  return judgeEach(asked, judgeOne);
}

function judgeOne({ spec, observation }: AskedClock): Judged<ClockReason> {
  const judged = judgeAnswers(spec, observation);
  if (!spec.isReference) return judged;
  const faults = judged.faults.map((one) => ({ ...one, values: { ...one.values, variant: 'reference' } }));
  return { ...judged, faults };
}

function judgeAnswers({ host }: ClockSpec, observation: ClockObservation): Judged<ClockReason> {
  if (observation.outcome === 'unresolved') {
    return {
      evidence: [{ subject: host, outcome: observation.outcome, lookup: observation.lookup }],
      faults: [
        { reason: 'clock-unreadable', subject: host, dueTo: 'dns', values: { tried: observation.lookup } },
      ],
    };
  }
  const { answers } = observation;
  const readable = answers.flatMap((one) => {
    const best = bestOf(one);
    return best === undefined ? [] : [{ address: one.address, best }];
  });
  return {
    evidence: answers.flatMap((one) => evidenceOf(host, one)),
    // Where one address told the time, the silence of another says nothing about the clock.
    faults:
      readable.length > 0
        ? readable.flatMap(({ address, best }) => judgeReading(host, address, best))
        : answers.map((one) => judgeSilence(host, one)),
  };
}

/**
 * One fault for all sources: most of them are only hoped for, and the one whose port is asked by a lower kind
 * too can be explained by it.
 */
function judgeSilence(host: string, { address, sources }: ClockAddress): ConfigIssue {
  const tried = sources.map(describe).join(', ');
  const one = sources.find(({ source }) => dueToOf(source) !== undefined) ?? sources[0];
  if (one === undefined) return { reason: 'clock-unreadable', subject: host, address, values: { tried } };
  const { source, port } = one;
  const dueTo = dueToOf(source);
  return {
    reason: 'clock-unreadable',
    subject: placeName(host, port),
    address,
    port,
    ...(dueTo !== undefined && { dueTo }),
    values: { tried },
  };
}

function dueToOf(source: ClockSourceName): string | undefined {
  const { dueTo }: ClockSource = SOURCES[source];
  return dueTo;
}

function describe({ source, port, answer }: SourceAnswer): string {
  return `${source}:${port} ${'why' in answer ? answer.why : answer.outcome}`;
}

interface Read extends SourceAnswer {
  readonly answer: ClockReading;
}

/** The reading that can be least wrong. */
function bestOf({ sources }: ClockAddress): Read | undefined {
  return sources
    .flatMap((one): Read[] => (one.answer.outcome === 'read' ? [{ ...one, answer: one.answer }] : []))
    .reduce<Read | undefined>(
      (best, one) => (best === undefined || one.answer.errorMs < best.answer.errorMs ? one : best),
      undefined,
    );
}

function judgeReading(host: string, address: string, best: Read): readonly ConfigIssue[] {
  const grade = gradeClock(best.answer.offsetMs);
  if (grade === 'good') return [];
  return [
    {
      reason: grade === 'drifting' ? 'clock-drifting' : 'clock-skewed',
      subject: placeName(host, best.port),
      address,
      port: best.port,
      ...(grade === 'critical' && { severity: 'critical' as const }),
      values: {
        offsetSeconds: Math.round(best.answer.offsetMs / 100) / 10,
        errorMs: Math.ceil(best.answer.errorMs),
        source: best.source,
      },
    },
  ];
}

function evidenceOf(host: string, one: ClockAddress): readonly Evidence[] {
  const best = bestOf(one);
  return one.sources.map(({ source, port, attempts, answer }) => ({
    subject: placeName(host, port),
    address: one.address,
    port,
    source,
    attempts,
    outcome: answer.outcome,
    ...(answer.outcome === 'read'
      ? {
          offsetMs: round(answer.offsetMs),
          delayMs: round(answer.delayMs),
          errorMs: round(answer.errorMs),
          relativeTo: "the vantage's clock",
          used: source === best?.source && port === best.port,
        }
      : { why: answer.why }),
  }));
}

/** The offset of each address by its best source. */
export function measureClock(asked: readonly AskedClock[]): readonly Measurement[] {
  return asked.flatMap(({ spec, observation }) =>
    observation.outcome === 'unresolved'
      ? []
      : observation.answers.flatMap((one) => {
          const best = bestOf(one);
          return best === undefined
            ? []
            : [
                {
                  name: 'ClockOffset',
                  value: round(best.answer.offsetMs),
                  unit: 'Milliseconds' as const,
                  subject: placeName(spec.host, best.port),
                },
              ];
        }),
  );
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
