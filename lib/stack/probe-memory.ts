import type { Config, Vantage } from '../config/config.ts';
import type { Question } from '../core/observation.ts';
import type { Probe } from '../core/probe.ts';
import { addressesOf } from '../stages/check/question-weight.ts';
import { CHUNK_SIZE } from '../stages/watch/probe-vantage.ts';
import { planOf } from './plan-of.ts';

/**
 * Memory of a probe by the handshakes of its fullest invocation. CPU comes with memory ("at 1,769 MB, a function has the
 * equivalent of one vCPU", Lambda Developer Guide, "Configure Lambda function memory"), and a handshake that is judged
 * takes about two milliseconds of a core (docs/performance.md): each row leaves handshakes about a second.
 */
const MEMORY_MB: readonly { readonly handshakes: number; readonly memoryMb: number }[] = [
  { handshakes: 150, memoryMb: 512 },
  { handshakes: 300, memoryMb: 1024 },
  { handshakes: Number.POSITIVE_INFINITY, memoryMb: 1769 },
];

/** What a vantage's probe function needs. What discovery will find is not known, and not counted. */
export function probeMemoryMb(vantage: Vantage, config: Config, probes: readonly Probe[]): number {
  const questions = questionsOf(vantage, config, probes);
  const all = questions.reduce((sum, question) => sum + handshakesOf(question), 0);
  const row = MEMORY_MB.find(({ handshakes }) => all / callsFor(questions) <= handshakes);
  return row?.memoryMb ?? 0;
}

/** How often a run calls the vantage's probe function, all at once. */
export function probeCalls(vantage: Vantage, config: Config, probes: readonly Probe[]): number {
  return callsFor(questionsOf(vantage, config, probes));
}

function questionsOf(vantage: Vantage, config: Config, probes: readonly Probe[]): readonly Question[] {
  const fromVantage = new Set(probes.filter(({ from }) => from === 'vantage').map(({ kind }) => kind));
  return planOf(vantage, config, probes)
    .questions.map(({ question }) => question)
    .filter(({ kind }) => fromVantage.has(kind));
}

function callsFor({ length }: readonly Question[]): number {
  return Math.max(1, Math.ceil(length / CHUNK_SIZE));
}

/** A question that says whom to trust asks for a certificate, of every address. */
function handshakesOf({ trust, host }: Question): number {
  if (trust === undefined) return 0;
  return addressesOf(host);
}
