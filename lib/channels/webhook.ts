import { createHmac } from 'node:crypto';
import { parseFields } from '../core/json.ts';
import type { HttpChannel } from './channel.ts';
import { webhookBody } from './incident-event.ts';
import { CHANNEL_FIELDS } from './settings.ts';

/**
 * A receiver of the user's own, signed as "Standard Webhooks" 1.0.0 says (standardwebhooks.com, "Webhook Headers"): its
 * libraries check signature, age and id. The id is the same at every delivery, the time is that of this one.
 */
export const webhook = {
  name: 'webhook',
  title: 'webhook',
  transport: 'http',
  fields: CHANNEL_FIELDS.webhook,
  secretOf: ({ webhookSecret }) => webhookSecret,
  // 24 to 64 bytes in base64.
  secret: { holds: 'url-and-key', key: /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/ },
  isGuarded: true,
  requests: (message, { url, key }, nowMs) => {
    const body = webhookBody(message, nowMs);
    const timestamp = String(Math.floor(nowMs / 1000));
    const signed = `${message.id}.${timestamp}.${JSON.stringify(body)}`;
    const secret = Buffer.from(key.slice('whsec_'.length), 'base64');
    const signature = createHmac('sha256', secret).update(signed).digest('base64');
    const headers = {
      'webhook-id': message.id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    };
    return [{ url, headers, body }];
  },
  statusIn: (text) => {
    const said = parseFields(text);
    const failed = said?.ok === false || said?.success === false || (said?.error ?? null) !== null;
    return failed ? 500 : undefined;
  },
} as const satisfies HttpChannel;
