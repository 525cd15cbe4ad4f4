import { boundedText } from '../core/text.ts';
import { contains, spanOf } from './spans.ts';

/** What a flow log says of one flow in one direction at one network interface. */
export interface FlowRecord {
  readonly interfaceId: string;
  readonly action: 'ACCEPT' | 'REJECT';
  /**
   * The packet's own addresses, where the flow log records them: at a NAT or transit gateway `srcaddr` or `dstaddr` is
   * the gateway's (Amazon VPC User Guide, "Flow log record examples", Traffic through a transit gateway).
   */
  readonly from: { readonly address: string; readonly port: number };
  readonly to: { readonly address: string; readonly port: number };
  /** End of the capture window, milliseconds since the Unix epoch. */
  readonly endMs: number;
}

/** What a flow log must record of a flow, so that it proves anything. */
const PROVING_FIELDS = ['interface-id', 'srcaddr', 'dstaddr', 'srcport', 'dstport', 'protocol', 'action'];

/** Which of them a flow log does not record; the packet's addresses will do. */
export function unrecordedFields(fields: readonly string[]): readonly string[] {
  return PROVING_FIELDS.filter((field) => !fields.includes(field) && !fields.includes(`pkt-${field}`));
}

/** What a flow log proves, in a sentence. */
export type FlowCode = 'flow-rejected' | 'flow-accepted';

/** The numbers that IANA gives the protocols (Amazon VPC User Guide, "Flow log records", protocol). */
const PROTOCOL_NUMBER = { tcp: '6', udp: '17' } as const;

/** A pair of which records are wanted. `sources` are addresses or blocks: which of them asked is not known. */
export interface FlowPair {
  readonly sources: readonly string[];
  readonly address: string;
  readonly port: number;
  readonly protocol: keyof typeof PROTOCOL_NUMBER;
}

/**
 * A record's line in the fields of its flow log; undefined for one that is none, or says nothing (NODATA, SKIPDATA).
 *
 * @param storedMs - when the line was stored: its time, where the flow log records neither `end` nor `start`
 */
export function parseFlowRecord(
  line: string,
  fields: readonly string[],
  storedMs: number,
): (FlowRecord & { readonly protocol: string }) | undefined {
  const words = line.trim().split(/\s+/, fields.length + 1);
  if (words.length !== fields.length) return undefined;
  const word = (name: string) => words[fields.indexOf(name)] ?? '-';
  const address = (name: string) => {
    const ofPacket = word(`pkt-${name}`);
    return boundedText(ofPacket === '-' ? word(name) : ofPacket, 45);
  };
  const action = word('action');
  const numbers = [word('srcport'), word('dstport')].map(Number);
  if ((action !== 'ACCEPT' && action !== 'REJECT') || !numbers.every(Number.isInteger)) return undefined;
  const [fromPort = 0, toPort = 0] = numbers;
  const endSeconds = [word('end'), word('start')].map(Number).find(Number.isInteger);
  return {
    interfaceId: boundedText(word('interface-id'), 40),
    action,
    from: { address: address('srcaddr'), port: fromPort },
    to: { address: address('dstaddr'), port: toPort },
    endMs: endSeconds === undefined ? storedMs : endSeconds * 1000,
    protocol: word('protocol'),
  };
}

/** Whether a record is of this pair: the way there, or the answer. */
export function directionOf(
  record: FlowRecord & { readonly protocol: string },
  { sources, address, port, protocol }: FlowPair,
): 'asked' | 'answer' | undefined {
  if (record.protocol !== PROTOCOL_NUMBER[protocol]) return undefined;
  const isTarget = (end: FlowRecord['from']) => end.address === address && end.port === port;
  const isSource = ({ address: of }: FlowRecord['from']) => {
    const span = spanOf(of);
    const blocks = sources.flatMap((source) => spanOf(source) ?? []);
    return span !== undefined && blocks.some((block) => contains(block, span));
  };
  if (isTarget(record.to) && isSource(record.from)) return 'asked';
  return isTarget(record.from) && isSource(record.to) ? 'answer' : undefined;
}
