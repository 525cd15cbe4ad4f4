import type { PublishedMessage } from '../../core/notify/message.ts';
import { EVERYBODY } from '../../core/notify/route.ts';
import { SEVERITIES } from '../../core/reason.ts';

/** "The maximum size is 256 KiB": body and attributes together (SNS API Reference, Publish, Message). */
export const LARGEST_PUBLISH_BYTES = 256 * 1024;

/** What is published to the `messages` topic, in the terms of SNS Publish. */
export interface TopicEntry {
  readonly subject: string;
  /** JSON with a body for each protocol, for `MessageStructure: json`. */
  readonly message: string;
  readonly messageStructure: 'json';
  /** What subscriptions filter by: a text, or several of which one must match (`String.Array` of SNS). */
  readonly attributes: {
    readonly severity: string | readonly string[];
    readonly type: string;
    /** Who it is for. */
    readonly channels: readonly string[];
  };
}

/** Mail gets the text, everything else (queues, web hooks, functions) the whole message as JSON. */
export function topicEntry(published: PublishedMessage): TopicEntry {
  return {
    subject: published.subject,
    message: JSON.stringify({ default: JSON.stringify(published), email: published.body }),
    messageStructure: 'json',
    attributes: {
      severity: isTest(published) ? SEVERITIES : published.severity,
      type: published.message.type,
      channels: published.to === undefined ? [EVERYBODY] : published.to.length === 0 ? NOBODY : published.to,
    },
  };
}

/** No channel is called so. An empty list is no attribute. */
const NOBODY = ['-'] as const;

/** A test proves a channel only if it passes every channel's filter. */
function isTest({ message }: PublishedMessage): boolean {
  return message.type === 'alarm' && message.about === 'test';
}
