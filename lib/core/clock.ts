/** The only source of time. `wallMs` is milliseconds since the Unix epoch, `monotonicMs` never jumps: never mix them. */
export interface Clock {
  readonly wallMs: () => number;
  readonly monotonicMs: () => number;
}

export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};
