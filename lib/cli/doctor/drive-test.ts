import { isMissing } from '../../aws/installation/missing.ts';
import type { OpenInstallation } from '../../aws/installation/open.ts';
import type { Channel } from '../../channels/channel.ts';
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
  /** The channels whose answers are waited for. */
  readonly channels: readonly Pick<Channel, 'name' | 'title'>[];
  readonly pause: (ms: number) => Promise<void>;
  readonly signal: AbortSignal;
}

/** What is known of the test so far; a part that AWS refuses to tell is its own line and is not asked again. */
interface Progress {
  action?: DoctorRow | undefined;
  told?: DoctorRow | undefined;
  toldMs?: number;
  /** By the channel's name. */
  readonly channels: Map<string, DoctorRow>;
}

/**
 * Raises the test alarm and follows it: CloudWatch hands it to the encrypted topic (its alarm history says so, and names
 * the topic's policy or key where it may not), `notify` publishes it (its mark in the table), the receiver of each channel
 * takes it (the log of the channel's function). Mailboxes tell nobody: a person has to look there.
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
    const progress: Progress = { channels: new Map() };
    for (;;) {
      await follow(progress, before, tools);
      if (isOver(progress, tools) || elapsedMs() + ASK_AGAIN_MS > waitMs) break;
      await pause(ASK_AGAIN_MS);
    }
    return conclude(progress, Math.round(elapsedMs() / 1000), tools);
  });
}

function isOver({ action, told, channels }: Progress, tools: TestTools): boolean {
  if (action?.status === 'failed') return true;
  return action !== undefined && told !== undefined && channels.size === tools.channels.length;
}

async function follow(
  progress: Progress,
  before: { readonly actionMs: number; readonly marks: ReadonlySet<string> },
  { installation, rows, channels, signal }: TestTools,
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
  const { toldMs: sinceMs } = progress;
  if (sinceMs === undefined) return;
  for (const { name, title } of channels) {
    if (progress.channels.has(name)) continue;
    const subject = names.channel(name);
    const answer = await asked('test-channel', subject, rows, async () => {
      const outcomes = await deliveriesOf(subject, sinceMs, logs, signal);
      const [last] = outcomes.slice(-1);
      if (last === undefined) return undefined;
      if (outcomes.includes('delivered'))
        return rows.row('test-channel', subject, 'channel-took-it', { title });
      return rows.row('test-channel', subject, 'channel-refused', { title, why: boundedText(last, 200) });
    });
    if (answer !== undefined) progress.channels.set(name, answer);
  }
}

/** How the deliveries of a channel's function came out since then, the latest last; `later 503` where it says why. */
async function deliveriesOf(
  functionName: string,
  sinceMs: number,
  logs: TestTools['installation']['logs'],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const group = `/aws/lambda/${functionName}`;
  const tail = await logs.tail({ group, sinceMs, limit: 100, pattern: '{ $.type = "delivery" }' }, signal);
  return (tail.outcome === 'read' ? tail.lines : []).flatMap(({ text }) => {
    const fields = parseFields(text);
    if (fields?.type !== 'delivery') return [];
    return [[fields.outcome, fields.why].filter((word) => typeof word === 'string').join(' ')];
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
  { action, told, channels: answered }: Progress,
  seconds: number,
  { installation, rows, channels }: TestTools,
): readonly DoctorRow[] {
  const { names } = installation;
  const handed = action ?? rows.row('test-alarm', names.testAlarm, 'not-handed-over-yet', { seconds });
  // Nothing can follow what was never handed over.
  if (handed.status === 'failed') return [handed];
  const message = told ?? rows.row('test-message', names.messagesTopic, 'not-told', { seconds });
  if (message.status !== 'ok') return [handed, message];
  const taken = channels.map(
    ({ name, title }) =>
      answered.get(name) ??
      rows.row('test-channel', names.channel(name), 'channel-silent', { title, seconds }),
  );
  return [handed, message, ...taken];
}
