import {
  BGP_LOG_MESSAGES,
  type BgpLogMeaning,
  ROUTE_LOG_MESSAGES,
} from '../../catalogue/vpn-log-messages.ts';
import type { LogLine } from '../../core/aws/log-reader.ts';
import { asFields } from '../../core/json.ts';
import { boundedText } from '../../core/text.ts';
import { type Fields, isOfBgpLog, type LogWord, parseLine, readLine } from './tunnel-log.ts';

/** What the BGP log of one tunnel says of its session and its routes, as far as it goes. */
export interface BgpLog {
  /** The last word about the session. */
  readonly status?: 'up' | 'down' | undefined;
  /** Why the session is down, where something says so. */
  readonly why?: LogWord<BgpLogMeaning> | undefined;
  /** That the number of prefixes comes near the limit. */
  readonly warning?: LogWord<BgpLogMeaning> | undefined;
  /** Figures of the messages, the newest of each. */
  readonly received?: string | undefined;
  readonly limit?: string | undefined;
  readonly remoteAsn?: string | undefined;
  readonly expectedAsn?: string | undefined;
  readonly holdSeconds?: string | undefined;
  /** Prefixes that AWS takes no further, and those that it takes. */
  readonly denied: readonly { readonly prefix: string; readonly meaning: BgpLogMeaning }[];
  readonly announced: number;
}

const FIGURES = {
  received: /received (\d{1,9}) prefixes/i,
  limit: /limit is (\d{1,9})/i,
  remoteAsn: /remote AS is (\d{1,10})/i,
  expectedAsn: /expected (\d{1,10})/i,
  holdSeconds: /received an OPEN message.*holdtime (\d{1,6})/i,
} as const;

/** More prefixes than a tunnel may bring. */
const MOST_PREFIXES = 2000;

/**
 * Reads the lines of one tunnel's BGP log, JSON or text, oldest first, with the care of `readTunnelLog`.
 * Source of fields and messages: AWS Site-to-Site VPN User Guide, "AWS Site-to-Site VPN logs".
 */
export function readBgpLog(lines: readonly LogLine[]): BgpLog {
  let log: Session = {};
  const denied = new Map<string, BgpLogMeaning>();
  const announced = new Set<string>();
  for (const line of lines) {
    const { isJson, fields } = parseLine(line.text);
    if (isJson && !isOfBgpLog(fields)) continue;
    const told = isJson ? (asFields(fields.message) ?? {}) : fields;
    if (fields.type === 'RouteStatus') readRoute(told, fields.status, line, { denied, announced });
    else log = withStatus(log, told, fields.status, line);
  }
  return {
    ...log,
    denied: [...denied].map(([prefix, meaning]) => ({ prefix, meaning })),
    announced: announced.size,
  };
}

type Session = Omit<BgpLog, 'denied' | 'announced'>;

function withStatus(log: Session, told: Fields, status: unknown, line: LogLine): Session {
  const { details, message, said } = readLine(BGP_LOG_MESSAGES, told, line);
  const isNews = message?.weight === 'cause' || (message?.weight === 'symptom' && log.why === undefined);
  const isUp = message?.weight === 'good' || (status === 'UP' && !isNews);
  const figures = Object.entries(FIGURES).flatMap(([name, pattern]) => {
    const figure = pattern.exec(details)?.[1];
    return figure === undefined ? [] : [[name, figure]];
  });
  return {
    ...log,
    ...Object.fromEntries(figures),
    // What the session is said to be; of a text line only the message tells.
    status: isUp ? 'up' : status === 'DOWN' || isNews ? 'down' : log.status,
    why: isUp ? undefined : isNews ? said : log.why,
    warning: message?.weight === 'warning' ? said : log.warning,
  };
}

function readRoute(
  told: Fields,
  status: unknown,
  line: LogLine,
  { denied, announced }: { readonly denied: Map<string, BgpLogMeaning>; readonly announced: Set<string> },
): void {
  const prefix = typeof told.prefix === 'string' ? boundedText(told.prefix, 50) : undefined;
  if (prefix === undefined || denied.size + announced.size >= MOST_PREFIXES) return;
  denied.delete(prefix);
  announced.delete(prefix);
  if (status === 'WITHDRAWN') return;
  const { said } = readLine(ROUTE_LOG_MESSAGES, told, line);
  if (said !== undefined) denied.set(prefix, said.meaning);
  else announced.add(prefix);
}
