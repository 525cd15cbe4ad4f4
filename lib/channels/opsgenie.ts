import { parseFields } from '../core/json.ts';
import type { Severity } from '../core/reason.ts';
import { boundedText } from '../core/text.ts';
import type { ChannelRequest, Credentials, HttpChannel, QueuedMessage } from './channel.ts';
import { type IncidentUpdate, titleOf, updatesOfQueued } from './incident-updates.ts';
import { CHANNEL_FIELDS } from './settings.ts';

const PRIORITIES: Readonly<Record<Severity, string>> = { critical: 'P1', warning: 'P3', info: 'P5' };

/**
 * Opsgenie's Alert API (Opsgenie docs, "Alert API": create, close by alias, add note; message 130 characters, alias 512,
 * description 15,000, source 100, tags of 50). In Europe the secret has a `url`. "Opsgenie REST APIs will continue to work
 * until April 5, 2027" (Atlassian Support, "What happens when Opsgenie is turned off"): Jira Service Management takes the
 * same requests under another `url` (Atlassian Developer, "Integration events": `/jsm/ops/integration/v2/alerts`).
 */
export const opsgenie = {
  name: 'opsgenie',
  title: 'Opsgenie',
  transport: 'http',
  fields: CHANNEL_FIELDS.opsgenie,
  secretOf: ({ keySecret }) => keySecret,
  secret: { holds: 'key', url: 'https://api.opsgenie.com', key: /^[A-Za-z0-9-]{30,64}$/ },
  isGuarded: false,
  requests: (message, credentials) =>
    updatesOfQueued(message).map((update) => REQUESTS[update.action](update, message, credentials)),
  // It answers 202 with `result`; what it cannot take it says by a status.
  statusIn: (text) => (typeof parseFields(text)?.result === 'string' ? undefined : 502),
} as const satisfies HttpChannel;

type ToRequest = (update: IncidentUpdate, message: QueuedMessage, credentials: Credentials) => ChannelRequest;

const REQUESTS: Readonly<Record<IncidentUpdate['action'], ToRequest>> = {
  opened: (update, { text }, credentials) => {
    const { key, severity, vantage, target, check, reason } = update;
    return at('/v2/alerts', credentials, {
      message: boundedText(titleOf(update), 130),
      alias: key,
      // The whole text with its line feeds.
      description: text.slice(0, 15_000).toWellFormed(),
      priority: PRIORITIES[severity],
      source: boundedText(vantage ?? 'gatewatch', 100),
      ...(target !== undefined && { entity: boundedText(target, 512) }),
      tags: ['gatewatch', check, reason]
        .filter((tag) => typeof tag === 'string')
        .map((tag) => tag.slice(0, 50)),
    });
  },
  updated: ({ key, summary }, _, credentials) =>
    at(`/v2/alerts/${encodeURIComponent(key)}/notes?identifierType=alias`, credentials, {
      note: boundedText(summary, 25_000),
      source: 'gatewatch',
    }),
  closed: ({ key, summary }, _, credentials) =>
    at(`/v2/alerts/${encodeURIComponent(key)}/close?identifierType=alias`, credentials, {
      note: boundedText(summary, 25_000),
      source: 'gatewatch',
    }),
};

function at(path: string, { url, key }: Credentials, body: object): ChannelRequest {
  // The base may have its own path, with or without a slash at its end.
  const base = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  return { url: new URL(`${base}${path}`), headers: { authorization: `GenieKey ${key}` }, body };
}
