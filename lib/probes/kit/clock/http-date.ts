import { isAddress } from '../../../net/addresses.ts';
import { readHead } from '../../../net/http-head.ts';
import { type ClockReading, readClock } from './read-clock.ts';
import type { ClockAsk, ClockSource } from './source.ts';

/** RFC 9110 §5.6.7: the date has no fractions. */
const GRANULARITY_MS = 1000;

/**
 * The Date header of a web server (RFC 9110 §6.6.1). HEAD asks for nothing else: on a gateway's port 80 an
 * activation key is made only for a GET with a Region in its query.
 */
export const httpDate: ClockSource = {
  precise: false,
  dueTo: 'port',
  ask: (ask) => readClock(ask, GRANULARITY_MS, headRequest(ask), readDate),
};

/** The same over TLS, as the endpoints of AWS services tell it. Whose certificate it is, is for the check `tls`. */
export const httpsDate: ClockSource = {
  precise: false,
  dueTo: 'tls',
  ask: (ask) => {
    const secure = isAddress(ask.host) ? {} : { servername: ask.host };
    return readClock(ask, GRANULARITY_MS, headRequest(ask), readDate, secure);
  },
};

function headRequest({ host, port }: ClockAsk): Uint8Array {
  const authority = host.includes(':') ? `[${host}]` : host;
  const lines = [
    'HEAD / HTTP/1.1',
    `Host: ${port === 80 || port === 443 ? authority : `${authority}:${port}`}`,
    'User-Agent: gatewatch',
    'Cache-Control: no-cache',
    'Connection: close',
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

function readDate(received: Uint8Array, isAll: boolean): ClockReading | undefined {
  const head = readHead(Buffer.from(received.buffer, received.byteOffset, received.byteLength));
  if (head === undefined) return isAll ? { outcome: 'no-time', why: 'headers without an end' } : undefined;
  if ('strange' in head.value) return { outcome: 'no-time', why: 'no HTTP' };
  const { headers } = head.value;
  const date = headers.get('date');
  if (date === undefined) return { outcome: 'no-time', why: 'no Date header' };
  if (date.includes('GMT,')) return { outcome: 'no-time', why: 'two Date headers' };
  // RFC 9111 §5.1: with an Age the answer comes from a cache, and its date is of whenever it was stored.
  if ((headers.get('age') ?? '0') !== '0') return { outcome: 'no-time', why: 'answered from a cache' };
  const serverMs = parseFixdate(date);
  return serverMs === undefined
    ? { outcome: 'no-time', why: 'unreadable Date header' }
    : { outcome: 'time', serverMs };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const FIXDATE = /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/;

/** IMF-fixdate, the only form a server may send (RFC 9110 §5.6.7). */
function parseFixdate(date: string): number | undefined {
  const [, day, month, year, hour, minute, second] = FIXDATE.exec(date) ?? [];
  const monthIndex = MONTHS.indexOf(month ?? '');
  if (monthIndex < 0) return undefined;
  const ms = Date.UTC(Number(year), monthIndex, Number(day), Number(hour), Number(minute), Number(second));
  // A day or an hour that does not exist would otherwise become another one.
  return new Date(ms).getUTCDate() === Number(day) && Number(hour) < 24 && Number(minute) < 60
    ? ms
    : undefined;
}
