import type { TestContext } from 'node:test';
import tls from 'node:tls';
import type { HttpChannel, QueuedMessage } from '../../lib/channels/channel.ts';
import { channelNamed } from '../../lib/channels/registry.ts';
import type { Locale } from '../../lib/core/locale.ts';
import { deadlineIn, systemClock } from '../../lib/core/time.ts';
import { topicEntry } from '../../lib/report/message/envelope.ts';
import { writeMessage } from '../../lib/report/message/message.ts';
import { createCredentialStore } from '../../lib/stages/notify/deliver/credentials.ts';
import { type Delivery, deliverAll } from '../../lib/stages/notify/deliver/deliver.ts';
import { readMessage } from '../../lib/stages/notify/deliver/read-message.ts';
import { sampleMessages } from '../../scripts/sample-messages.ts';
import { RECEIVERS, SECRETS } from './channel-rules.ts';
import { type Receiver, serveReceiver } from './receiver.ts';

export interface ChannelLab {
  readonly receiver: Receiver;
  /** Delivers messages; what was delivered in part goes on where it ended. */
  readonly deliver: (
    messages: readonly QueuedMessage[],
    options?: { readonly budgetMs?: number; readonly guarded?: boolean },
  ) => Promise<readonly Delivery[]>;
  /** The bodies that were received, without those of refused requests. */
  readonly bodies: () => readonly Readonly<Record<string, unknown>>[];
}

/** A channel and its receiver on loopback, which the guard of addresses lets pass. */
export async function openChannel(
  t: TestContext,
  name: string,
  secret: (origin: string) => string = SECRETS[name] ?? String,
): Promise<ChannelLab> {
  const channel = channelNamed(name) as HttpChannel;
  const take = RECEIVERS[name];
  if (take === undefined) throw new Error(`no rules for ${name}`);
  const receiver = await serveReceiver(t, take);
  const before = tls.getCACertificates('default');
  tls.setDefaultCACertificates([receiver.ca.pem]);
  t.after(() => tls.setDefaultCACertificates(before));
  const value = secret(receiver.origin);
  const store = createCredentialStore(channel, `gatewatch/${name}`, async () => ({ outcome: 'read', value }));
  const progress = new Map<string, number>();
  return {
    receiver,
    deliver: async (messages, { budgetMs = 10_000, guarded = false } = {}) =>
      await deliverAll(messages, {
        channel,
        store,
        clock: systemClock,
        deadline: deadlineIn(systemClock, budgetMs),
        progress,
        ...(!guarded && { isForbidden: () => false }),
      }),
    bodies: () => receiver.received.map(({ body }) => JSON.parse(body)),
  };
}

/** The sample messages, as the queue of a channel holds them. */
export async function queuedSamples(locale: Locale = 'en'): Promise<ReadonlyMap<string, QueuedMessage>> {
  const samples = await sampleMessages(locale);
  return new Map(
    [...samples].map(([name, message]) => [
      name,
      readMessage(`id-${name}`, JSON.parse(topicEntry(writeMessage(message, locale)).message).default),
    ]),
  );
}

export function sampleNamed(samples: ReadonlyMap<string, QueuedMessage>, name: string): QueuedMessage {
  const sample = samples.get(name);
  if (sample === undefined) throw new Error(`no sample ${name}`);
  return sample;
}
