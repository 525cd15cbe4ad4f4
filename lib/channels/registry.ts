import type { Channel } from './channel.ts';
import { discord } from './discord.ts';
import { eventBridge } from './event-bridge.ts';
import { opsgenie } from './opsgenie.ts';
import { pagerDuty } from './pager-duty.ts';
import { slack } from './slack.ts';
import { teams } from './teams.ts';
import { webhook } from './webhook.ts';

/** Every channel, by its key under `notify:`. THE list: configuration, stack, function and documents follow from it. */
export const CHANNELS = {
  slack,
  teams,
  discord,
  pagerDuty,
  opsgenie,
  webhook,
  eventBridge,
} as const satisfies Readonly<Record<string, Channel>>;
export type ChannelKey = keyof typeof CHANNELS;

export const CHANNEL_KEYS = Object.keys(CHANNELS) as readonly ChannelKey[];

/** @returns undefined for a name that no channel has */
export function channelNamed(name: string): Channel | undefined {
  return Object.values<Channel>(CHANNELS).find((channel) => channel.name === name);
}
