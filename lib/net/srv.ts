import { randomInt } from 'node:crypto';
import { decode, encode, type Packet, RECURSION_DESIRED, streamDecode, streamEncode } from 'dns-packet';
import { canonicalName } from '../core/text.ts';
import { placeOfServer } from './resolve.ts';
import { talkTcp } from './talk.ts';
import { askUdp } from './udp.ts';

/** Where a service is, by its SRV records (RFC 2782); without records, what came instead. */
export type ServiceLookup =
  | {
      readonly outcome: 'answered';
      /** The best first: by priority, then by weight. An empty host says that there is none. */
      readonly places: readonly { readonly host: string; readonly port: number }[];
    }
  | { readonly outcome: 'no-such-name' | 'no-address' | 'server-failure'; readonly rcode: string }
  | { readonly outcome: 'silent' };

/** Asks each server in turn, until one knows. */
export async function lookUpService(
  name: string,
  servers: readonly string[],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<ServiceLookup> {
  const limits = { timeoutMs: timeoutMs / Math.max(1, servers.length), signal };
  let last: ServiceLookup = { outcome: 'silent' };
  for (const server of servers) {
    last = await askServer(name, placeOfServer(server), limits);
    if (last.outcome !== 'silent' && last.outcome !== 'server-failure') break;
  }
  return last;
}

const ID_LIMIT = 65_536;
const MAX_MESSAGE_BYTES = 65_535;

/**
 * By UDP, and once more by TCP where the answer was cut off (RFC 7766 §5). c-ares, and so node:dns, takes SRV records for
 * unreadable whose target is compressed, as Samba sends them (measured with Node 24.21 and Samba 4.17).
 */
async function askServer(
  name: string,
  { host: address, port }: { readonly host: string; readonly port: number },
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<ServiceLookup> {
  const id = randomInt(ID_LIMIT);
  const question: Packet = {
    type: 'query',
    id,
    flags: RECURSION_DESIRED,
    questions: [{ type: 'SRV', name }],
  };
  const asked = await askUdp({
    ...{ address, port, timeoutMs, signal },
    request: () => encode(question),
    accept: (reply) => readServiceAnswer(reply, id, 'udp'),
  });
  if (asked.outcome === 'silent') return { outcome: 'silent' };
  if (asked.outcome !== 'answered') return { outcome: 'server-failure', rcode: 'UNREACHABLE' };
  if (!asked.value.isTruncated) return asked.value.lookup;
  const whole = await talkTcp({
    ...{ address, port, signal, timeoutMs: Math.max(0, timeoutMs - asked.elapsedMs) },
    request: () => streamEncode(question),
    read: (received) => readServiceAnswer(received, id, 'tcp'),
    limitBytes: MAX_MESSAGE_BYTES,
  });
  return (whole.outcome === 'answered' ? whole.value : asked.value).lookup;
}

/** The answer to the question of this id; undefined for what is none: somebody else's, nonsense, or not yet whole. */
export function readServiceAnswer(
  bytes: Uint8Array,
  id: number,
  transport: 'udp' | 'tcp',
): { readonly lookup: ServiceLookup; readonly isTruncated: boolean } | undefined {
  try {
    const read: Reply | null =
      transport === 'udp' ? decode(Buffer.from(bytes)) : streamDecode(Buffer.from(bytes));
    if (read?.id !== id || read.type !== 'response') return undefined;
    return { lookup: describe(read), isTruncated: read.flag_tc === true };
  } catch {
    return undefined;
  }
}

/** dns-packet reads flags that its types leave out. */
type Reply = Packet & { readonly flag_tc?: boolean; readonly rcode?: string };

function describe({ answers = [], rcode = 'NOERROR' }: Reply): ServiceLookup {
  if (rcode === 'NXDOMAIN') return { outcome: 'no-such-name', rcode };
  if (rcode !== 'NOERROR') return { outcome: 'server-failure', rcode };
  const records = answers.flatMap((one) => (one.type === 'SRV' ? [one.data] : []));
  if (records.length === 0) return { outcome: 'no-address', rcode };
  return {
    outcome: 'answered',
    places: records
      .sort(
        (one, other) =>
          (one.priority ?? 0) - (other.priority ?? 0) || (other.weight ?? 0) - (one.weight ?? 0),
      )
      .map(({ target, port }) => ({ host: canonicalName(target), port })),
  };
}
