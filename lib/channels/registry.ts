import type { Channel } from './channel.ts';
import { discord } from './discord.ts';
import { eventBridge } from './event-bridge.ts';
import { opsgenie } from './opsgenie.ts';
import { pagerDuty } from './pager-duty.ts';
import type { ChannelKey } from './settings.ts';
import { slack } from './slack.ts';
import { teams } from './teams.ts';
import { webhook } from './webhook.ts';

/** What each channel of `settings.ts` does: stack, function and documents follow from it. */
export const CHANNELS = {
  slack,
  teams,
  discord,
  pagerDuty,
  opsgenie,
  webhook,
  eventBridge,
} as const satisfies Readonly<Record<ChannelKey, Channel>>;

/** @returns undefined for a name that no channel has */
export function channelNamed(name: string): Channel | undefined {
  return Object.values<Channel>(CHANNELS).find((channel) => channel.name === name);
}
