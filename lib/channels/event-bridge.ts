import type { BusChannel } from './channel.ts';
import { incidentEvents } from './incident-event.ts';
import { CHANNEL_FIELDS, DEFAULT_BUS } from './settings.ts';

/** One event for each incident that is opened, updated or closed, on an event bus of EventBridge. */
export const eventBridge = {
  name: 'event-bridge',
  title: 'EventBridge',
  transport: 'event-bus',
  fields: CHANNEL_FIELDS.eventBridge,
  secretOf: () => undefined,
  busOf: ({ bus = DEFAULT_BUS }) => bus,
  events: (message) =>
    incidentEvents(message).map((detail) => ({
      source: 'gatewatch',
      detailType: `gatewatch incident ${detail.incident.action}`,
      detail,
    })),
} as const satisfies BusChannel;
