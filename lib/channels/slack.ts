import { slackPayload, slackText } from '../report/message/slack.ts';
import type { HttpChannel } from './channel.ts';
import { CHANNEL_FIELDS } from './settings.ts';

/** An incoming webhook (Slack developer docs, "Sending messages using incoming webhooks"). */
export const slack = {
  name: 'slack',
  title: 'Slack',
  transport: 'http',
  fields: CHANNEL_FIELDS.slack,
  secretOf: ({ webhookSecret }) => webhookSecret,
  secret: { holds: 'url' },
  isGuarded: false,
  requests: ({ published, text }, { url }) => [
    { url, body: published === undefined ? slackText(text) : slackPayload(published) },
  ],
  plain: ({ text }, { url }) => [{ url, body: slackText(text) }],
  // It says `ok`; anything else was said by somebody in between.
  statusIn: (text) => (text.trim() === 'ok' ? undefined : 502),
} as const satisfies HttpChannel;
