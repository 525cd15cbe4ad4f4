import * as z from 'zod/mini';
import type { BusChannel } from './channel.ts';
import { incidentEvents } from './incident-event.ts';

/** The account's own bus, which rules of the user's filter by `source`, `detail-type` and `detail`. */
const DEFAULT_BUS = 'default';

/** One event for each incident that is opened, updated or closed, on an event bus of EventBridge. */
export const eventBridge = {
  name: 'event-bridge',
  title: 'EventBridge',
  transport: 'event-bus',
  // EventBridge API Reference, "CreateEventBus", Name; partner buses take no events of others.
  fields: {
    bus: z._default(
      z
        .string()
        .check(
          z.regex(/^(?!aws\.)[A-Za-z0-9._-]{1,256}$/, 'expected the name of an event bus, such as default'),
        ),
      DEFAULT_BUS,
    ),
  },
  secretOf: () => undefined,
  busOf: ({ bus = DEFAULT_BUS }) => bus,
  events: (message) =>
    incidentEvents(message).map((detail) => ({
      source: 'gatewatch',
      detailType: `gatewatch incident ${detail.incident.action}`,
      detail,
    })),
} as const satisfies BusChannel;
