import { isMissing } from '../../aws/installation/missing.ts';
import type { OpenInstallation } from '../../aws/installation/open.ts';
import { parseFields } from '../../core/json.ts';
import { isRefusal, recover } from '../../core/refusals.ts';
import { boundedText } from '../../core/text.ts';
import { alarmedMsOf, seenAlarmPrefix } from '../../stages/notify/seen-event.ts';
import type { DoctorRow, RowMaker } from './rows.ts';

const ASK_AGAIN_MS = 2000;

export interface TestTools {
  readonly installation: Pick<OpenInstallation, 'names' | 'testAlarm' | 'store' | 'logs' | 'clock'>;
  readonly rows: RowMaker;
  readonly waitMs: number;
  /** Stands in the message. */
  readonly reason: string;
  /** Whether Slack is a channel: then its answer is waited for as well. */
  readonly slack: boolean;
  readonly pause: (ms: number) => Promise<void>;
  readonly signal: AbortSignal;
}

/** What is known of the test so far; a part that AWS refuses to tell is its own line and is not asked again. */
interface Progress {
  action?: DoctorRow | undefined;
  told?: DoctorRow | undefined;
  toldMs?: number;
  slack?: DoctorRow | undefined;
}

/**
 * Raises the test alarm and follows it: CloudWatch hands it to the encrypted topic (its alarm history says so, and names
 * the topic's policy or key where it may not), `notify` publishes it (its mark in the table), Slack takes it (the log of
 * the `slack` function). Mailboxes tell nobody: a person has to look there.
 */
export async function driveTest(tools: TestTools): Promise<readonly DoctorRow[]> {
  const { installation, rows, waitMs, pause, reason } = tools;
  const { names, testAlarm, store, clock } = installation;
  const startedMs = clock.monotonicMs();
  const elapsedMs = () => clock.monotonicMs() - startedMs;
  return await rows.unlessRefused('test-alarm', names.testAlarm, async () => {
    // What is there is of earlier tests; clocks are not compared.
    const [actions, marks] = [await testAlarm.actionsTried(), await marksOf(store, names.testAlarm)];
    const before = { actionMs: actions[0]?.atMs ?? 0, marks: new Set(marks) };
    if ((await testAlarm.raise(reason)) === 'missing')
      return [rows.row('test-alarm', names.testAlarm, 'missing')];
    const progress: Progress = {};
    for (;;) {
      await follow(progress, before, tools);
      if (isOver(progress, tools) || elapsedMs() + ASK_AGAIN_MS > waitMs) break;
      await pause(ASK_AGAIN_MS);
    }
    return conclude(progress, Math.round(elapsedMs() / 1000), tools);
  });
}

function isOver({ action, told, slack }: Progress, tools: TestTools): boolean {
  if (action?.status === 'failed') return true;
  return action !== undefined && told !== undefined && (slack !== undefined || !tools.slack);
}

async function follow(
  progress: Progress,
  before: { readonly actionMs: number; readonly marks: ReadonlySet<string> },
  { installation, rows, slack, signal }: TestTools,
): Promise<void> {
  const { names, testAlarm, store, logs } = installation;
  progress.action ??= await asked('test-alarm', names.testAlarm, rows, async () => {
    const tried = (await testAlarm.actionsTried()).find(({ atMs }) => atMs > before.actionMs);
    if (tried === undefined) return undefined;
    const finding = tried.isDone ? 'handed-over' : 'not-handed-over';
    return rows.row('test-alarm', names.testAlarm, finding, { why: tried.summary });
  });
  progress.told ??= await asked('test-message', names.messagesTopic, rows, async () => {
    const fresh = (await marksOf(store, names.testAlarm)).filter((key) => !before.marks.has(key));
    const changed = fresh.flatMap((key) => alarmedMsOf(names.testAlarm, key) ?? []);
    if (changed.length === 0) return undefined;
    progress.toldMs = Math.min(...changed);
    return rows.row('test-message', names.messagesTopic, 'told');
  });
  if (!slack || progress.toldMs === undefined) return;
  const sinceMs = progress.toldMs;
  progress.slack ??= await asked('test-slack', names.channel('slack'), rows, async () => {
    const question = {
      group: `/aws/lambda/${names.channel('slack')}`,
      sinceMs,
      limit: 100,
      pattern: '{ $.type = "delivery" }',
    };
    const tail = await logs.tail(question, signal);
    const outcomes = (tail.outcome === 'read' ? tail.lines : []).flatMap(({ text }) => {
      const fields = parseFields(text);
      return fields?.type === 'delivery' ? [String(fields.outcome)] : [];
    });
    const [last] = outcomes.slice(-1);
    if (last === undefined) return undefined;
    if (outcomes.includes('delivered'))
      return rows.row('test-slack', names.channel('slack'), 'slack-took-it');
    return rows.row('test-slack', names.channel('slack'), 'slack-refused', { why: boundedText(last, 200) });
  });
}

async function asked(
  check: DoctorRow['check'],
  subject: string,
  rows: RowMaker,
  ask: () => Promise<DoctorRow | undefined>,
): Promise<DoctorRow | undefined> {
  return await recover(ask(), isRefusal, ({ code, action }) =>
    // Another try may do better; only a permission does not come by waiting.
    code === 'access-denied' ? rows.row(check, subject, 'refused', { action, code }) : undefined,
  );
}

/** Without the table notify tells all the same, but leaves no mark. */
async function marksOf(store: TestTools['installation']['store'], alarm: string): Promise<readonly string[]> {
  return await recover(store.seenKeys(seenAlarmPrefix(alarm)), isMissing, () => []);
}

function conclude(
  { action, told, slack }: Progress,
  seconds: number,
  { installation, rows, slack: hasSlack }: TestTools,
): readonly DoctorRow[] {
  const { names } = installation;
  const handed = action ?? rows.row('test-alarm', names.testAlarm, 'not-handed-over-yet', { seconds });
  // Nothing can follow what was never handed over.
  if (handed.status === 'failed') return [handed];
  const message = told ?? rows.row('test-message', names.messagesTopic, 'not-told', { seconds });
  if (!hasSlack || message.status !== 'ok') return [handed, message];
  return [
    handed,
    message,
    slack ?? rows.row('test-slack', names.channel('slack'), 'slack-silent', { seconds }),
  ];
}
