import type { BusChannel, QueuedMessage } from '../../../channels/channel.ts';
import type { PutEvents } from '../../../core/aws/event-bus.ts';
import { AwsRefusal } from '../../../core/errors.ts';
import type { Delivery } from './deliver.ts';

export interface DeliverEventsTools {
  readonly channel: BusChannel;
  readonly bus: string;
  readonly putEvents: PutEvents;
  /** How many events of a message were taken before; it lives as long as the process. */
  readonly progress: Map<string, number>;
}

/** Puts the events of messages on a bus, one message after the other. What was refused is for later. */
export async function deliverEvents(
  messages: readonly QueuedMessage[],
  tools: DeliverEventsTools,
): Promise<readonly Delivery[]> {
  const deliveries: Delivery[] = [];
  for (const message of messages) deliveries.push(await deliver(message, tools));
  return deliveries;
}

async function deliver(
  message: QueuedMessage,
  { channel, bus, putEvents, progress }: DeliverEventsTools,
): Promise<Delivery> {
  const done = progress.get(message.id) ?? 0;
  const entries = channel
    .events(message)
    .slice(done)
    .map(({ detail, ...event }) => ({ ...event, detail: JSON.stringify(detail) }));
  if (entries.length === 0) return { outcome: 'delivered', tries: 0, plain: false };
  try {
    const codes = await putEvents(bus, entries);
    const firstRefused = codes.findIndex((code) => code !== undefined);
    if (firstRefused === -1) {
      progress.delete(message.id);
      return { outcome: 'delivered', tries: 1, plain: false };
    }
    progress.set(message.id, done + firstRefused);
    return { outcome: 'later', why: codes[firstRefused] ?? '', tries: 1 };
  } catch (error) {
    if (!(error instanceof AwsRefusal)) throw error;
    const outcome = error.code === 'access-denied' ? 'refused' : 'later';
    return { outcome, why: error.message, tries: 1 };
  }
}
