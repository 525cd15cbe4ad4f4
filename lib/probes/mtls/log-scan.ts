import { type LineIssue, type LogEntry, parseLine, readTime } from './log-line.ts';
import {
  isAccepted,
  isNotVerified,
  locateUsual,
  newStarts,
  sameKey,
  usualClient,
  usualTime,
} from './usual-line.ts';

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

/** Reads connection logs piece by piece, in memory that does not grow with the log. */
export class LogScanner {
  readonly #listener: RefusalListener;
  readonly #filter: LogFilter;
  readonly #isFiltered: boolean;
  readonly #starts = newStarts();
  /** The beginning of a line whose end has not come yet; of one that is too long as much as says so. */
  #carry = NOTHING;
  #bytes = 0;
  #lines = 0;
  readonly #counts = { accepted: 0, 'not-verified': 0, refused: 0 };
  #filteredOut = 0;
  #unreadable = 0;
  #from: string | null = null;
  #to: string | null = null;
  #faults: UnreadableLine[] = [];
  /** Lines of the logs before this one. */
  #linesBefore = 0;

  constructor(listener: RefusalListener, filter: LogFilter = {}) {
    this.#listener = listener;
    this.#filter = filter;
    this.#isFiltered = Object.values(filter).some((one) => one !== undefined);
  }

  /** Takes the next bytes. The caller may reuse them afterwards. */
  push(chunk: Buffer): void {
    this.#bytes += chunk.length;
    let start = 0;
    let last: number | undefined;
    for (let feed = chunk.indexOf(LINE_FEED); feed >= 0; feed = chunk.indexOf(LINE_FEED, start)) {
      if (this.#carry.length > 0) this.#endCarry(chunk.subarray(start, feed));
      else {
        this.#line(chunk, start, feed);
        // The first line of a piece, and the last.
        if (last === undefined) this.#cover(chunk, start);
        last = start;
      }
      start = feed + 1;
    }
    if (last !== undefined) this.#cover(chunk, last);
    this.#keep(chunk.subarray(start));
  }

  /**
   * Ends one log: reads a last line without a line feed and answers the totals, whose `faults` are those of
   * this log. Another log may follow; the totals go on, line numbers begin anew.
   */
  endLog(): LogTotals {
    if (this.#carry.length > 0) this.#endCarry(NOTHING);
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
      accepted: this.#counts.accepted,
      notVerified: this.#counts['not-verified'],
      refused: this.#counts.refused,
      filteredOut: this.#filteredOut,
      unreadable: this.#unreadable,
      faults: this.#faults,
      from: this.#from,
      to: this.#to,
    };
  }

  /** A copy: the piece belongs to the caller's chunk. One byte more than too long, for a carriage return is no part of a line. */
  #keep(piece: Buffer): void {
    if (this.#carry.length <= MAX_LINE_BYTES + 1) this.#carry = Buffer.concat([this.#carry, piece]);
  }

  #endCarry(piece: Buffer): void {
    this.#keep(piece);
    const line = this.#carry;
    this.#carry = NOTHING;
    this.#line(line, 0, line.length);
    this.#cover(line, 0);
  }

  #line(bytes: Buffer, start: number, feed: number): void {
    this.#lines += 1;
    const end = bytes[feed - 1] === CARRIAGE_RETURN ? Math.max(start, feed - 1) : feed;
    if (end - start > MAX_LINE_BYTES) {
      this.#fault({ expected: `a line of at most ${MAX_LINE_BYTES} bytes`, got: 'a longer one' });
      return;
    }
    const starts = this.#starts;
    const isUsual = locateUsual(bytes, start, end, starts);
    if (isUsual && isAccepted(bytes, starts)) {
      if (this.#passesUsual(bytes)) this.#counts.accepted += 1;
      return;
    }
    if (isUsual && isNotVerified(bytes, starts)) {
      if (this.#passesUsual(bytes)) this.#counts['not-verified'] += 1;
      return;
    }
    const key = isUsual ? sameKey(bytes, starts, end) : undefined;
    if (
      key !== undefined &&
      !this.#isFiltered &&
      this.#listener.again?.(key, usualTime(bytes, starts)) === true
    ) {
      this.#counts.refused += 1;
      return;
    }
    const parsed = parseLine(bytes.toString('latin1', start, end));
    if (parsed.outcome === 'not-a-line') {
      this.#fault(parsed.fault);
      return;
    }
    const { entry } = parsed;
    const { outcome } = entry.status;
    if (!this.#passes(entry.at, entry.client)) return;
    this.#counts[outcome] += 1;
    if (outcome === 'refused') this.#listener.add(entry, key);
  }

  #passesUsual(bytes: Buffer): boolean {
    const starts = this.#starts;
    return !this.#isFiltered || this.#passes(usualTime(bytes, starts), usualClient(bytes, starts));
  }

  #passes(at: string, client: string | null): boolean {
    const { client: wanted = client, since = at, until } = this.#filter;
    const passes = client === wanted && at >= since && (until === undefined || at < until);
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
    const at = readTime(bytes.toString('latin1', start, start + LONGEST_TIME).split(' ', 1)[0] ?? '');
    if (at === undefined) return;
    if (this.#from === null || at < this.#from) this.#from = at;
    if (this.#to === null || at > this.#to) this.#to = at;
  }
}

const NOTHING = Buffer.alloc(0);
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const LONGEST_TIME = '2023-10-04T17:05:15.514108000Z '.length;
