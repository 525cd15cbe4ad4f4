import * as z from 'zod/mini';
import { LOCALES } from '../core/locale.ts';
import { SEVERITIES } from '../core/reason.ts';
import { findingSchema, reportSchema } from '../report/report-schema.ts';

const incident = z
  .looseObject({
    key: z.string().check(z.maxLength(255)),
    action: z.enum(['opened', 'updated', 'closed']),
    severity: z.enum(SEVERITIES),
    vantage: z.optional(z.string()),
    target: z.optional(z.string()),
    check: z.optional(z.string()),
    alarm: z.optional(z.string()),
    reason: z.nullable(z.string()),
    summary: z.string(),
    since: z.optional(z.iso.datetime()),
    durationMs: z.optional(z.number()),
    finding: z.optional(findingSchema),
  })
  .register(z.globalRegistry, {
    id: 'incident',
    description: 'What a message means for one incident. `key` is the same from opening to closing.',
  });

const envelope = {
  version: z.literal(1),
  id: z.string(),
  at: z.iso.datetime(),
  installation: z.optional(z.looseObject({ stage: z.string(), region: z.string() })),
  locale: z.enum(LOCALES),
  severity: z.enum(SEVERITIES),
  subject: z.string(),
};

const webhookSchema = z
  .looseObject({ ...envelope, type: z.string(), text: z.string(), incidents: z.array(incident) })
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
