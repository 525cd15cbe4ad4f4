import { askNtp } from '../../../net/ntp.ts';
import { type ClockSource, isPlausible } from './source.ts';

/**
 * The target's own time server, where it runs one. That it is not synchronised does not matter here: what
 * it thinks the time is was the question.
 */
export const ntp: ClockSource = {
  precise: true,
  ask: async ({ address, port, clock, timeoutMs, signal }) => {
    const answer = await askNtp(address, port, clock, timeoutMs, signal);
    switch (answer.outcome) {
      case 'answered':
      case 'unsynchronised': {
        const { offsetMs, delayMs } = answer;
        return isPlausible(clock.wallMs() + offsetMs)
          ? { outcome: 'read', offsetMs, delayMs, errorMs: delayMs / 2 }
          : { outcome: 'unreadable', why: 'absurd time' };
      }
      case 'kiss':
        return { outcome: 'unreadable', why: `kiss code ${answer.code}` };
      case 'malformed':
        return { outcome: 'unreadable', why: `malformed, expected ${answer.expected}` };
      case 'silent':
      case 'refused':
      case 'unreachable':
        return { outcome: 'unreadable', why: answer.outcome };
    }
  },
};
