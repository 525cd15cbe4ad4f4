import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  gatewayDateMs,
  isMaintenance,
  zoneOffsetMs,
} from '../../../lib/probes/gateway/maintenance-window.ts';

const at = (text: string) => Date.parse(text);
const WEEKLY = { hourOfDay: 3, minuteOfHour: 30, dayOfWeek: 6, timezone: 'GMT+9:00' };

test('ten minutes around a weekly start are maintenance, in the gateway’s own time zone', () => {
  // Saturday 03:30 in Seoul is Friday 18:30 in UTC.
  const moments = {
    '2026-11-20T18:20:00Z': true,
    '2026-11-20T18:40:00Z': true,
    '2026-11-20T18:19:59Z': false,
    '2026-11-20T18:40:01Z': false,
    '2026-11-19T18:30:00Z': false,
    '2026-11-21T03:30:00Z': false,
  };
  for (const [moment, expected] of Object.entries(moments)) {
    assert.equal(isMaintenance(at(moment), WEEKLY), expected, moment);
  }
});

test('a window at midnight begins on the day before', () => {
  const midnight = { hourOfDay: 0, minuteOfHour: 0, dayOfWeek: 0, timezone: 'GMT' };
  assert.equal(isMaintenance(at('2026-11-21T23:55:00Z'), midnight), true);
  assert.equal(isMaintenance(at('2026-11-22T00:05:00Z'), midnight), true);
  assert.equal(isMaintenance(at('2026-11-22T23:55:00Z'), midnight), false);
});

test('a window before midnight ends on the day after', () => {
  const evening = { hourOfDay: 23, minuteOfHour: 55, dayOfWeek: 0, timezone: 'GMT' };
  assert.equal(isMaintenance(at('2026-11-23T00:05:00Z'), evening), true);
  assert.equal(isMaintenance(at('2026-11-22T00:05:00Z'), evening), false);
});

test('a monthly window holds on its day of the month only', () => {
  const monthly = { hourOfDay: 1, minuteOfHour: 0, dayOfMonth: 15, timezone: 'GMT-3:30' };
  assert.equal(isMaintenance(at('2026-11-15T04:30:00Z'), monthly), true);
  assert.equal(isMaintenance(at('2026-11-16T04:30:00Z'), monthly), false);
});

test('an unknown schedule excuses nothing', () => {
  assert.equal(isMaintenance(at('2026-11-20T18:30:00Z'), undefined), false);
  for (const part of [{}, { hourOfDay: 3 }, { minuteOfHour: 30 }])
    assert.equal(isMaintenance(at('2026-11-20T18:30:00Z'), { ...part, timezone: 'GMT+9:00' }), false);
});

test('zones and dates are read as the API writes them', () => {
  assert.deepEqual(
    ['GMT', 'GMT+9:00', 'GMT-8:00', 'GMT-3:30', 'GMT+10:00', 'Mars', undefined].map(zoneOffsetMs),
    [0, 32_400_000, -28_800_000, -12_600_000, 36_000_000, 0, 0],
  );
  assert.equal(gatewayDateMs('2017-01-02T16:00:00', 'GMT-8:00'), at('2017-01-03T00:00:00Z'));
  assert.deepEqual(['NOT GMT+9:00', 'GMT+9:00 or so'].map(zoneOffsetMs), [0, 0]);
  assert.equal(gatewayDateMs('2026-06-30', 'GMT+9:00'), at('2026-06-29T15:00:00Z'));
  assert.equal(gatewayDateMs('2026-06-30T00:00:00Z', 'GMT+9:00'), at('2026-06-30T00:00:00Z'));
  assert.equal(gatewayDateMs('2026-06-30T09:00:00+09:00', 'GMT-8:00'), at('2026-06-30T00:00:00Z'));
  assert.deepEqual([gatewayDateMs('soon', 'GMT'), gatewayDateMs('', 'GMT')], [Number.NaN, Number.NaN]);
});
