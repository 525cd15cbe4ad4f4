import type { StateStore } from '../../core/notify/incident.ts';

/** Longer than a worker lives (`lib/stack/notify.ts`): what dies with its lease leaves it free for the next delivery. */
export const LEASE_MS = 200_000;
/** A lease is kept for as long as a message takes to be sent. */
const TRIES = 6;
const PAUSE_MS = 150;

export interface LeaseTools {
  readonly store: Pick<StateStore, 'claim' | 'release'>;
  readonly pause: (ms: number) => Promise<void>;
  readonly onError: (error: unknown, during: string) => void;
}

/**
 * Takes a subject for this worker alone, waiting a moment for another one to be done.
 *
 * @returns `free-for-all` when the table cannot be used: then two workers may send the same, rather than none
 */
export async function acquire(
  lease: string,
  { store, pause, onError }: LeaseTools,
): Promise<'mine' | 'taken' | 'free-for-all'> {
  for (let left = TRIES; left > 0; left -= 1) {
    try {
      if (await store.claim(lease, LEASE_MS)) return 'mine';
    } catch (error) {
      onError(error, 'acquiring a lease');
      return 'free-for-all';
    }
    if (left > 1) await pause(PAUSE_MS);
  }
  return 'taken';
}

/** What cannot be released ends by itself. */
export async function release(lease: string, { store, onError }: LeaseTools): Promise<void> {
  try {
    await store.release(lease);
  } catch (error) {
    onError(error, 'releasing a lease');
  }
}
