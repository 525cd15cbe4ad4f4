import * as z from 'zod/mini';

/** The name of a secret (Secrets Manager API Reference, "CreateSecret", Name). An address is no name, and is itself secret. */
const secretName = z
  .string()
  .check(
    z.regex(
      /^(?!hooks\.slack\.com\/)[A-Za-z0-9/_+=.@-]{1,512}$/,
      'expected the name of a secret in Secrets Manager, such as gatewatch/slack (never the webhook URL itself)',
    ),
  );

/** The account's own bus, which rules of the user's filter by `source`, `detail-type` and `detail`. */
export const DEFAULT_BUS = 'default';

/** EventBridge API Reference, "CreateEventBus", Name; partner buses take no events of others. */
const busName = z
  .string()
  .check(z.regex(/^(?!aws\.)[A-Za-z0-9._-]{1,256}$/, 'expected the name of an event bus, such as default'));

/**
 * Every channel, by its key under `notify:`, with its fields there; `severity` all have. THE list: the registry and the
 * schema follow from it. It is apart from the registry, so that reading gatewatch.yaml loads no channel.
 */
export const CHANNEL_FIELDS = {
  slack: { webhookSecret: secretName },
  teams: { webhookSecret: secretName },
  discord: { webhookSecret: secretName },
  pagerDuty: { keySecret: secretName },
  opsgenie: { keySecret: secretName },
  webhook: { webhookSecret: secretName },
  eventBridge: { bus: z._default(busName, DEFAULT_BUS) },
} as const satisfies Readonly<Record<string, Readonly<Record<string, z.ZodMiniType>>>>;
export type ChannelKey = keyof typeof CHANNEL_FIELDS;

export const CHANNEL_KEYS = Object.keys(CHANNEL_FIELDS) as readonly ChannelKey[];
