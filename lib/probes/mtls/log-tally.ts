import type { LogEntry } from './log-line.ts';
import type { RefusalListener } from './log-scan.ts';

/** Refusals that share code, client, listener, certificate, and what was negotiated of TLS. */
export interface RefusedGroup {
  readonly code: string;
  readonly client: string | null;
  readonly subject: string | null;
  readonly serial: string | null;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  /** Null where the negotiation did not come so far. */
  readonly protocol: string | null;
  readonly cipher: string | null;
  readonly loadBalancer: string | null;
  readonly listenerPort: number | null;
  count: number;
  first: string;
  last: string;
}

export interface CodeCount {
  readonly code: string;
  readonly count: number;
  readonly first: string;
  readonly last: string;
}

/** Groups kept at most. A scan from a great many addresses would otherwise fill the memory. */
const GROUPS_KEPT = 20_000;
/** AWS lists 13 codes; far more would be rubbish that looks like a log. */
const CODES_KEPT = 100;

/**
 * Counts refusals by code (exactly) and by code, client and certificate. When there are too many groups,
 * the half with the fewest refusals is dropped: what is left is then a lower bound.
 */
export class RefusalTally implements RefusalListener {
  readonly #codes = new Map<string, Counted>();
  readonly #groups = new Map<string, RefusedGroup>();
  /** Where a line's bytes were counted last. Forgotten when there are too many: it only spares decoding. */
  readonly #byBytes = new Map<string, { readonly code: Counted; readonly group: RefusedGroup }>();
  readonly #groupsKept: number;
  #dropped = 0;

  constructor(groupsKept = GROUPS_KEPT) {
    this.#groupsKept = groupsKept;
  }

  again(sameKey: string, at: string): boolean {
    const counted = this.#byBytes.get(sameKey);
    if (counted === undefined) return false;
    widen(counted.code, at);
    widen(counted.group, at);
    return true;
  }

  add(entry: LogEntry, sameKey?: string): void {
    if (entry.status.outcome !== 'refused') return;
    const known = this.#codes.has(entry.status.code) || this.#codes.size < CODES_KEPT;
    const code = known ? entry.status.code : 'other';
    let count = this.#codes.get(code);
    if (count === undefined) {
      count = { count: 0, first: entry.at, last: entry.at };
      this.#codes.set(code, count);
    }
    widen(count, entry.at);
    const group = this.#addToGroup(entry, code);
    if (sameKey === undefined) return;
    if (this.#byBytes.size >= this.#groupsKept) this.#byBytes.clear();
    this.#byBytes.set(sameKey, { code: count, group });
  }

  #addToGroup(entry: LogEntry, code: string): RefusedGroup {
    // Serial numbers are unique for one CA only. They nearly always suffice, and a short key is found sooner.
    let key = `${code}\n${entry.client}\n${entry.serial}`;
    let group = this.#groups.get(key);
    if (group !== undefined && !isSameAttempt(group, entry)) {
      key += `\n${entry.notAfter}\n${entry.subject}\n${entry.loadBalancer}\n${entry.listenerPort}\n${entry.protocol}\n${entry.cipher}`;
      group = this.#groups.get(key);
    }
    if (group !== undefined) {
      widen(group, entry.at);
      return group;
    }
    if (this.#groups.size >= this.#groupsKept) this.#dropSmallest();
    group = {
      code,
      client: entry.client,
      subject: entry.subject,
      serial: entry.serial,
      notBefore: entry.notBefore,
      notAfter: entry.notAfter,
      protocol: entry.protocol,
      cipher: entry.cipher,
      loadBalancer: entry.loadBalancer,
      listenerPort: entry.listenerPort,
      count: 1,
      first: entry.at,
      last: entry.at,
    };
    this.#groups.set(key, group);
    return group;
  }

  /** Most first. */
  codes(): readonly CodeCount[] {
    return [...this.#codes].map(([code, one]) => ({ code, ...one })).sort((a, b) => b.count - a.count);
  }

  /** Most first. */
  groups(): readonly Readonly<RefusedGroup>[] {
    return [...this.#groups.values()].sort((a, b) => b.count - a.count);
  }

  /** Refusals that count in `codes` but in no group; 0 unless there were very many groups. */
  get dropped(): number {
    return this.#dropped;
  }

  #dropSmallest(): void {
    const byCount = [...this.#groups].sort(([, a], [, b]) => a.count - b.count);
    for (const [key, group] of byCount.slice(0, Math.ceil(byCount.length / 2))) {
      this.#dropped += group.count;
      this.#groups.delete(key);
    }
    this.#byBytes.clear();
  }
}

function isSameAttempt(group: RefusedGroup, entry: LogEntry): boolean {
  return (
    group.subject === entry.subject &&
    group.notAfter === entry.notAfter &&
    group.protocol === entry.protocol &&
    group.cipher === entry.cipher &&
    group.loadBalancer === entry.loadBalancer &&
    group.listenerPort === entry.listenerPort
  );
}

interface Counted {
  count: number;
  first: string;
  last: string;
}

function widen(one: Counted, at: string): void {
  one.count += 1;
  if (at < one.first) one.first = at;
  if (at > one.last) one.last = at;
}
