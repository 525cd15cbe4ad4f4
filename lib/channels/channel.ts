import type { ZodMiniType } from 'zod/mini';
import type { PublishedMessage } from '../core/notify/message.ts';
import type { Severity } from '../core/reason.ts';

/** A message as it waits in a channel's queue. */
export interface QueuedMessage {
  /** The same at every delivery: receivers know a repeat by it. */
  readonly id: string;
  /** A message of this version; absent for what somebody else sent to the topic. */
  readonly published?: PublishedMessage;
  /** What it says, as plain text. */
  readonly text: string;
}

/** What a channel's secret holds. */
export interface Credentials {
  readonly url: URL;
  /** A routing key, an API key or a signing key; empty where the address is the only secret. */
  readonly key: string;
}

/** One request to a receiver, by POST. */
export interface ChannelRequest {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object;
}

/** What every channel has. `S` is what gatewatch.yaml says of it. */
interface ChannelFacts<S extends ChannelSettings> {
  /** Part of the names of its function, queue and alarms; `kebab-case`. */
  readonly name: string;
  /** What people call the receiver. */
  readonly title: string;
  /** Its entry under `notify:`, without `severity`, which all have. */
  readonly fields: Readonly<Record<string, ZodMiniType>>;
  /** The name of its secret in Secrets Manager. */
  readonly secretOf: (settings: S) => string | undefined;
}

/** What gatewatch.yaml says of a channel: each channel reads what it knows. */
export interface ChannelSettings {
  readonly severity: readonly Severity[];
  readonly webhookSecret?: string | undefined;
  readonly keySecret?: string | undefined;
  readonly bus?: string | undefined;
}

export interface HttpChannel extends ChannelFacts<ChannelSettings> {
  readonly transport: 'http';
  /** What the secret must hold; the rest has a default. A secret is one value, or JSON with `url` and `key`. */
  readonly secret: {
    readonly holds: 'url' | 'key' | 'url-and-key';
    /** Where the service is, for a secret that is a key. */
    readonly url?: string;
    /** Whether a key is one. */
    readonly key?: RegExp;
  };
  /** The address is somebody's own and may not lead back into the function's own machine. */
  readonly isGuarded: boolean;
  /** What to send, in order; nothing where this channel has no place for such a message. */
  readonly requests: (
    message: QueuedMessage,
    credentials: Credentials,
    nowMs: number,
  ) => readonly ChannelRequest[];
  /** The same for a receiver that found fault with the form. */
  readonly plain?: (message: QueuedMessage, credentials: Credentials) => readonly ChannelRequest[];
  /** The HTTP status that an answer of 2xx should have had; undefined where it means what it says. */
  readonly statusIn?: (text: string) => number | undefined;
}

/** One event for an event bus. */
interface BusEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: object;
}

/** A channel of AWS's own: an event bus takes several events at once, and may refuse some of them. */
export interface BusChannel extends ChannelFacts<ChannelSettings> {
  readonly transport: 'event-bus';
  readonly busOf: (settings: ChannelSettings) => string;
  readonly events: (message: QueuedMessage) => readonly BusEvent[];
}

export type Channel = HttpChannel | BusChannel;
