import { parseFields } from '../../lib/core/json.ts';
import type { Answer, Received } from './receiver.ts';

/** What each service's documentation says of a request: how it is taken, and in which words it is refused. */
export const RECEIVERS: Readonly<Record<string, (request: Received) => Answer>> = {
  // Microsoft Support, "Create incoming webhooks with Workflows": an Adaptive Card in a message; 202 without a word.
  teams: ({ path, body }) => {
    const { type, attachments } = parseFields(body) ?? {};
    const [card] = Array.isArray(attachments) ? attachments : [];
    if (!path.startsWith('/workflows/')) return { status: 404 };
    const isCard =
      type === 'message' &&
      card?.contentType === 'application/vnd.microsoft.card.adaptive' &&
      card.content?.type === 'AdaptiveCard' &&
      Array.isArray(card.content.body);
    if (!isCard) return { status: 400, text: 'BadRequest' };
    // Counted as UTF-8 or as UTF-16: whichever is more must fit.
    const size = Math.max(Buffer.byteLength(body), Buffer.byteLength(body, 'utf16le'));
    return { status: size > 28 * 1024 ? 413 : 202 };
  },
  // Discord developer docs, "Webhook Resource" and "Message Resource" (embed limits); 204.
  discord: ({ path, body }) => {
    const {
      content = '',
      embeds = [],
      allowed_mentions: mentions,
    } = (parseFields(body) ?? {}) as {
      readonly content?: string;
      readonly embeds?: readonly DiscordEmbed[];
      readonly allowed_mentions?: { readonly parse: readonly string[] };
    };
    if (!path.startsWith('/api/webhooks/')) return { status: 401, text: '{"code":50027}' };
    if (mentions?.parse.length !== 0) return { status: 400, text: 'it mentions' };
    if (content === '' && embeds.length === 0) return { status: 400, text: '{"code":50006}' };
    const sizes = embeds.map(({ title = '', description = '', fields = [] }) => {
      const parts = fields.flatMap(({ name, value }) => [name, value]);
      const isBad =
        title.length > 256 ||
        description.length > 4096 ||
        fields.length > 25 ||
        fields.some(({ name, value }) => name.length > 256 || value.length > 1024 || value === '');
      return isBad ? Number.POSITIVE_INFINITY : [title, description, ...parts].join('').length;
    });
    const size = sizes.reduce((sum, one) => sum + one, 0);
    return content.length > 2000 || size > 6000 ? { status: 400, text: '{"code":50035}' } : { status: 204 };
  },
  // PagerDuty developer docs, "Events API v2": 202 and `status: success`; 400 with what is wrong.
  'pager-duty': ({ path, body }) => {
    const event = parseFields(body) ?? {};
    const payload = (event.payload ?? {}) as Readonly<Record<string, unknown>>;
    const isEvent =
      path === '/v2/enqueue' &&
      /^[A-Za-z0-9]{32}$/.test(String(event.routing_key)) &&
      String(event.dedup_key).length <= 255 &&
      (event.event_action === 'resolve' ||
        (event.event_action === 'trigger' &&
          typeof payload.summary === 'string' &&
          payload.summary.length <= 1024 &&
          typeof payload.source === 'string' &&
          ['critical', 'error', 'warning', 'info'].includes(String(payload.severity))));
    return isEvent
      ? { status: 202, text: '{"status":"success","message":"Event processed","dedup_key":"x"}' }
      : { status: 400, text: '{"status":"invalid event","message":"Event object is invalid"}' };
  },
  // Opsgenie docs, "Alert API": 202 with `result`; 401, 422.
  opsgenie: ({ path, body, headers }) => {
    const alert = parseFields(body) ?? {};
    if (headers.authorization !== `GenieKey ${OPSGENIE_KEY}`)
      return { status: 401, text: '{"message":"Key"}' };
    // Jira Service Management has the same API below its own path.
    const at = path.replace('/jsm/ops/integration', '');
    const isCreate = at === '/v2/alerts';
    const isOther = /^\/v2\/alerts\/[^/]{1,512}\/(close|notes)\?identifierType=alias$/.test(at);
    const isWhole =
      (isCreate &&
        String(alert.message ?? '').length <= 130 &&
        String(alert.message ?? '') !== '' &&
        /^P[1-5]$/.test(String(alert.priority)) &&
        String(alert.alias).length <= 512 &&
        String(alert.source).length <= 100 &&
        String(alert.description).length <= 15_000) ||
      (isOther && typeof alert.note === 'string');
    return isWhole
      ? { status: 202, text: '{"result":"Request will be processed","took":0.1,"requestId":"1"}' }
      : { status: 422, text: '{"message":"Request body is not processable"}' };
  },
  webhook: () => ({ status: 200, text: '{"ok":true}' }),
  slack: () => ({ status: 200, text: 'ok' }),
};

interface DiscordEmbed {
  readonly title?: string;
  readonly description?: string;
  readonly fields?: readonly { readonly name: string; readonly value: string }[];
}

export const OPSGENIE_KEY = 'eb243592-faa2-4ba2-a551-1afdf565c889';
const PAGER_DUTY_KEY = 'R0123456789ABCDEFGHIJKLMNOPQRSTU';
export const SIGNING_KEY = `whsec_${Buffer.from('a signing key of thirty-two bytes').toString('base64')}`;

/** What the secret of each channel holds, for a receiver at an origin. */
export const SECRETS: Readonly<Record<string, (origin: string) => string>> = {
  slack: (origin) => `${origin}/services/T0/B0/s3cr3t`,
  teams: (origin) => `${origin}/workflows/s3cr3t/triggers/manual/paths/invoke?sig=s3cr3t`,
  discord: (origin) => JSON.stringify({ url: `${origin}/api/webhooks/1/s3cr3t` }),
  'pager-duty': (origin) => JSON.stringify({ url: `${origin}/v2/enqueue`, key: PAGER_DUTY_KEY }),
  opsgenie: (origin) => JSON.stringify({ url: origin, key: OPSGENIE_KEY }),
  webhook: (origin) => JSON.stringify({ url: `${origin}/hook`, key: SIGNING_KEY }),
};
