import Table from 'cli-table3';
import { createLogUpdate } from 'log-update';
import type { Locale } from '../core/locale.ts';
import type { Observation } from '../core/observation.ts';
import type { PlannedQuestion } from '../core/plan.ts';
import type { Probe } from '../core/probe.ts';
import type { Status } from '../core/reason.ts';
import { PHRASES } from '../report/phrases/phrases.ts';
import { fillText } from '../report/text/fill.ts';
import type { Paint } from '../report/text/lines.ts';
import { judgeAll } from '../stages/check/judge.ts';

/** A table of what is being asked, redrawn in place while the answers come in. */
export interface LiveTable {
  readonly onAnswer: (index: number, observation: Observation) => void;
  /** Takes the table away; the report that follows says it all. */
  readonly close: () => void;
}

/**
 * Whether a stream is a terminal on which something can be drawn over.
 *
 * @param term - its type (environ(7), TERM); one that calls itself dumb cannot move its cursor (terminfo, "dumb")
 */
export function canRedraw({ isTTY }: { readonly isTTY?: boolean }, term: string | undefined): boolean {
  return isTTY === true && term !== 'dumb';
}

const REDRAW_EVERY_MS = 80;

/** Draws on a terminal; a row is judged as soon as its last answer is there. */
export function openLiveTable(
  questions: readonly PlannedQuestion[],
  tools: {
    readonly stream: NodeJS.WriteStream;
    readonly probes: readonly Probe[];
    readonly locale: Locale;
    readonly paint: Paint;
  },
): LiveTable {
  const answers = new Map<number, Observation>();
  const update = createLogUpdate(withSize(tools.stream), { showCursor: true });
  const draw = () => update(drawTable(questions, answers, tools));
  draw();
  const timer = setInterval(draw, REDRAW_EVERY_MS);
  return {
    onAnswer: (index, observation) => answers.set(index, observation),
    close: () => {
      clearInterval(timer);
      update.clear();
      update.done();
    },
  };
}

/**
 * A terminal that does not know its size, such as one of script(1) or of a CI runner, says that it has none: a
 * table clipped to no rows would never show. The size of old is assumed then.
 */
function withSize(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  return new Proxy(stream, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (name === 'rows' || name === 'columns') return value === 0 ? undefined : value;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function drawTable(
  questions: readonly PlannedQuestion[],
  answers: ReadonlyMap<number, Observation>,
  {
    probes,
    locale,
    paint,
  }: { readonly probes: readonly Probe[]; readonly locale: Locale; readonly paint: Paint },
): string {
  const { heading, progress, status: words } = PHRASES[locale];
  const rows = new Map<string, { target: string; kind: string; indexes: number[] }>();
  for (const [index, { target, question, shown }] of questions.entries()) {
    if (!shown) continue;
    const key = `${target}\n${question.kind}`;
    const row = rows.get(key) ?? { target, kind: question.kind, indexes: [] };
    row.indexes.push(index);
    rows.set(key, row);
  }
  const statuses = statusOfRows(questions, answers, probes);
  const table = new Table({
    head: [heading.target, heading.check, heading.status],
    style: { head: [], border: [], compact: true },
  });
  for (const [key, { target, kind, indexes }] of rows) {
    const done = indexes.filter((index) => answers.has(index)).length;
    const status = statuses.get(key);
    const complete = done === indexes.length && status !== undefined;
    table.push([target, kind, complete ? paint(status, words[status]) : `… ${done}/${indexes.length}`]);
  }
  return `${table.toString()}\n${fillText(progress, { done: answers.size, all: questions.length })}`;
}

/** Judges what is there; rows that still wait are not shown as judged. */
function statusOfRows(
  questions: readonly PlannedQuestion[],
  answers: ReadonlyMap<number, Observation>,
  probes: readonly Probe[],
): ReadonlyMap<string, Status> {
  const answered = questions.flatMap((planned, index) => {
    const observation = answers.get(index);
    return observation === undefined ? [] : [{ planned, observation }];
  });
  return new Map(
    judgeAll(answered, probes).map(({ target, check, status }) => [`${target}\n${check}`, status]),
  );
}
