import assert from 'node:assert/strict';
import test from 'node:test';
import type { Maintenance } from '../../../lib/config/config.ts';
import { HOUR_MS } from '../../../lib/core/time.ts';
import { isMuted } from '../../../lib/stages/notify/mute.ts';

/** Saturdays at six in the evening in Seoul, which is nine in the morning UTC, for four hours. */
const PATCH_NIGHT: Maintenance = {
  name: 'patch-night',
  targets: ['filer-1'],
  cron: '0 18 * * SAT',
  durationMs: 4 * HOUR_MS,
  timezone: 'Asia/Seoul',
};
const SATURDAY_MS = Date.UTC(2026, 10, 21);

const at = (nowMs: number, window: Maintenance = PATCH_NIGHT, target = 'filer-1') =>
  isMuted(target, { maintenance: [window] }, [], nowMs);

test('a maintenance window is open from its first millisecond to its last', () => {
  const beginMs = SATURDAY_MS + 9 * HOUR_MS;
  assert.equal(at(beginMs - 1), undefined);
  assert.deepEqual(at(beginMs), {
    by: 'maintenance',
    reason: 'patch-night',
    untilMs: beginMs + 4 * HOUR_MS,
  });
  assert.notEqual(at(beginMs + 4 * HOUR_MS - 1), undefined);
  assert.equal(at(beginMs + 4 * HOUR_MS), undefined);
});

test('a window is for its own targets', () => {
  assert.equal(at(SATURDAY_MS + 10 * HOUR_MS, PATCH_NIGHT, 'filer-2'), undefined);
});

test('a window follows the clock of its place through summer time', () => {
  const window: Maintenance = {
    ...PATCH_NIGHT,
    cron: '0 3 * * *',
    durationMs: HOUR_MS,
    timezone: 'Europe/Paris',
  };
  // Paris is UTC+2 until the last Sunday of October, then UTC+1.
  assert.notEqual(at(Date.UTC(2026, 9, 24, 1, 30), window), undefined);
  assert.equal(at(Date.UTC(2026, 9, 26, 1, 30), window), undefined);
  assert.notEqual(at(Date.UTC(2026, 9, 26, 2, 30), window), undefined);
});

test('a window that lasts past midnight is still open on the next day', () => {
  const window: Maintenance = {
    ...PATCH_NIGHT,
    cron: '0 22 * * SAT',
    durationMs: 6 * HOUR_MS,
    timezone: 'UTC',
  };
  assert.notEqual(at(SATURDAY_MS + 27 * HOUR_MS, window), undefined);
  assert.equal(at(SATURDAY_MS + 28 * HOUR_MS, window), undefined);
});

test('a mute holds until its time, and the longer of two reasons is given', () => {
  const nowMs = SATURDAY_MS + 9 * HOUR_MS;
  const mute = { target: 'filer-1', untilMs: nowMs + 10 * HOUR_MS, reason: 'waiting for a disk' };
  assert.deepEqual(isMuted('filer-1', { maintenance: [PATCH_NIGHT] }, [mute], nowMs), {
    by: 'mute',
    reason: 'waiting for a disk',
    untilMs: mute.untilMs,
  });
  assert.equal(isMuted('filer-1', { maintenance: [] }, [mute], mute.untilMs), undefined);
  assert.equal(isMuted('filer-2', { maintenance: [] }, [mute], nowMs), undefined);
});

test('windows that overlap are one: nothing is told in the second before the next begins', () => {
  const window: Maintenance = { ...PATCH_NIGHT, cron: '0 18,20 * * SAT', timezone: 'UTC' };
  const twentyMs = SATURDAY_MS + 20 * HOUR_MS;
  assert.equal(at(twentyMs - 500, window)?.untilMs, SATURDAY_MS + 22 * HOUR_MS);
  assert.equal(at(twentyMs, window)?.untilMs, SATURDAY_MS + 24 * HOUR_MS);
});
