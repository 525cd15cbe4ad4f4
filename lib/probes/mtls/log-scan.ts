import {
  CLIENT_IP,
  decodeEntry,
  FEWEST_FIELDS,
  faultOf,
  isTimestamp,
  type LineIssue,
  type LogEntry,
  locateAll,
  locateFields,
  locateStatus,
  newSpans,
  plainTime,
  sameKey,
  TIMESTAMP,
  VERIFY_STATUS,
} from './log-line.ts';

/** A TLS message may hold 64 KB ("Quotas for your Application Load Balancers"), and so may a subject in it. */
export const MAX_LINE_BYTES = 65_536;
/** How many unreadable lines are described; the rest is counted. */
const FAULTS_KEPT = 5;

/** Which connections count. Times are ISO 8601 in UTC with six decimals, `until` excluded. */
export interface LogFilter {
  readonly client?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

export interface UnreadableLine extends LineIssue {
  /** 1-based. */
  readonly line: number;
}

export interface LogTotals {
  readonly bytes: number;
  /** Every line, also those that are filtered out and those that could not be read. */
  readonly lines: number;
  readonly accepted: number;
  readonly notVerified: number;
  readonly refused: number;
  readonly filteredOut: number;
  readonly unreadable: number;
  /** The first of the unreadable ones. */
  readonly faults: readonly UnreadableLine[];
  /** About the span of time the log covers; null where no line was read. */
  readonly from: string | null;
  readonly to: string | null;
}

/** Hears of refused connections. */
export interface RefusalListener {
  /** @param sameKey - of the line's bytes: what `again` is asked with */
  readonly add: (entry: LogEntry, sameKey: string | undefined) => void;
  /**
   * A line that differs from another only in what is no part of `sameKey`, and in its time. False where it is to be
   * decoded all the same. Decoding is what most of the time would be spent on where many are refused.
   */
  readonly again?: (sameKey: string, at: string) => boolean;
}

/**
 * Reads connection logs piece by piece, in memory that does not grow with the log: every line is checked
 * field by field as bytes, and only lines of refused connections are decoded.
 */
export class LogScanner {
  readonly #listener: RefusalListener;
  readonly #client: Buffer | undefined;
  readonly #since: Buffer | undefined;
  readonly #until: Buffer | undefined;
  readonly #spans = newSpans();
  /** The beginning of a line whose end has not come yet. */
  #carry: Buffer | undefined;
  /** Inside a line that is too long to be one: wait for its end. */
  #skipping = false;
  #bytes = 0;
  #lines = 0;
  #accepted = 0;
  #notVerified = 0;
  #refused = 0;
  #filteredOut = 0;
  #unreadable = 0;
  #from: string | null = null;
  #to: string | null = null;
  #faults: UnreadableLine[] = [];
  /** Lines of the logs before this one. */
  #linesBefore = 0;

  constructor(listener: RefusalListener, filter: LogFilter = {}) {
    this.#listener = listener;
    this.#client = filter.client === undefined ? undefined : Buffer.from(filter.client);
    this.#since = filter.since === undefined ? undefined : Buffer.from(filter.since);
    this.#until = filter.until === undefined ? undefined : Buffer.from(filter.until);
  }

  /** Takes the next bytes. The caller may reuse them afterwards. */
  push(chunk: Buffer): void {
    this.#bytes += chunk.length;
    let start = 0;
    if (this.#carry !== undefined || this.#skipping) {
      const feed = chunk.indexOf(LINE_FEED);
      if (feed < 0) {
        this.#keep(chunk);
        return;
      }
      this.#keep(chunk.subarray(0, feed));
      this.#finishCarry();
      start = feed + 1;
    }
    const firstLine = start;
    let lastLine = -1;
    for (;;) {
      const feed = chunk.indexOf(LINE_FEED, start);
      if (feed < 0) break;
      this.#line(chunk, start, feed);
      lastLine = start;
      start = feed + 1;
    }
    if (lastLine >= 0) {
      this.#cover(chunk, firstLine);
      this.#cover(chunk, lastLine);
    }
    if (start < chunk.length) this.#keep(chunk.subarray(start));
  }

  /**
   * Ends one log: reads a last line without a line feed and answers the totals, whose `faults` are those of
   * this log. Another log may follow; the totals go on, line numbers begin anew.
   */
  endLog(): LogTotals {
    if (this.#carry !== undefined || this.#skipping) this.#finishCarry();
    const totals = this.totals();
    this.#faults = [];
    this.#linesBefore = this.#lines;
    return totals;
  }

  /** The totals so far. */
  totals(): LogTotals {
    return {
      bytes: this.#bytes,
      lines: this.#lines,
      accepted: this.#accepted,
      notVerified: this.#notVerified,
      refused: this.#refused,
      filteredOut: this.#filteredOut,
      unreadable: this.#unreadable,
      faults: this.#faults,
      from: this.#from,
      to: this.#to,
    };
  }

  #keep(piece: Buffer): void {
    if (this.#skipping) return;
    const carried = this.#carry?.length ?? 0;
    if (carried + piece.length > MAX_LINE_BYTES) {
      this.#carry = undefined;
      this.#skipping = true;
      return;
    }
    // A copy: the piece belongs to the caller's chunk, which must not be kept alive by it.
    this.#carry = this.#carry === undefined ? Buffer.from(piece) : Buffer.concat([this.#carry, piece]);
  }

  #finishCarry(): void {
    const line = this.#carry;
    this.#carry = undefined;
    if (this.#skipping || line === undefined) {
      this.#skipping = false;
      this.#lines += 1;
      this.#fault({ expected: `a line of at most ${MAX_LINE_BYTES} bytes`, got: 'a longer one' });
      return;
    }
    this.#line(line, 0, line.length);
    this.#cover(line, 0);
  }

  #line(bytes: Buffer, start: number, feed: number): void {
    this.#lines += 1;
    const end = feed > start && bytes[feed - 1] === CARRIAGE_RETURN ? feed - 1 : feed;
    if (end - start > MAX_LINE_BYTES) {
      this.#fault({ expected: `a line of at most ${MAX_LINE_BYTES} bytes`, got: `${end - start}` });
      return;
    }
    const spans = this.#spans;
    const count = locateStatus(bytes, start, end, spans)
      ? FEWEST_FIELDS
      : locateFields(bytes, start, end, spans, FEWEST_FIELDS);
    const status = spans[2 * VERIFY_STATUS] ?? 0;
    const statusEnd = spans[2 * VERIFY_STATUS + 1] ?? 0;
    const readable =
      count === FEWEST_FIELDS && isTimestamp(bytes, spans[2 * TIMESTAMP] ?? 0, spans[2 * TIMESTAMP + 1] ?? 0);
    if (readable && equals(bytes, status, statusEnd, SUCCESS)) {
      if (this.#passes(bytes)) this.#accepted += 1;
      return;
    }
    if (readable && equals(bytes, status, statusEnd, NONE)) {
      if (this.#passes(bytes)) this.#notVerified += 1;
      return;
    }
    const fault = faultOf(bytes, start, end, spans, count);
    if (fault !== undefined) {
      this.#fault(fault);
      return;
    }
    if (!this.#passes(bytes)) return;
    this.#refused += 1;
    const all = locateAll(bytes, start, end, spans);
    const at = this.#listener.again === undefined ? undefined : plainTime(bytes, spans);
    const key = at === undefined ? undefined : sameKey(bytes, spans, all);
    if (at !== undefined && key !== undefined && this.#listener.again?.(key, at) === true) return;
    this.#listener.add(decodeEntry(bytes, spans, all), key);
  }

  #passes(bytes: Buffer): boolean {
    const spans = this.#spans;
    const client = this.#client;
    const at = spans[2 * TIMESTAMP] ?? 0;
    const atEnd = spans[2 * TIMESTAMP + 1] ?? 0;
    const passes =
      (client === undefined ||
        equals(bytes, spans[2 * CLIENT_IP] ?? 0, spans[2 * CLIENT_IP + 1] ?? 0, client)) &&
      (this.#since === undefined || compareTime(bytes, at, atEnd, this.#since) >= 0) &&
      (this.#until === undefined || compareTime(bytes, at, atEnd, this.#until) < 0);
    if (!passes) this.#filteredOut += 1;
    return passes;
  }

  #fault(fault: LineIssue): void {
    this.#unreadable += 1;
    if (this.#faults.length < FAULTS_KEPT)
      this.#faults.push({ line: this.#lines - this.#linesBefore, ...fault });
  }

  /** Lines come in the order of time, or nearly: looking at the ends of each piece is enough. */
  #cover(bytes: Buffer, start: number): void {
    const space = bytes.indexOf(SPACE, start);
    if (space < 0 || !isTimestamp(bytes, start, space)) return;
    const at = bytes.toString('latin1', start, Math.min(space, start + 27));
    if (this.#from === null || at < this.#from) this.#from = at;
    if (this.#to === null || at > this.#to) this.#to = at;
  }
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const DOT = 0x2e;
const SUCCESS = Buffer.from('Success');
const NONE = Buffer.from('-');

function equals(bytes: Buffer, start: number, end: number, wanted: Buffer): boolean {
  if (end - start !== wanted.length) return false;
  for (let index = 0; index < wanted.length; index += 1) {
    if (bytes[start + index] !== wanted[index]) return false;
  }
  return true;
}

/**
 * Negative where the line's time lies before `bound` (`2023-10-04T17:05:15.514108Z`), zero where it is the
 * same. A line may give fewer decimals: what is missing counts as zeros.
 */
function compareTime(bytes: Buffer, start: number, end: number, bound: Buffer): number {
  const digits = end - 1 - start;
  for (let index = 0; index < bound.length - 1; index += 1) {
    const wanted = bound[index] ?? 0;
    const missing = index === 19 ? DOT : 0x30;
    const byte = index < digits ? (bytes[start + index] ?? 0) : missing;
    if (byte !== wanted) return byte - wanted;
  }
  return 0;
}
