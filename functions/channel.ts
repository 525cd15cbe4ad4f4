import { channelHandler } from './channel-handler.ts';
import { environment } from './environment.ts';

/** The function of the channel that the stack names. */
export const handler = channelHandler(environment.channel());
