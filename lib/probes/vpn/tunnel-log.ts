import {
  type LogMessage,
  TUNNEL_LOG_MESSAGES,
  type TunnelLogMeaning,
} from '../../catalogue/vpn-log-messages.ts';
import type { LogLine } from '../../core/aws/log-reader.ts';
import { parseFields } from '../../core/json.ts';
import { boundedText } from '../../core/text.ts';

/** The fields of a JSON line; nothing is known of their values. */
export type Fields = Readonly<Record<string, unknown>>;

/** What a line of a log says, bounded, and what it means. */
export interface LogWord<M extends string> {
  readonly meaning: M;
  readonly text: string;
  readonly atMs: number;
}

/** What the log of one tunnel says of its last state, as far as it goes. */
export interface TunnelLog {
  /** `Established` | `Rekeying` | `Negotiating` | `Down`, as it came. */
  readonly phase1?: string | undefined;
  readonly phase2?: string | undefined;
  /** Whether the device stands behind a NAT. */
  readonly natTraversal?: boolean | undefined;
  /** The newest line with an error. */
  readonly error?: LogWord<TunnelLogMeaning> | undefined;
  /** The newest line about new keys, and the newest about dead peer detection: when something last moved. */
  readonly lastRekey?: LogWord<TunnelLogMeaning> | undefined;
  readonly lastDpd?: LogWord<TunnelLogMeaning> | undefined;
}

/** What says that all is well: an error before it is over. */
const ESTABLISHED = 'established';
const ABOUT_KEYS: ReadonlySet<TunnelLogMeaning> = new Set(['rekeying', 'rekey-collision', 'redundant-keys']);

/**
 * Reads the lines of one tunnel's log, JSON or text, oldest first. Lines are the peer's: what they say is bounded,
 * and nothing of them is believed but the fields that AWS documents.
 */
export function readTunnelLog(lines: readonly LogLine[]): TunnelLog {
  let log: TunnelLog = {};
  for (const line of lines) {
    const { fields } = parseLine(line.text);
    // Both logs of a tunnel may share a group.
    if (isOfBgpLog(fields)) continue;
    const phase2 = wordOf(fields.ike_phase2_state);
    const { message, said } = readLine(TUNNEL_LOG_MESSAGES, fields, line);
    const isUp = phase2?.toLowerCase() === ESTABLISHED && message?.weight !== 'cause';
    log = {
      ...log,
      phase1: wordOf(fields.ike_phase1_state) ?? log.phase1,
      phase2: phase2 ?? log.phase2,
      natTraversal: flagOf(fields.nat_t_detected) ?? log.natTraversal,
      error: isUp ? undefined : message?.weight === 'cause' ? said : log.error,
      ...(said !== undefined && ABOUT_KEYS.has(said.meaning) && { lastRekey: said }),
      ...(said?.meaning === 'device-silent' && { lastDpd: said }),
    };
  }
  return log;
}

/** The message that a line is, if it is one of a table. */
export function readLine<M extends string>(
  messages: readonly LogMessage<M>[],
  fields: Fields,
  { atMs }: LogLine,
): {
  readonly details: string;
  readonly message: LogMessage<M> | undefined;
  readonly said: LogWord<M> | undefined;
} {
  const details = typeof fields.details === 'string' ? fields.details : '';
  const message = messages.find(({ pattern }) => pattern.test(details));
  return {
    details,
    message,
    said: message && { meaning: message.meaning, text: boundedText(details), atMs },
  };
}

/** The lines of a tunnel: a stream is named after the connection and the tunnel's outside address (same page). */
export function linesOfTunnel(lines: readonly LogLine[], outsideAddress: string): readonly LogLine[] {
  // An address may be the beginning of another one: 203.0.113.1 of 203.0.113.10.
  const escaped = outsideAddress.replaceAll('.', '[.]');
  const named = new RegExp(`(^|[^0-9a-f.:])${escaped}($|[^0-9a-f.:])`, 'i');
  return lines.filter(({ stream }) => named.test(stream));
}

/** How much of a line is looked at: AWS's own are short. */
const MAX_LINE = 4000;

/** The fields of a line; of one that is no JSON its text stands for `details`. */
export function parseLine(text: string): { readonly isJson: boolean; readonly fields: Fields } {
  const short = text.slice(0, MAX_LINE);
  const fields = parseFields(short);
  return { isJson: fields !== undefined, fields: fields ?? { details: short } };
}

/** The types of events in a BGP log (same page). */
export function isOfBgpLog({ type }: Fields): boolean {
  return type === 'BGPStatus' || type === 'RouteStatus';
}

function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' ? boundedText(value, 40) : undefined;
}

/** `true` or `"True"`, as it came. */
function flagOf(value: unknown): boolean | undefined {
  const word = String(value).toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}
