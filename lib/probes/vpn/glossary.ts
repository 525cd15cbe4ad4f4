import type { ChangeWord } from '../../core/last-good.ts';
import type { LogMeaning } from './tunnel-log.ts';

/** What outside addresses were compared with, and what is to be done with the new ones. */
export type AddressWord =
  | 'configured'
  | 'remembered'
  | 'write-down'
  | 'follows'
  /** Beside something graver. */
  | 'addresses-changed-too';

/** In which rhythm a tunnel goes down. */
type RhythmWord = 'phase-1-lifetime' | 'phase-2-lifetime' | 'regular' | 'irregular';

/** What each word means and what to do about it, in one language. Of the log: `nothing` where none was read. */
export type VpnGlossary = Readonly<Record<LogMeaning | AddressWord | RhythmWord | ChangeWord, string>>;
