import { createSecretReader } from '../lib/aws/secret.ts';
import { systemClock } from '../lib/core/time.ts';
import { deliverAll } from '../lib/stages/notify/slack/deliver.ts';
import { readPayload } from '../lib/stages/notify/slack/payload.ts';
import { createWebhook } from '../lib/stages/notify/slack/webhook.ts';
import { environment } from './environment.ts';
import { type BatchResponse, readQueueEvent } from './queue-event.ts';
import { wrap, writeLine } from './wrap.ts';

/** The log lines and the answer. */
const RESERVE_MS = 1500;

const severities = environment.slackSeverity();
const webhook = createWebhook(environment.slackSecret(), createSecretReader(environment.region()));

/** Tells Slack what arrived on the `messages` topic. What could not be delivered stays in the queue. */
export const handler = wrap(
  { read: readQueueEvent, reserveMs: RESERVE_MS },
  async ({ Records }, { deadline }): Promise<BatchResponse> => {
    const wanted = Records.map(({ messageId, body }) => ({ messageId, payload: readPayload(body) })).filter(
      ({ payload: { severity } }) => severity === undefined || severities.includes(severity),
    );
    const deliveries = await deliverAll(
      wanted.map(({ payload }) => payload),
      { webhook, clock: systemClock, deadline },
    );
    const failures = wanted.flatMap(({ messageId }, index) => {
      const delivery = deliveries[index];
      writeLine(JSON.stringify({ type: 'delivery', channel: 'slack', messageId, ...delivery }));
      return delivery?.outcome === 'delivered' ? [] : [{ itemIdentifier: messageId }];
    });
    return { batchItemFailures: failures };
  },
);
