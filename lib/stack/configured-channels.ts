import type { Channel, ChannelSettings } from '../channels/channel.ts';
import { CHANNELS } from '../channels/registry.ts';
import { CHANNEL_KEYS } from '../channels/settings.ts';
import type { Config } from '../config/config.ts';

/** A channel that the configuration names, with what it says of it. */
export interface ConfiguredChannel {
  readonly channel: Channel;
  readonly settings: ChannelSettings;
}

export function configuredChannels({ notify }: Config): readonly ConfiguredChannel[] {
  return CHANNEL_KEYS.flatMap((key): readonly ConfiguredChannel[] => {
    const settings = notify.channels[key];
    return settings === undefined ? [] : [{ channel: CHANNELS[key], settings }];
  });
}
