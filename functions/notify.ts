import { fileURLToPath } from 'node:url';
import { lazily, lazyCall, once } from '../lib/aws/lazy.ts';
import { lazyAwsAccess } from '../lib/aws/lazy-access.ts';
import { loadConfig } from '../lib/config/load.ts';
import { stackNames } from '../lib/core/stack-names.ts';
import type { Deadline } from '../lib/core/time.ts';
import { systemClock } from '../lib/core/time.ts';
import { writeMessage } from '../lib/report/message/message.ts';
import { withFormerNames } from '../lib/stages/memory/former-names.ts';
import { type NotifyTools, notify } from '../lib/stages/notify/notify.ts';
import { tick } from '../lib/stages/notify/tick.ts';
import { lostLine } from '../lib/stages/publish/publish.ts';
import { answerBatch } from './answer-batch.ts';
import { environment } from './environment.ts';
import { type NotifyEvent, readNotifyEvent } from './notify-event.ts';
import type { BatchResponse } from './queue-event.ts';
import { logTrouble, wrap, writeLine } from './wrap.ts';

/** Deciding, telling with the SDK's retries, and remembering. */
const RESERVE_MS = 25_000;

/** The build puts the file beside the bundle. */
const config = await loadConfig(fileURLToPath(new URL('./gatewatch.yaml', import.meta.url)));
const stage = environment.stage();
const region = environment.region();
const names = stackNames(stage);
const topics = once(async () => (await import('../lib/aws/sns.ts')).createTopics(region));
const messagesTopic = environment.messagesTopic();
const chatTopic = environment.chatTopic();
const tools: Omit<NotifyTools, 'deadline'> = {
  stage,
  region,
  config,
  clock: systemClock,
  store: lazily<NotifyTools['store']>(async () =>
    withFormerNames(
      (await import('../lib/aws/state.ts')).createStateStore({
        table: names.table,
        region,
        clock: systemClock,
      }),
      config,
    ),
  ),
  messenger: lazily(async () => (await topics()).messages(messagesTopic)),
  ...(chatTopic !== undefined && { chat: lazily(async () => (await topics()).chat(chatTopic)) }),
  callWatch: lazyCall(async () =>
    (await import('../lib/aws/watch-function.ts')).createWatchCaller(region, names.watchFunction),
  ),
  logs: lazyAwsAccess(region).logs,
  alarms: lazily(async () => {
    const { createAlarmClient, createAlarmReader } = await import('../lib/aws/alarms.ts');
    return createAlarmReader(createAlarmClient(region), `${names.prefix}-`);
  }),
  watchLogGroup: names.watchLogGroup,
  writeMessage,
  splitChecks: environment.splitChecks(),
  sent: new Set(),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  onError: logTrouble,
  onLost: (what) => writeLine(lostLine(stage, what, systemClock.wallMs())),
};

/** Tells people what alarms mean, and on its own schedule what no alarm tells. */
export const handler = wrap(
  { read: readNotifyEvent, reserveMs: RESERVE_MS },
  async (event, { deadline }): Promise<BatchResponse> => await handle(event, deadline),
);

async function handle(event: NotifyEvent, deadline: Deadline): Promise<BatchResponse> {
  const all = { ...tools, deadline };
  switch (event.type) {
    case 'tick':
      try {
        await tick(all);
      } catch (error) {
        // The next tick tries again; that this one could not is told by its own alarm.
        all.onLost('tick');
        throw error;
      }
      return { batchItemFailures: [] };
    case 'queue': {
      const records = event.batch.Records.map(({ messageId, body }) => ({ id: messageId, body }));
      const again = await notify(records, all);
      return await answerBatch(event.batch, new Map(again.map((id) => [id, {}])));
    }
    case 'manual':
      if ((await notify([event.record], all)).length > 0)
        throw new Error('it could not be sent or remembered; the log says why');
      return { batchItemFailures: [] };
  }
}
