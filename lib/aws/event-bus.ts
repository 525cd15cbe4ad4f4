import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { type EventBusEntry, PUT_EVENTS_ACTIONS, type PutEvents } from '../core/aws/event-bus.ts';
import { type ClientOptions, clientSettings } from './clients.ts';
import { asking } from './refusals.ts';

/** "Array Members: … Maximum number of 10 items" (EventBridge API Reference, "PutEvents", Entries). */
const ENTRIES_A_REQUEST = 10;

/** Puts events by PutEvents, which answers 200 also where it refused some of them. */
export function createPutEvents(region: string, options: ClientOptions = {}): PutEvents {
  const client = new EventBridgeClient(clientSettings(region, options));
  const [action] = PUT_EVENTS_ACTIONS;
  return async (bus, entries) => {
    const codes: (string | undefined)[] = [];
    for (let at = 0; at < entries.length; at += ENTRIES_A_REQUEST) {
      const { Entries = [] } = await asking(action, () =>
        client.send(
          new PutEventsCommand({
            Entries: entries.slice(at, at + ENTRIES_A_REQUEST).map((entry) => toEntry(bus, entry)),
          }),
        ),
      );
      codes.push(...Entries.map(({ ErrorCode }) => ErrorCode));
    }
    return codes;
  };
}

function toEntry(EventBusName: string, { source, detailType, detail }: EventBusEntry) {
  return { EventBusName, Source: source, DetailType: detailType, Detail: detail };
}
