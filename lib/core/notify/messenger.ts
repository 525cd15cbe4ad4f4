import type { PublishedMessage } from './message.ts';

/** Where finished messages go: the `messages` topic. */
export interface Messenger {
  /** Rejects with `AwsRefusal` when it was not taken. */
  readonly send: (message: PublishedMessage) => Promise<void>;
}
