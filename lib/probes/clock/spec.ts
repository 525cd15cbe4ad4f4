import * as z from 'zod/mini';
import { hostName, portNumber } from '../kit/fields.ts';
import { type ClockSourceName, DEFAULT_SOURCES, SOURCES } from './sources/all.ts';

const NAMES = Object.keys(SOURCES) as ClockSourceName[];

/** A host whose own clock should be right, and what may tell its time. */
export const clockSpec = z.strictObject({
  host: hostName,
  sources: z._default(
    z
      .array(z.strictObject({ source: z.enum(NAMES), port: portNumber }))
      .check(z.minLength(1), z.maxLength(6)),
    [...DEFAULT_SOURCES],
  ),
});
export type ClockSpec = z.infer<typeof clockSpec>;
