import type { Lookup, NameResolver } from '../../lib/core/names.ts';
import type { ObserveContext } from '../../lib/core/probe.ts';
import { type Clock, type Deadline, deadlineIn, systemClock } from '../../lib/core/time.ts';
import { isAddress } from '../../lib/net/addresses.ts';

/** Names that answer at once; any other does not exist, and an address answers itself. */
function namesOf(names: Readonly<Record<string, readonly string[] | Lookup>> = {}): NameResolver {
  return {
    servers: ['127.0.0.53'],
    lookup: async (host) => {
      if (isAddress(host)) return { outcome: 'answered', addresses: [host], from: 'literal', elapsedMs: 0 };
      const known = names[host];
      if (known === undefined) return { outcome: 'no-such-name', rcode: 'NXDOMAIN', elapsedMs: 0 };
      return 'outcome' in known
        ? known
        : { outcome: 'answered', addresses: known, from: 'dns', elapsedMs: 0 };
    },
  };
}

/** A deadline with time left that somebody ends. */
export function endedBy(signal: AbortSignal, leftMs: number): Deadline {
  return {
    signal,
    get aborted() {
      return signal.aborted;
    },
    addEventListener: (type, listener, options) => signal.addEventListener(type, listener, options),
    removeEventListener: (type, listener) => signal.removeEventListener(type, listener),
    remainingMs: () => leftMs,
  };
}

/** What an `observe` gets, with little time: tests on loopback need no more. */
export function contextOf(
  options: {
    readonly timeoutMs?: number;
    readonly attempts?: number;
    readonly clock?: Clock;
    readonly names?: Readonly<Record<string, readonly string[] | Lookup>>;
  } = {},
): ObserveContext {
  const { timeoutMs = 1000, attempts = 2, clock = systemClock, names } = options;
  return { clock, deadline: deadlineIn(clock, timeoutMs), attempts, names: namesOf(names), aws: undefined };
}
