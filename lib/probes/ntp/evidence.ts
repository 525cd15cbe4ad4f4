import type { Evidence } from '../../core/finding.ts';
import type { JsonObject } from '../../core/json.ts';
import { placeName } from '../../core/text.ts';
import type { NtpServer } from './observe.ts';

/** One row of evidence a server. Offsets are the server's, relative to the vantage's clock. */
export function evidenceOf(server: NtpServer): Evidence {
  const { host, port } = server;
  const place = { subject: placeName(host, port), port, source: 'ntp' };
  if (!('address' in server)) {
    return { ...place, outcome: server.answer.outcome, lookup: server.answer.lookup };
  }
  const { address, attempts, answer } = server;
  return { ...place, outcome: answer.outcome, address, attempts, ...details(answer) };
}

function details(answer: Extract<NtpServer, { readonly address: string }>['answer']): JsonObject {
  switch (answer.outcome) {
    case 'answered':
    case 'unsynchronised':
      return {
        offsetMs: milliseconds(answer.offsetMs),
        delayMs: milliseconds(answer.delayMs),
        stratum: answer.stratum,
        leap: answer.leap,
        rootDelayMs: milliseconds(answer.rootDelayMs),
        rootDispersionMs: milliseconds(answer.rootDispersionMs),
      };
    case 'kiss':
      return { kiss: answer.code };
    case 'malformed':
      return { expected: answer.expected };
    case 'silent':
      return answer.ignored > 0 ? { ignored: answer.ignored } : {};
    case 'refused':
    case 'unreachable':
      return { code: answer.code };
  }
}

function milliseconds(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** For sentences: one decimal is what a person wants of a skewed clock. */
export function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
