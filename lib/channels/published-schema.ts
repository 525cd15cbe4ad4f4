import * as z from 'zod/mini';
import { LOCALES } from '../core/locale.ts';
import { SEVERITIES } from '../core/reason.ts';
import { field, findingSchema, reportSchema } from '../report/report-schema.ts';

const incident = z
  .looseObject({
    key: field('The same from opening to closing.', z.string().check(z.maxLength(255))),
    action: field('What the message says of it.', z.enum(['opened', 'updated', 'closed'])),
    severity: field('How much it hurts now.', z.enum(SEVERITIES)),
    vantage: z.optional(field('Where the check ran.', z.string())),
    target: z.optional(field('What was checked.', z.string())),
    check: z.optional(field('The kind of the check.', z.string())),
    alarm: z.optional(field('The name of its CloudWatch alarm.', z.string())),
    reason: field('The most severe reason; null where none is known.', z.nullable(z.string())),
    summary: field('What is wrong, or that it is over.', z.string()),
    since: z.optional(field('When it began; ISO 8601, UTC.', z.iso.datetime())),
    durationMs: z.optional(field('How long it has lasted, milliseconds.', z.number())),
    finding: z.optional(findingSchema),
  })
  .register(z.globalRegistry, { id: 'incident', description: 'What a message means for one incident.' });

const installation = z.looseObject({
  stage: field('The stage of the stack.', z.string()),
  region: field('The Region of the stack.', z.string()),
});

const envelope = {
  version: field('Keys are only added while it stays 1.', z.literal(1)),
  id: field('The same at every delivery of one message.', z.string()),
  at: field('When the message was written; ISO 8601, UTC.', z.iso.datetime()),
  installation: z.optional(field('Which installation of gatewatch sent it.', installation)),
  locale: field('The language of its texts.', z.enum(LOCALES)),
  severity: field('Of the most severe incident.', z.enum(SEVERITIES)),
  subject: field('The message in one line.', z.string()),
};

const webhookSchema = z
  .looseObject({
    ...envelope,
    type: field('What happened, such as `failed`, `recovered` or `digest`.', z.string()),
    text: field('The whole message as text.', z.string()),
    incidents: field('What it means for each incident.', z.array(incident)),
  })
  .register(z.globalRegistry, { id: 'webhook', description: 'The body that the channel `webhook` posts.' });

const eventSchema = z.looseObject({ ...envelope, incident }).register(z.globalRegistry, {
  id: 'event',
  description: 'The `detail` of an event that the channel `eventBridge` puts.',
});

/** The file `docs/report.schema.json`: everything that programs read of gatewatch. */
export function publishedSchema(): string {
  const any = z.union([reportSchema, webhookSchema, eventSchema]);
  const { $schema, ...schema } = z.toJSONSchema(any, { target: 'draft-2020-12' });
  const head = {
    $schema,
    $id: 'urn:gatewatch:report:1',
    title: 'gatewatch: report, webhook and event, version 1',
  };
  return `${JSON.stringify({ ...head, ...schema }, null, 2)}\n`;
}
