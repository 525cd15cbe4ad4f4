import type { Context } from 'aws-lambda';
import { lazyCall } from '../lib/aws/lazy.ts';
import { channelNamed } from '../lib/channels/registry.ts';
import { systemClock } from '../lib/core/time.ts';
import { createCredentialStore } from '../lib/stages/notify/deliver/credentials.ts';
import { type Delivery, deliverAll } from '../lib/stages/notify/deliver/deliver.ts';
import { type DeliverEventsTools, deliverEvents } from '../lib/stages/notify/deliver/deliver-events.ts';
import { type ReadMessage, readMessage } from '../lib/stages/notify/deliver/read-message.ts';
import { answerBatch } from './answer-batch.ts';
import { environment } from './environment.ts';
import { type BatchResponse, readQueueEvent } from './queue-event.ts';
import { type Run, wrap, writeLine } from './wrap.ts';

/** The log lines, the retries and the answer. */
const RESERVE_MS = 1500;

type Deliver = (messages: readonly ReadMessage[], run: Run) => Promise<readonly Delivery[]>;

/** The function of one channel: delivers what arrived on the `messages` topic. What could not be delivered stays in the queue. */
export function channelHandler(name: string): (event: unknown, context: Context) => Promise<BatchResponse> {
  const severities = environment.channelSeverity(name);
  const deliver = delivererOf(name);
  return wrap({ read: readQueueEvent, reserveMs: RESERVE_MS }, async (event, run) => {
    const wanted = event.Records.map(({ messageId, body }) => ({
      messageId,
      message: readMessage(messageId, body),
    })).filter(({ message: { severity } }) => severity === undefined || severities.includes(severity));
    const deliveries = await deliver(
      wanted.map(({ message }) => message),
      run,
    );
    const failed = wanted.flatMap(({ messageId }, index): readonly [string, { afterMs?: number }][] => {
      const delivery = deliveries[index];
      writeLine(JSON.stringify({ type: 'delivery', channel: name, messageId, ...delivery }));
      if (delivery?.outcome === 'delivered') return [];
      return [[messageId, delivery?.outcome === 'later' ? delivery : {}]];
    });
    return await answerBatch(event, new Map(failed));
  });
}

function delivererOf(name: string): Deliver {
  const channel = channelNamed(name);
  if (channel === undefined) throw new Error(`there is no channel ${name}`);
  const region = environment.region();
  const progress = new Map<string, number>();
  if (channel.transport === 'event-bus') {
    const tools: DeliverEventsTools = {
      channel,
      bus: environment.channelBus(name),
      putEvents: lazyCall(async () => (await import('../lib/aws/event-bus.ts')).createPutEvents(region)),
      progress,
    };
    return async (messages) => await deliverEvents(messages, tools);
  }
  const store = createCredentialStore(
    channel,
    environment.channelSecret(name),
    lazyCall(async () => (await import('../lib/aws/secret.ts')).createSecretReader(region)),
  );
  return async (messages, { deadline }) =>
    await deliverAll(messages, { channel, store, clock: systemClock, deadline, progress });
}
