/** A bar that is redrawn in place on a terminal, and nothing elsewhere. */
export interface Progress {
  /** @param of - undefined while it is not known */
  readonly show: (what: string, done: number, of: number | undefined) => void;
  readonly close: () => void;
}

const CELLS = 24;

/**
 * @param stream - stderr, so that what is printed can be piped
 * @param isDrawn - whether the stream is a terminal that can be drawn over
 */
export async function openProgress(stream: NodeJS.WriteStream, isDrawn: boolean): Promise<Progress> {
  if (!isDrawn) return { show: () => {}, close: () => {} };
  // Only terminals need it, and it takes as long to load as a check of one port.
  const { createLogUpdate } = await import('log-update');
  const update = createLogUpdate(stream, { showCursor: true });
  return {
    show: (what, done, of) => update(progressLine(what, done, of)),
    close: () => {
      update.clear();
      update.done();
    },
  };
}

/** One line: a bar where the whole is known, else a count. */
function progressLine(what: string, done: number, of: number | undefined): string {
  if (of === undefined) return `${what}: ${done}`;
  const filled = of === 0 ? CELLS : Math.min(CELLS, Math.floor((done / of) * CELLS));
  return `[${'#'.repeat(filled)}${'-'.repeat(CELLS - filled)}] ${done}/${of} ${what}`;
}
