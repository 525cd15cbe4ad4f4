/** How long something took, and whether that time is the path's. */
export interface PathTime {
  readonly elapsedMs: number;
  /** We were busy with other things for so much of it that the figure says more about us: it is not to be published. */
  readonly isOurs?: true;
}

/** A third of the time busy: the true figure lies between two thirds of what was measured and all of it. */
const BUSY_SHARE = 1 / 3;

/**
 * Starts to measure an attempt. The loop's own account of its idle time bounds the error: an event that came in while
 * we were idle was seen at once.
 *
 * @param ownWorkMs - what the attempt itself costs here when nothing runs beside it
 */
export function startPathTime(ownWorkMs: number): () => PathTime {
  const before = performance.eventLoopUtilization();
  const startedMs = performance.now();
  return () => {
    const elapsedMs = performance.now() - startedMs;
    const { active } = performance.eventLoopUtilization(before);
    return active > Math.max(elapsedMs * BUSY_SHARE, ownWorkMs) ? { elapsedMs, isOurs: true } : { elapsedMs };
  };
}
