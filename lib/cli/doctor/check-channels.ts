import type { SubscriptionFound } from '../../aws/installation/reader.ts';
import { CHANNELS } from '../../channels/registry.ts';
import type { Config } from '../../config/config.ts';
import type { Installed, Subscription } from '../../stack/installed.ts';
import type { CheckTools } from './check-parts.ts';
import type { DoctorRow } from './rows.ts';

/** Who is told, as AWS has it: the configured ones and those who subscribed by themselves. */
export interface Channels {
  readonly rows: readonly DoctorRow[];
  /** Confirmed subscribers of `messages`, by protocol: where a test message must arrive. */
  readonly listeners: readonly { readonly protocol: string; readonly endpoint: string }[];
}

/** Everybody who should be told is subscribed and has confirmed it, and somebody is. */
export async function checkChannels(
  { subscriptions }: Installed,
  { notify }: Config,
  tools: CheckTools,
): Promise<Channels> {
  const { names, reader } = tools.installation;
  const { rows } = tools;
  const topics = [names.alarmsTopic, names.messagesTopic, names.fallbackTopic];
  const listeners: { readonly protocol: string; readonly endpoint: string }[] = [];
  const answers = await Promise.all(
    topics.map((topic) =>
      rows.unlessRefused('subscription', topic, async () => {
        const found = await reader.subscriptions(tools.arnOf('sns', topic));
        if (found === 'missing') return [rows.row('subscription', topic, 'missing')];
        const wanted = subscriptions.filter((one) => one.topic === topic);
        if (topic === names.messagesTopic) listeners.push(...found.filter(isConfirmed));
        const mine = subscriptionRows(topic, wanted, found, tools);
        const isAnybody = found.some(isConfirmed) || wanted.length > 0;
        // Amazon Q has its own topic: an installation may tell nobody else.
        const isChatOnly = topic === names.messagesTopic && notify.chat;
        return isAnybody || isChatOnly ? mine : [...mine, rows.row('subscription', topic, 'nobody-told')];
      }),
    ),
  );
  const secrets = new Set(
    notify.channels.flatMap(({ key, settings }) => CHANNELS[key].secretOf(settings) ?? []),
  );
  const secretRows = await Promise.all(
    [...secrets].map((secret) =>
      rows.unlessRefused('secret', secret, async () => {
        const there = await reader.secret(secret);
        if (there === 'missing') return [rows.row('secret', secret, 'secret-missing')];
        return [rows.row('secret', secret, there.isDeleted ? 'secret-deleted' : 'in-order')];
      }),
    ),
  );
  return { rows: [...answers.flat(), ...secretRows.flat()], listeners };
}

function isConfirmed({ arn }: Pick<SubscriptionFound, 'arn'>): boolean {
  return arn.startsWith('arn:');
}

function subscriptionRows(
  topic: string,
  wanted: readonly Subscription[],
  found: readonly SubscriptionFound[],
  { rows, arnOf }: CheckTools,
): readonly DoctorRow[] {
  const topicArn = arnOf('sns', topic);
  const endpointOf = ({ protocol, endpoint }: Subscription) =>
    protocol === 'sqs' ? arnOf('sqs', endpoint) : endpoint;
  const configured = wanted.map((one) => {
    const endpoint = endpointOf(one);
    const match = found.find((other) => other.protocol === one.protocol && other.endpoint === endpoint);
    return { ...one, endpoint, arn: match?.arn };
  });
  // Pagers and scripts subscribe by themselves; one that never confirmed is as silent as a mailbox.
  const others = found.filter(({ endpoint }) => !configured.some((one) => one.endpoint === endpoint));
  return [...configured, ...others.filter((one) => !isConfirmed(one))].map(({ protocol, endpoint, arn }) => {
    const values = { topic, topicArn, protocol, endpoint };
    const subject = `${topic} → ${endpoint.split(':').at(-1)}`;
    if (arn === undefined)
      return rows.row('subscription', subject, protocol === 'sqs' ? 'missing' : 'unsubscribed', values);
    if (arn === 'Deleted') return rows.row('subscription', subject, 'unsubscribed', values);
    return rows.row('subscription', subject, isConfirmed({ arn }) ? 'in-order' : 'unconfirmed', values);
  });
}
