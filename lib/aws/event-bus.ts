import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { type EventBusEntry, PUT_EVENTS_ACTIONS, type PutEvents } from '../core/aws/event-bus.ts';
import { type ClientOptions, clientSettings } from './client-settings.ts';
import { asking } from './refusals.ts';

/** "Array Members: … Maximum number of 10 items" (EventBridge API Reference, "PutEvents", Entries). */
const ENTRIES_A_REQUEST = 10;

/**
 * "The total entry size must be less than 1 MB" (API Reference, "PutEvents"), 256 KB in China (User Guide, "Calculating
 * Amazon EventBridge PutEvents event entry size"): what is below the smaller one goes together anywhere.
 */
const BYTES_A_REQUEST = 250_000;

/** Puts events by PutEvents, which answers 200 also where it refused some of them. */
export function createPutEvents(region: string, options: ClientOptions = {}): PutEvents {
  const client = new EventBridgeClient(clientSettings(region, options));
  const [action] = PUT_EVENTS_ACTIONS;
  return async (bus, entries) => {
    const codes: (string | undefined)[] = [];
    for (const some of requestsOf(entries)) {
      const { Entries = [] } = await asking(action, () =>
        client.send(new PutEventsCommand({ Entries: some.map((entry) => toEntry(bus, entry)) })),
      );
      codes.push(...Entries.map(({ ErrorCode }) => ErrorCode));
    }
    return codes;
  };
}

function toEntry(EventBusName: string, { source, detailType, detail }: EventBusEntry) {
  return { EventBusName, Source: source, DetailType: detailType, Detail: detail };
}

/** In their order, as many in a request as it takes. */
function requestsOf(entries: readonly EventBusEntry[]): readonly (readonly EventBusEntry[])[] {
  const requests: EventBusEntry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.source + entry.detailType + entry.detail);
    const last = requests.at(-1);
    if (last === undefined || last.length === ENTRIES_A_REQUEST || bytes + size > BYTES_A_REQUEST) {
      requests.push([entry]);
      bytes = size;
    } else {
      last.push(entry);
      bytes += size;
    }
  }
  return requests;
}
