import { channelHandler } from './channel-handler.ts';

/** Tells Slack what arrived on the `messages` topic. */
export const handler = channelHandler('slack');
