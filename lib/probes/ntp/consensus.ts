/** What one server says of the vantage's clock, milliseconds. */
export interface Sample {
  readonly offsetMs: number;
  readonly delayMs: number;
  readonly rootDelayMs: number;
  readonly rootDispersionMs: number;
}

export interface Majority<S extends Sample> {
  readonly members: readonly S[];
  /** Those whose time the majority contradicts. */
  readonly outsiders: readonly S[];
  /** The median of the members. */
  readonly offsetMs: number;
}

/**
 * How wide a server's interval is taken, at least and at most. The lower bound is ours: the limits for a
 * clock are tens of seconds, so servers less than a second apart tell the same time. The upper one is RFC
 * 5905's MAXDIST (figure 27): beyond 1 s a server is unfit as a source, and one that claims a huge error
 * must not agree with everybody.
 */
const MIN_HALF_WIDTH_MS = 500;
const MAX_HALF_WIDTH_MS = 1000;

/**
 * The servers that agree, if they are more than half: those whose intervals of possible time share a
 * moment (after Marzullo; RFC 5905 §11.2.1 refines the same idea).
 *
 * @returns undefined when no moment lies within more than half of the intervals
 */
export function findMajority<S extends Sample>(samples: readonly S[]): Majority<S> | undefined {
  const intervals = samples.map((sample) => {
    const halfMs = Math.min(Math.max(rootDistanceMs(sample), MIN_HALF_WIDTH_MS), MAX_HALF_WIDTH_MS);
    return { sample, fromMs: sample.offsetMs - halfMs, toMs: sample.offsetMs + halfMs };
  });
  // The most covered moment begins where some interval begins.
  const covers = intervals.map(({ fromMs }) =>
    intervals.filter((one) => one.fromMs <= fromMs && fromMs <= one.toMs),
  );
  const best = covers.reduce((most, one) => (one.length > most.length ? one : most), []);
  if (best.length * 2 <= samples.length) return undefined;
  const members = best.map(({ sample }) => sample);
  return {
    members,
    outsiders: samples.filter((sample) => !members.includes(sample)),
    offsetMs: median(members.map(({ offsetMs }) => offsetMs)),
  };
}

/** How wrong the server may be, seen from here (RFC 5905 appendix A.5.1.1, root distance, without ageing). */
function rootDistanceMs({ delayMs, rootDelayMs, rootDispersionMs }: Sample): number {
  return (delayMs + rootDelayMs) / 2 + rootDispersionMs;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? upper;
  return (lower + upper) / 2;
}
