import type { CaseTools } from './decision.ts';

/** Longer than a worker lives (`lib/stack/notify.ts`): what dies with its lease leaves it free for the next delivery. */
export const LEASE_MS = 200_000;
/** A lease is held for as long as a message takes to be sent. */
const TRIES = 6;
const PAUSE_MS = 150;

/**
 * Takes a subject for this worker alone, waiting a moment for another one to be done.
 *
 * @returns `free-for-all` when the table cannot be used: then two workers may tell the same, rather than none
 */
export async function lease(
  subject: string,
  { store, pause, onError }: Pick<CaseTools, 'store' | 'pause' | 'onError'>,
): Promise<'mine' | 'taken' | 'free-for-all'> {
  for (let left = TRIES; left > 0; left -= 1) {
    try {
      if (await store.claim(subject, LEASE_MS)) return 'mine';
    } catch (error) {
      onError(error, 'taking a lease');
      return 'free-for-all';
    }
    if (left > 1) await pause(PAUSE_MS);
  }
  return 'taken';
}

/** Gives it back. What cannot be given back ends by itself. */
export async function giveBack(
  subject: string,
  { store, onError }: Pick<CaseTools, 'store' | 'onError'>,
): Promise<void> {
  try {
    await store.release(subject);
  } catch (error) {
    onError(error, 'giving a lease back');
  }
}
