import type { Explanation } from '../../core/finding.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Message, NotifiedAlarm, NotifiedTarget } from '../../core/notify/message.ts';
import type { RenderedFinding } from '../../core/report.ts';
import type { Runbook } from '../../core/runbook.ts';
import { boundedText } from '../../core/text.ts';
import { faultyFirst } from '../text/evidence.ts';

/**
 * How much of the topic's 256 KiB the structured message may take, as JSON in JSON, where a quotation
 * mark takes four bytes. The text, which is there twice, takes 100 KiB at the very most.
 */
const LARGEST_MESSAGE_BYTES = 128 * 1024;
/** How much is kept, in the order of trying: the most that fits. */
const STEPS = [
  { entries: 24, characters: 400, list: 12, sentence: 1000, findings: 100 },
  { entries: 12, characters: 300, list: 10, sentence: 700, findings: 100 },
  { entries: 6, characters: 200, list: 8, sentence: 400, findings: 100 },
  { entries: 2, characters: 100, list: 6, sentence: 200, findings: 20 },
] as const;
type Step = (typeof STEPS)[number];

/** A message that fits the topic: what is too long is cut, entries beyond the first are left out, faulty ones last. */
export function boundMessage(message: Message): Message {
  let bounded = message;
  for (const step of STEPS) {
    bounded = { ...cutMessage(message, step), ...cutFacts(message) };
    if (Buffer.byteLength(JSON.stringify(JSON.stringify(bounded))) <= LARGEST_MESSAGE_BYTES) break;
  }
  return bounded;
}

const LONGEST_LINK = 1000;

/** Half a link leads nowhere: one that is too long is left out. */
function cutFacts({ links, origin }: Message): Pick<Message, 'links' | 'origin'> {
  const short = Object.entries(links).filter(
    ([, url]) => typeof url === 'string' && url.length <= LONGEST_LINK,
  );
  return {
    links: Object.fromEntries(short),
    ...(origin !== undefined && {
      origin: { stage: boundedText(origin.stage, 64), region: boundedText(origin.region, 64) },
    }),
  };
}

function cutMessage(message: Message, step: Step): Message {
  switch (message.type) {
    case 'failed':
    case 'reminder':
    case 'still-broken-after-maintenance':
      return {
        ...message,
        finding: cutFinding(message.finding, step),
        doesNotProve: sentences(message.doesNotProve, step),
      };
    case 'recovered':
    case 'improved': {
      const { before } = message;
      return {
        ...message,
        finding: cutFinding(message.finding, step),
        ...(before !== undefined && { before: boundedText(before, 100) }),
      };
    }
    case 'alarm': {
      const { vantage, target, check } = message;
      return {
        ...message,
        ...(vantage !== undefined && { vantage: boundedText(vantage, 64) }),
        ...(target !== undefined && { target: boundedText(target, 255) }),
        ...(check !== undefined && { check: boundedText(check, 64) }),
        alarm: boundedText(message.alarm, 255),
        text: boundedLines(message.text, 4000),
        stateReason: boundedLines(message.stateReason, 2000),
      };
    }
    case 'digest': {
      const { failed, degraded, muted, recovered = [], alarms = [], leftOut = 0 } = message;
      const { found = [], gone = [] } = message;
      const keptFound = found.slice(0, step.findings).map(cutTarget);
      const keptGone = gone.slice(0, step.findings).map(cutTarget);
      const keptAlarms = alarms.slice(0, step.findings).map(cutAlarm);
      const lists = [failed, degraded, muted, recovered];
      const kept = lists.map((list) => list.slice(0, step.findings).map((one) => headlineOf(one, step)));
      const [first = [], second = [], third = [], fourth = []] = kept;
      const keptOthers = keptAlarms.length + keptFound.length + keptGone.length;
      const others = alarms.length + found.length + gone.length - keptOthers;
      const more = leftOut + count(lists) - count(kept) + others;
      return {
        ...message,
        failed: first,
        degraded: second,
        muted: third,
        ...(fourth.length > 0 && { recovered: fourth }),
        ...(keptAlarms.length > 0 && { alarms: keptAlarms }),
        ...(keptFound.length > 0 && { found: keptFound }),
        ...(keptGone.length > 0 && { gone: keptGone }),
        ...(more > 0 && { leftOut: more }),
      };
    }
  }
}

function count(lists: readonly (readonly RenderedFinding[])[]): number {
  return lists.reduce((sum, { length }) => sum + length, 0);
}

function cutTarget({ vantage, target, type, ended }: NotifiedTarget): NotifiedTarget {
  return {
    vantage: boundedText(vantage, 64),
    target: boundedText(target, 255),
    type: boundedText(type, 64),
    ended: ended.slice(0, 30),
  };
}

function cutAlarm({ alarm, vantage, text, ...rest }: NotifiedAlarm): NotifiedAlarm {
  return {
    ...rest,
    alarm: boundedText(alarm, 255),
    ...(vantage !== undefined && { vantage: boundedText(vantage, 64) }),
    ...(text !== undefined && { text: boundedLines(text, 2000) }),
  };
}

/** A digest names its findings; each has, or had, its own message. */
function headlineOf(finding: RenderedFinding, { characters }: Step): RenderedFinding {
  const title = finding.runbook?.title;
  const runbook =
    title === undefined
      ? null
      : {
          title: boundedText(title, characters / 2),
          meaning: '',
          causes: [],
          steps: [],
          commands: [],
          links: [],
        };
  const bare = { path: [], evidence: [], faults: [], measurements: [], explanations: [], runbook };
  return {
    ...finding,
    ...bare,
    ...cutNames(finding),
    summary: boundedText(finding.summary, characters * 0.75),
  };
}

const EXPLANATIONS = 6;
const MOST_HOPS = 20;

function cutFinding(finding: RenderedFinding, step: Step): RenderedFinding {
  const { entries, characters } = step;
  const limits = { characters, items: 12, depth: 4 };
  const more = (finding.explanationsLeftOut ?? 0) + Math.max(0, finding.explanations.length - EXPLANATIONS);
  return {
    ...finding,
    ...cutNames(finding),
    summary: boundedText(finding.summary, step.sentence),
    // An object cut by its own entries keeps its shape: every field of a type that extends JsonObject is JSON.
    ...(finding.path !== undefined && {
      path: finding.path
        .slice(0, MOST_HOPS)
        .map((hop) => cutObject(hop, { ...limits, characters: 64 }) as typeof hop),
    }),
    evidence: faultyFirst(finding.evidence)
      .slice(0, entries)
      .map((one) => cutObject(one, limits) as typeof one),
    faults: finding.faults.slice(0, entries).map((one) => cutObject(one, limits) as typeof one),
    measurements: finding.measurements.slice(0, entries).map((one) => cutObject(one, limits) as typeof one),
    explanations: finding.explanations.slice(0, EXPLANATIONS).map((one) => cutExplanation(one, step)),
    ...(more > 0 && { explanationsLeftOut: more }),
    ...(finding.betweenVantages !== undefined && {
      betweenVantages: cutObject(finding.betweenVantages, limits) as typeof finding.betweenVantages,
    }),
    runbook: finding.runbook === null ? null : cutRunbook(finding.runbook, step),
  };
}

function cutNames({ vantage, target, check, reason, owner }: RenderedFinding) {
  return {
    vantage: boundedText(vantage, 64),
    target: boundedText(target, 255),
    check: boundedText(check, 64),
    reason: reason === null ? null : boundedText(reason, 100),
    ...(owner !== undefined && { owner: boundedText(owner, 100) }),
  };
}

function cutExplanation({ what, id, because, fix, ...rest }: Explanation, step: Step): Explanation {
  const { inSummary, fixShownAt } = rest;
  return {
    what: boundedText(what, 100),
    id: boundedText(id, 200),
    ...(because !== undefined && { because: boundedText(because, step.sentence) }),
    // The lines of a fix need each other.
    fix: isWhole(fix.split('\n')) ? fix : '',
    ...(inSummary === true && { inSummary }),
    ...(typeof fixShownAt === 'string' && { fixShownAt: boundedText(fixShownAt, 400) }),
  };
}

function cutRunbook({ title, meaning, causes, steps, commands, links }: Runbook, step: Step): Runbook {
  return {
    title: boundedText(title, 200),
    meaning: boundedText(meaning, step.sentence),
    causes: sentences(causes, step),
    steps: sentences(steps, step),
    commands: commands.filter((one) => isWhole([one])).slice(0, step.list),
    links: links.filter((link) => link.length <= LONGEST_LINK).slice(0, 8),
  };
}

function sentences(texts: readonly string[], { list, sentence }: Step): readonly string[] {
  return texts.slice(0, list).map((one) => boundedText(one, sentence));
}

const LONGEST_COMMAND = 1000;
/** As many entries as a network ACL may have in one direction. */
const MOST_COMMANDS = 40;

/** A command that is too long, or changes when it is cleaned, is left out: half a command is worse than none. */
function isWhole(commands: readonly string[]): boolean {
  return (
    commands.length <= MOST_COMMANDS && commands.every((one) => boundedText(one, LONGEST_COMMAND) === one)
  );
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
