import type { LogLine } from '../../core/aws/log-reader.ts';
import { parseFields } from '../../core/json.ts';
import { boundedText } from '../../core/text.ts';

/** What a line of the tunnel's log means. Each has a sentence in every language (the glossary of the runbook). */
export type LogMeaning =
  | 'authentication-failed'
  | 'no-proposal'
  | 'traffic-selectors'
  | 'phase-2-failed'
  | 'device-closed'
  | 'device-silent'
  | 'half-open'
  | 'other'
  | 'nothing';

/** What the log of one tunnel says of its last state, as far as it goes. */
export interface TunnelLog {
  /** `Established` | `Rekeying` | `Negotiating` | `Down`, as it came. */
  readonly phase1?: string | undefined;
  readonly phase2?: string | undefined;
  /** The newest line with an error. */
  readonly error?: { readonly meaning: LogMeaning; readonly text: string; readonly atMs: number } | undefined;
  readonly lines: number;
}

/**
 * Error messages of the tunnel activity log and what they mean; the first that fits holds.
 * Source: AWS Site-to-Site VPN User Guide, "AWS Site-to-Site VPN logs", "IKEv1 Error Messages" and "IKEv2 Error
 * Messages", read 2026-11-21. AUTHENTICATION_FAILED is the notify of RFC 7296 §2.21.2.
 */
const MESSAGES: readonly (readonly [pattern: RegExp, meaning: LogMeaning])[] = [
  [/AUTHENTICATION_FAILED|pre-?shared key/i, 'authentication-failed'],
  [/no[ _]proposal/i, 'no-proposal'],
  [/TS_UNACCEPTABLE|traffic selector/i, 'traffic-selectors'],
  [/phase 2 was unable to establish/i, 'phase-2-failed'],
  [/un-established phase 1/i, 'half-open'],
  [/DPD timed out|peer is not responsive|declaring peer dead/i, 'device-silent'],
  [/received DELETE/i, 'device-closed'],
  [/collision/i, 'other'],
];

/** What says that all is well: an error before it is over. */
const ESTABLISHED = 'established';

/**
 * Reads the lines of one tunnel's log, JSON or text, oldest first. Lines are the peer's: what they say is bounded,
 * and nothing of them is believed but the fields that AWS documents.
 */
export function readTunnelLog(lines: readonly LogLine[]): TunnelLog {
  let log: TunnelLog = { lines: lines.length };
  for (const line of lines) {
    const { phase1, phase2, details } = fieldsOf(line.text);
    const meaning = MESSAGES.find(([pattern]) => pattern.test(details))?.[1];
    const isUp = phase2?.toLowerCase() === ESTABLISHED && meaning === undefined;
    log = {
      ...log,
      phase1: phase1 ?? log.phase1,
      phase2: phase2 ?? log.phase2,
      error: isUp
        ? undefined
        : meaning === undefined
          ? log.error
          : { meaning, text: boundedText(details), atMs: line.atMs },
    };
  }
  return log;
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

function fieldsOf(text: string): {
  readonly phase1?: string | undefined;
  readonly phase2?: string | undefined;
  readonly details: string;
} {
  const short = text.slice(0, MAX_LINE);
  const fields = parseFields(short);
  if (fields === undefined) return { details: short };
  const { ike_phase1_state: phase1, ike_phase2_state: phase2, details } = fields;
  return {
    phase1: wordOf(phase1),
    phase2: wordOf(phase2),
    details: typeof details === 'string' ? details : '',
  };
}

function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' ? boundedText(value, 40) : undefined;
}
