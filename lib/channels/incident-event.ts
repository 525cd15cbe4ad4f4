import type { QueuedMessage } from './channel.ts';
import { type IncidentUpdate, incidentUpdates } from './incident-updates.ts';

/** What a webhook and an event bus get, as `docs/report.schema.json` describes it. */
interface Envelope {
  readonly version: 1;
  /** The same at every delivery of one message. */
  readonly id: string;
  /** When the message was written; ISO 8601, UTC. */
  readonly at: string;
  readonly installation?: { readonly stage: string; readonly region: string };
  readonly locale: string;
  readonly severity: string;
  /** One line. */
  readonly subject: string;
}

export interface WebhookBody extends Envelope {
  /** What happened, such as `failed`, `recovered` or `digest`. */
  readonly type: string;
  /** The whole message as text. */
  readonly text: string;
  readonly incidents: readonly IncidentUpdate[];
}

export interface IncidentEvent extends Envelope {
  readonly incident: IncidentUpdate;
}

/** The body of a webhook. What is no message of this version goes as its text. */
export function webhookBody({ id, published, text }: QueuedMessage, nowMs: number): WebhookBody {
  if (published === undefined) {
    const at = new Date(nowMs).toISOString();
    const [subject = ''] = text.split('\n');
    const body = { locale: 'en', severity: 'warning', subject, text, incidents: [] };
    return { version: 1, id, at, type: 'text', ...body };
  }
  const { message } = published;
  return {
    ...envelopeOf(id, published),
    type: message.type,
    text: published.body,
    incidents: incidentUpdates(message),
  };
}

/** One event for each incident of a message. */
export function incidentEvents({ id, published }: QueuedMessage): readonly IncidentEvent[] {
  if (published === undefined) return [];
  const envelope = envelopeOf(id, published);
  return incidentUpdates(published.message).map((incident) => ({
    ...envelope,
    severity: incident.severity,
    incident,
  }));
}

function envelopeOf(
  id: string,
  { locale, severity, subject, message }: NonNullable<QueuedMessage['published']>,
): Envelope {
  const { atMs, origin } = message;
  return {
    version: 1,
    id,
    at: new Date(atMs).toISOString(),
    ...(origin !== undefined && { installation: origin }),
    locale,
    severity,
    subject,
  };
}
