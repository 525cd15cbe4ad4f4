import * as z from 'zod/mini';
import type { Question } from '../core/observation.ts';
import { hostPortField } from './fields.ts';
import { type HostPort, parseHostPort } from './host-port.ts';
import { hostQuestions } from './questions.ts';

/**
 * Ports on the far side of a connection, asked from the vantage: the proof that data passes, which no state of an AWS
 * object is. TCP only: functions cannot send ICMP, and a ping that fails proves nothing.
 */
export const beyondField = z._default(z.array(hostPortField).check(z.maxLength(50)), []);

/** The field's texts as host and port; the field refused what is neither. */
export function readBeyond(beyond: readonly string[]): readonly HostPort[] {
  return beyond.flatMap((text) => {
    const where = parseHostPort(text);
    return 'fault' in where ? [] : [where];
  });
}

/** One question a host, with all its ports. */
export function portsBeyond(beyond: readonly HostPort[]): readonly Question[] {
  return [...Map.groupBy(beyond, ({ host }) => host)].flatMap(([host, places]) =>
    hostQuestions(
      host,
      [...new Set(places.map(({ port }) => port))].map((port) => ({ port })),
    ),
  );
}
