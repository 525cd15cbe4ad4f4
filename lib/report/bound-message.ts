import type { Explanation } from '../core/finding.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Message } from '../core/message.ts';
import type { ToldFinding } from '../core/report.ts';
import type { Runbook } from '../core/runbook.ts';
import { boundedText } from '../core/text.ts';
import { faultyFirst } from './evidence.ts';

/**
 * "The maximum size is 256 KiB" for what SNS takes (SNS API Reference, Publish). A message stands on the topic as JSON
 * in JSON, with its text once more for e-mail, so that it may take a quarter of that.
 */
const LARGEST_MESSAGE_BYTES = 64 * 1024;
/** How much of a finding is kept, in the order of trying: the most that fits. */
const STEPS = [
  { entries: 24, characters: 400 },
  { entries: 12, characters: 300 },
  { entries: 6, characters: 200 },
  { entries: 2, characters: 120 },
  { entries: 0, characters: 80 },
] as const;
type Step = (typeof STEPS)[number];

const SENTENCE = 1000;
const FINDINGS_IN_A_DIGEST = 40;

/** A message that fits the topic: what is too long is cut, entries beyond the first are left out, faulty ones last. */
export function boundMessage(message: Message): Message {
  let bounded = message;
  for (const step of STEPS) {
    bounded = cutMessage(message, step);
    if (Buffer.byteLength(JSON.stringify(bounded)) <= LARGEST_MESSAGE_BYTES) break;
  }
  return bounded;
}

function cutMessage(message: Message, step: Step): Message {
  switch (message.type) {
    case 'failed':
    case 'reminder':
    case 'still-broken-after-maintenance':
      return {
        ...message,
        finding: cutFinding(message.finding, step),
        doesNotProve: message.doesNotProve.slice(0, 12).map((one) => boundedText(one, SENTENCE)),
      };
    case 'recovered':
    case 'improved':
      return { ...message, finding: cutFinding(message.finding, step) };
    case 'alarm':
      return {
        ...message,
        alarm: boundedText(message.alarm, 255),
        text: boundedLines(message.text, 4000),
        stateReason: boundedLines(message.stateReason, 2000),
      };
    case 'digest': {
      const { failed, degraded, muted, leftOut = 0 } = message;
      const kept = [failed, degraded, muted].map((list) => list.slice(0, FINDINGS_IN_A_DIGEST));
      const [first = [], second = [], third = []] = kept.map((list) => list.map(headlineOf));
      const all = failed.length + degraded.length + muted.length + leftOut;
      const more = all - first.length - second.length - third.length;
      return {
        ...message,
        failed: first,
        degraded: second,
        muted: third,
        ...(more > 0 && { leftOut: more }),
      };
    }
  }
}

/** A digest names its findings; each has, or had, a message of its own. */
function headlineOf(finding: ToldFinding): ToldFinding {
  const bare = { evidence: [], faults: [], measurements: [], explanations: [], runbook: null };
  return { ...finding, ...bare, ...cutNames(finding), summary: boundedText(finding.summary, 300) };
}

function cutFinding(finding: ToldFinding, { entries, characters }: Step): ToldFinding {
  const limits = { characters, items: 12, depth: 4 };
  return {
    ...finding,
    ...cutNames(finding),
    summary: boundedText(finding.summary, SENTENCE),
    // An object cut by its own entries keeps its shape: every field of a type that extends JsonObject is JSON.
    evidence: faultyFirst(finding.evidence)
      .slice(0, entries)
      .map((one) => cutObject(one, limits) as typeof one),
    faults: finding.faults.slice(0, entries).map((one) => cutObject(one, limits) as typeof one),
    measurements: finding.measurements.slice(0, entries).map((one) => cutObject(one, limits) as typeof one),
    explanations: finding.explanations.slice(0, 6).map(cutExplanation),
    runbook: finding.runbook === null ? null : cutRunbook(finding.runbook),
  };
}

function cutNames({ vantage, target, check, reason }: ToldFinding) {
  return {
    vantage: boundedText(vantage, 64),
    target: boundedText(target, 255),
    check: boundedText(check, 64),
    reason: reason === null ? null : boundedText(reason, 100),
  };
}

function cutExplanation({ what, id, because, fix }: Explanation): Explanation {
  return {
    what: boundedText(what, 100),
    id: boundedText(id, 200),
    ...(because !== undefined && { because: boundedText(because, SENTENCE) }),
    // The lines of a fix need each other.
    fix: wholeCommands(fix.split('\n')).length === fix.split('\n').length ? fix : '',
  };
}

function cutRunbook({ title, meaning, causes, steps, commands, links }: Runbook): Runbook {
  const sentences = (list: readonly string[]) => list.slice(0, 12).map((one) => boundedText(one, SENTENCE));
  return {
    title: boundedText(title, 200),
    meaning: boundedText(meaning, SENTENCE),
    causes: sentences(causes),
    steps: sentences(steps),
    commands: wholeCommands(commands),
    links: links.filter((link) => link.length <= 500).slice(0, 8),
  };
}

const LONGEST_COMMAND = 1000;

/** A command that is too long, or changes when it is cleaned, is left out: half a command is worse than none. */
function wholeCommands(commands: readonly string[]): readonly string[] {
  return commands
    .filter((one) => one.length <= LONGEST_COMMAND && boundedText(one, LONGEST_COMMAND) === one.trim())
    .slice(0, 12);
}

interface Limits {
  readonly characters: number;
  readonly items: number;
  readonly depth: number;
}

function cutObject(object: JsonObject, limits: Limits): JsonObject {
  return Object.fromEntries(
    Object.entries(object)
      .slice(0, 40)
      .map(([name, value]) => [boundedText(name, 60), value === undefined ? undefined : cut(value, limits)]),
  );
}

function cut(value: Json, limits: Limits): Json {
  if (typeof value === 'string') return boundedText(value, limits.characters);
  if (typeof value !== 'object' || value === null) return value;
  const inner = { ...limits, depth: limits.depth - 1 };
  if (inner.depth < 0) return '…';
  if (Array.isArray(value)) return value.slice(0, limits.items).map((one) => cut(one, inner));
  // `Array.isArray` does not narrow a readonly array away; what is left is an object.
  return cutObject(value as JsonObject, inner);
}

/** Text of several lines, each clean, all together bounded. */
export function boundedLines(text: string, limit: number): string {
  const lines = (text.length > limit ? `${text.slice(0, limit)}…` : text).split(/\r?\n/);
  return lines.map((line) => boundedText(line, limit)).join('\n');
}
