import * as z from 'zod/mini';
import { NTP_PORT } from '../../catalogue/ntp.ts';
import { hostName, portNumber } from '../kit/fields.ts';

/** The time servers of one target. They are one question, because the majority of them is believed. */
export const ntpSpec = z.strictObject({
  hosts: z
    .array(z.strictObject({ host: hostName, port: z._default(portNumber, NTP_PORT) }))
    .check(z.minLength(1), z.maxLength(32)),
});
export type NtpSpec = z.infer<typeof ntpSpec>;
