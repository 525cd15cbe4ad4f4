import { createLogUpdate } from 'log-update';
import type { Locale } from '../core/locale.ts';
import type { Observation } from '../core/observation.ts';
import type { PlannedQuestion } from '../core/plan.ts';
import type { Probe } from '../core/probe.ts';
import { tracePaths } from '../report/path/trace-target.ts';
import { PHRASES } from '../report/phrases/phrases.ts';
import type { TerminalForm } from '../report/terminal/layout.ts';
import { type ShownTarget, targetRows } from '../report/terminal/target-rows.ts';
import { fillText } from '../report/text/fill.ts';
import { judgeAll } from '../stages/check/judge.ts';

/** The rows of the report that follows, redrawn in place while the answers come in. */
export interface LiveTable {
  readonly onAnswer: (index: number, observation: Observation) => void;
  /** Takes the rows away: the report begins with the same ones. */
  readonly close: () => void;
}

const REDRAW_EVERY_MS = 80;

interface LiveTools {
  readonly stream: NodeJS.WriteStream;
  readonly probes: readonly Probe[];
  readonly locale: Locale;
  readonly form: TerminalForm;
}

/** Draws on a terminal; a target is judged as soon as its last answer is there. */
export function openLiveTable(questions: readonly PlannedQuestion[], tools: LiveTools): LiveTable {
  const answers = new Map<number, Observation>();
  const update = createLogUpdate(withSize(tools.stream), { showCursor: true });
  let drawn = -1;
  const draw = () => {
    // Nothing new is nothing to judge again.
    if (drawn === answers.size) return;
    drawn = answers.size;
    update(drawRows(questions, answers, tools));
  };
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

function drawRows(
  questions: readonly PlannedQuestion[],
  answers: ReadonlyMap<number, Observation>,
  { probes, locale, form }: LiveTools,
): string {
  const progress = fillText(PHRASES[locale].progress, { done: answers.size, all: questions.length });
  const targets = shownTargets(questions, answers, probes, locale);
  const vantage = questions[0]?.vantage ?? '';
  return [form.paint('quiet', progress), '', ...targetRows(targets, vantage, locale, form)].join('\n');
}

/** Judges the targets whose answers are all there; the others show how many are. */
function shownTargets(
  questions: readonly PlannedQuestion[],
  answers: ReadonlyMap<number, Observation>,
  probes: readonly Probe[],
  locale: Locale,
): readonly ShownTarget[] {
  const asked = questions.map((planned, index) => ({ planned, observation: answers.get(index) }));
  const answered = asked.flatMap(({ planned, observation }) =>
    observation === undefined ? [] : [{ planned, observation }],
  );
  const paths = new Map(
    tracePaths(judgeAll(answered, probes), probes, locale).map((path) => [path.target, path]),
  );
  return [...Map.groupBy(asked, ({ planned }) => planned.target)]
    .filter(([, its]) => its.some(({ planned }) => planned.shown))
    .map(([target, its]) => {
      const done = its.filter(({ observation }) => observation !== undefined).length;
      const path = paths.get(target);
      return done === its.length && path !== undefined
        ? path
        : { target, status: undefined, lanes: [], progress: `${done}/${its.length}` };
    });
}
