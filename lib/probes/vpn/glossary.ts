import type { LogMeaning } from './tunnel-log.ts';

/** What the log's last error means and what to do about it, in one language; `nothing` where none was read. */
export type LogGlossary = Readonly<Record<LogMeaning, string>>;
