import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HistoryPoint } from '../../../lib/core/history.ts';
import { DAY_MS, HOUR_MS } from '../../../lib/core/time.ts';
import { traceHistory } from '../../../lib/report/history/trace-history.ts';

const nowMs = Date.parse('2026-11-21T18:14:00Z');
const hour = (ago: number, value: number): HistoryPoint => ({ atMs: nowMs - ago * HOUR_MS, value });
const everyHour = (value: number) => Array.from({ length: 30 * 24 }, (_, ago) => hour(ago, value));

function traced(statuses: readonly HistoryPoint[], sparse: boolean, unknown: readonly HistoryPoint[] = []) {
  const series = { heartbeat: everyHour(12), unknown, targets: [{ target: 'a', statuses, plots: [] }] };
  const [history] = traceHistory(series, { nowMs, sparse });
  assert(history !== undefined);
  return history;
}

test('the worst of an hour is its state, and hours without a run are not known', () => {
  const { hours, fromMs } = traced([hour(3, 0), hour(2, 0), hour(2, 2), hour(1, 1)], false);
  assert.deepEqual(hours.slice(-5), ['unknown', 'healthy', 'failed', 'degraded', 'unknown']);
  assert.equal(hours.length, 24);
  assert.equal(fromMs, Date.parse('2026-11-20T19:00:00Z'));
});

test('with sparse series a heartbeat without a status is health, unless something could not be asked', () => {
  const { hours } = traced([hour(2, 2)], true, [hour(5, 1)]);
  assert.deepEqual(hours.slice(-6), ['unknown', 'healthy', 'healthy', 'failed', 'healthy', 'healthy']);
});

test('without a heartbeat nothing is known, sparse or not', () => {
  const series = { heartbeat: [], unknown: [], targets: [{ target: 'a', statuses: [], plots: [] }] };
  const [history] = traceHistory(series, { nowMs, sparse: true });
  assert(history?.hours.every((state) => state === 'unknown'));
  assert.deepEqual(history?.uptime[1], { days: 30, share: undefined, unknownHours: 720 });
});

test('uptime leaves out what was not known, and counts it apart', () => {
  const known = everyHour(0).slice(0, 100);
  const { uptime } = traced([...known, hour(1, 2)], false);
  assert.deepEqual(uptime, [
    { days: 7, share: 0.99, unknownHours: 68 },
    { days: 30, share: 0.99, unknownHours: 620 },
  ]);
});

test('it fails since the first failed hour after the last healthy one; hours that nobody knows end nothing', () => {
  const failing = [hour(6, 2), hour(5, 0), hour(4, 2), hour(2, 2), hour(0, 2)];
  assert.equal(traced(failing, false).failingSinceMs, Math.floor((nowMs - 4 * HOUR_MS) / HOUR_MS) * HOUR_MS);
  assert.equal(traced([...failing.slice(0, 4), hour(0, 0)], false).failingSinceMs, undefined);
  const long = Array.from({ length: 40 }, (_, day) => ({ atMs: nowMs - day * DAY_MS, value: 2 }));
  assert(traced(long, false).failingSinceMs !== undefined);
});
