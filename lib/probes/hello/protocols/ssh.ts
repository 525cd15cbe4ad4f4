import { boundedText } from '../../../core/text.ts';
import type { HelloProtocol, ReadReply } from './protocol.ts';
import { isText, latin1, preview, recognise } from './recognise.ts';

/** The server speaks first: lines of its own, then its identification (RFC 4253 §4.2). */
export const ssh: HelloProtocol = {
  title: 'SSH',
  start: () => ({ read: readIdentification }),
};

/**
 * What OpenSSH writes instead of its identification when it has too many unauthenticated connections
 * (openssh-portable sshd.c, drop_connection): the first text up to 9.7, the second one since 9.8.
 */
const TURNED_AWAY = ['Exceeded MaxStartups', 'Not allowed at this time'];

/** RFC 4253 §4.2: "The maximum length of the string is 255 characters, including the Carriage Return and Line Feed." */
const MAX_IDENTIFICATION = 255;

function readIdentification(received: Uint8Array, isAll: boolean): ReadReply | undefined {
  const text = latin1(received);
  const lines = text.split('\n');
  const whole = lines.slice(0, -1).map((line) => line.replace(/\r$/, ''));
  const identification = whole.find((line) => line.startsWith('SSH-'));
  if (identification !== undefined) return readLine(identification);
  const turnedAway = lines.find((line) => TURNED_AWAY.some((message) => line.startsWith(message)));
  if (turnedAway !== undefined) return { outcome: 'throttled', says: boundedText(turnedAway) };
  const rest = lines.at(-1) ?? '';
  if (rest.startsWith('SSH-') && (isAll || rest.length > MAX_IDENTIFICATION)) {
    return {
      outcome: 'malformed',
      says: boundedText(rest),
      expected: `CR LF within ${MAX_IDENTIFICATION} bytes`,
    };
  }
  const looksLike = recognise(received);
  if (looksLike !== undefined && looksLike !== 'SSH')
    return { outcome: 'wrong-protocol', says: preview(received), looksLike };
  if (!isText(text)) return { outcome: 'malformed', says: preview(received), expected: 'SSH-2.0-…' };
  if (!isAll) return undefined;
  // A whole line of something else is another protocol's; a piece of a line may have been anybody's.
  return whole.length > 0
    ? { outcome: 'wrong-protocol', says: boundedText(whole[0] ?? ''), looksLike: 'text' }
    : { outcome: 'malformed', says: preview(received), expected: 'SSH-2.0-…' };
}

/** `SSH-protoversion-softwareversion`; 1.99 is a server that speaks 2.0 and older ones (RFC 4253 §5.1). */
function readLine(line: string): ReadReply {
  const says = boundedText(line);
  if (line.length + 2 > MAX_IDENTIFICATION)
    return { outcome: 'malformed', says, expected: `at most ${MAX_IDENTIFICATION} bytes` };
  if (/^SSH-(2\.0|1\.99)-/.test(line)) return { outcome: 'spoke', says };
  return /^SSH-1\.\d/.test(line)
    ? { outcome: 'wrong-protocol', says, looksLike: 'SSH 1' }
    : { outcome: 'malformed', says, expected: 'SSH-2.0-…' };
}
