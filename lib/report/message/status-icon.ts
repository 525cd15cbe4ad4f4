import type { Message } from '../../core/notify/message.ts';

const MARK_BY_SEVERITY = { critical: '🔴', warning: '🟠', info: '🔵' } as const;

/** One sign that is seen before a word is read: how bad, or over. */
export function markOf(message: Message): string {
  switch (message.type) {
    case 'recovered':
      return '🟢';
    case 'improved':
      return '🟡';
    case 'alarm':
      return message.state === 'OK' ? '🟢' : MARK_BY_SEVERITY[message.severity];
    case 'digest':
      return message.why === 'many-recovered' ? '🟢' : MARK_BY_SEVERITY[message.severity];
    case 'failed':
    case 'reminder':
    case 'still-broken-after-maintenance':
      return MARK_BY_SEVERITY[message.severity];
  }
}
