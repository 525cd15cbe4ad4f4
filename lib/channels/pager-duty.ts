import { parseFields } from '../core/json.ts';
import { boundedText } from '../core/text.ts';
import type { ChannelRequest, Credentials, HttpChannel, QueuedMessage } from './channel.ts';
import { type IncidentUpdate, titleOf, updatesOfQueued } from './incident-updates.ts';
import { CHANNEL_FIELDS } from './settings.ts';

/**
 * PagerDuty, Events API v2 (PagerDuty's published OpenAPI document, "PagerDuty V2 Events API": 202 with `status: success`,
 * 400 is final, 429 and 5xx are to be retried). The routing key names the service.
 */
export const pagerDuty = {
  name: 'pager-duty',
  title: 'PagerDuty',
  transport: 'http',
  fields: CHANNEL_FIELDS.pagerDuty,
  secretOf: ({ keySecret }) => keySecret,
  secret: { holds: 'key', url: 'https://events.pagerduty.com/v2/enqueue', key: /^[A-Za-z0-9]{32}$/ },
  isGuarded: false,
  requests: (message, credentials) =>
    updatesOfQueued(message).map((update) => requestOf(update, message, credentials)),
  statusIn: (text) => (parseFields(text)?.status === 'success' ? undefined : 400),
} as const satisfies HttpChannel;

function requestOf(
  update: IncidentUpdate,
  { published, text }: QueuedMessage,
  { url, key }: Credentials,
): ChannelRequest {
  const common = { routing_key: key, dedup_key: update.key };
  if (update.action === 'closed') return { url, body: { ...common, event_action: 'resolve' } };
  const { severity, vantage, target, check, reason, since } = update;
  const links = Object.entries(published?.message.links ?? {}).map(([label, href]) => ({
    href,
    text: label,
  }));
  return {
    url,
    body: {
      ...common,
      event_action: 'trigger',
      payload: {
        summary: boundedText(titleOf(update), 1024),
        source: vantage ?? 'gatewatch',
        severity,
        ...(since !== undefined && { timestamp: since }),
        ...(target !== undefined && { component: target }),
        ...(check !== undefined && { group: check }),
        ...(reason !== null && { class: reason }),
        custom_details: detailsOf(update, text),
      },
      client: 'gatewatch',
      links,
    },
  };
}

const MOST_COMMANDS = 30;

/** An event may have 512 KB (from memory: no page that was read says so); what a person can read is far less. */
function detailsOf({ finding }: IncidentUpdate, text: string): Readonly<Record<string, unknown>> {
  const commands = [
    ...(finding?.explanations.map(({ fix }) => fix).filter((fix) => fix !== '') ?? []),
    ...(finding?.runbook?.commands ?? []),
  ].slice(0, MOST_COMMANDS);
  return {
    ...(finding !== undefined && finding.runbook !== null && { steps: finding.runbook.steps }),
    ...(commands.length > 0 && { commands }),
    text: text.slice(0, 8000).toWellFormed(),
  };
}
