import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../core/time.ts';

const PARTS_MS = [7 * DAY_MS, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS];
const DURATION = /^P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$/;

/**
 * An ISO 8601 duration in milliseconds; undefined when it is none, or when it is nothing at all.
 * Years and months are refused: their length depends on when they begin.
 */
export function parseDurationMs(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (match === null) return undefined;
  const ms = PARTS_MS.reduce((sum, partMs, index) => sum + Number(match[index + 1] ?? 0) * partMs, 0);
  return ms > 0 ? ms : undefined;
}
