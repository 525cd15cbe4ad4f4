import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Hours, isWithin, WEEKDAYS } from '../../../lib/core/notify/hours.ts';
import { hides, type RoutedFacts, type RouteMatch, routeOf } from '../../../lib/core/notify/route.ts';
import { HOUR_MS, MINUTE_MS } from '../../../lib/core/time.ts';
import { fc, propertyRuns } from '../../support/property.ts';

const hours = (from: string, to: string, days: Hours['days'] = WEEKDAYS, timezone = 'UTC'): Hours => ({
  days,
  from,
  to,
  timezone,
});
/** A Monday, midnight. */
const MONDAY_MS = Date.UTC(2026, 10, 23);

test('hours past midnight belong to the day they begin on, the last of the week into the first of the next', () => {
  const night = hours('22:00', '07:00', ['fri', 'sun']);
  const [friday, sunday] = [MONDAY_MS + 96 * HOUR_MS, MONDAY_MS + 144 * HOUR_MS];
  for (const [atMs, within] of [
    [friday + 22 * HOUR_MS - 1, false],
    [friday + 22 * HOUR_MS, true],
    [friday + 31 * HOUR_MS - 1, true],
    [friday + 31 * HOUR_MS, false],
    [friday + HOUR_MS, false],
    [sunday + 23 * HOUR_MS, true],
    [sunday + 30 * HOUR_MS, true],
    [MONDAY_MS + 6 * HOUR_MS, true],
    [MONDAY_MS + 22 * HOUR_MS, false],
  ] as const)
    assert.equal(isWithin(night, atMs), within, new Date(atMs).toISOString());
});

test('the clock on the wall counts, on both sides of summer time', () => {
  const office = hours('09:00', '18:00', ['mon', 'tue', 'wed', 'thu', 'fri'], 'Europe/Paris');
  assert.equal(isWithin(office, Date.UTC(2026, 5, 22, 7)), true, 'nine in June is seven UTC');
  assert.equal(isWithin(office, Date.UTC(2026, 10, 23, 7)), false, 'in November it is eight');
  assert.equal(isWithin(office, Date.UTC(2026, 10, 23, 8)), true);
  const whole: Hours = { days: ['sat'], timezone: 'Asia/Seoul' };
  assert.equal(isWithin(whole, Date.UTC(2026, 10, 20, 15)), true, 'Saturday begins there on Friday, UTC');
  assert.equal(isWithin(whole, Date.UTC(2026, 10, 21, 15)), false);
});

const facts: RoutedFacts = {
  account: 'shop',
  vantage: 'shop.eu-west-3.app',
  target: 'filer-1',
  check: 'port',
  owner: 'storage',
  tags: { team: 'blue' },
  severity: 'critical',
};

test('the first route that fits decides; what a message does not have fits no route that asks for it', () => {
  const of = (one: RouteMatch, other: RoutedFacts = facts) =>
    routeOf(other, { routes: [{ ...one, to: ['slack'] }] }, MONDAY_MS) === 0;
  assert.ok(of({}));
  assert.ok(of({ account: ['shop'], vantage: ['shop.*.app'], target: ['filer-?'], check: ['p*'] }));
  assert.ok(of({ owner: ['storage', 'network'], tags: { team: ['b*'] }, severity: ['critical'] }));
  for (const one of [
    { account: ['hub'] },
    { vantage: ['shop'] },
    { target: ['filer-??'] },
    { owner: ['network'] },
    { tags: { team: ['red'] } },
    { tags: { team: ['blue'], site: ['*'] } },
    { severity: ['warning'] },
    { when: hours('09:00', '18:00') },
  ] as const)
    assert.equal(of(one), false, JSON.stringify(one));
  const own: RoutedFacts = { account: 'hub', severity: 'critical' };
  assert.equal(of({ target: ['*'] }, own), false);
  assert.equal(of({ account: ['hub'] }, own), true);
});

const pattern = fc.constantFrom('a', 'b', 'a*', '*', '?', 'a?', 'ab', '*b');
const match: fc.Arbitrary<RouteMatch> = fc.record(
  {
    target: fc.array(pattern, { minLength: 1, maxLength: 2 }),
    owner: fc.array(pattern, { minLength: 1, maxLength: 2 }),
    severity: fc.subarray(['critical', 'warning'] as const, { minLength: 1 }),
    tags: fc.record({ team: fc.array(pattern, { minLength: 1, maxLength: 2 }) }),
    when: fc.record({
      days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
      from: fc.constantFrom('00:00', '09:00', '22:00'),
      to: fc.constantFrom('07:00', '12:00', '23:00'),
      timezone: fc.constant('UTC'),
    }),
  },
  { requiredKeys: [] },
);

test('a route that is hidden by another never decides', () => {
  const word = fc.constantFrom('a', 'b', 'ab', 'abb', 'bb', '');
  let hidden = 0;
  fc.assert(
    fc.property(
      match,
      match,
      fc.record({ target: word, owner: word, tag: word, severity: fc.constantFrom('critical', 'warning') }),
      fc.integer({ min: 0, max: 7 * 24 * 4 - 1 }),
      fc.boolean(),
      (first, other, { tag, ...rest }, quarter, isNarrower) => {
        const second = isNarrower ? { ...first, ...other } : other;
        if (!hides(first, second)) return;
        hidden += 1;
        const routes = [first, second].map((one) => ({ ...one, to: ['slack'] }));
        const seen = { ...facts, ...rest, tags: { team: tag } } as RoutedFacts;
        assert.notEqual(routeOf(seen, { routes }, MONDAY_MS + quarter * 15 * MINUTE_MS), 1);
      },
    ),
    { numRuns: propertyRuns(6000) },
  );
  assert.ok(hidden > propertyRuns(100), `${hidden} pairs hid each other`);
});

test('what another route leaves is not hidden by it', () => {
  for (const [first, second] of [
    [{ target: ['a'] }, {}],
    [{ target: ['a?'] }, { target: ['a*'] }],
    [{ severity: ['critical'] }, { severity: ['critical', 'warning'] }],
    [{ tags: { team: ['a'] } }, { tags: { site: ['a'] } }],
    [{ when: hours('09:00', '18:00') }, {}],
    [{ when: hours('09:00', '18:00') }, { when: hours('10:00', '11:00', WEEKDAYS, 'Asia/Seoul') }],
  ] as const)
    assert.equal(hides(first, second), false, JSON.stringify([first, second]));
  for (const [first, second] of [
    [{}, { target: ['a'] }],
    [{ target: ['a*'] }, { target: ['ab*', 'a?'] }],
    [{ when: hours('09:00', '18:00') }, { when: hours('10:00', '11:00') }],
    [{ when: hours('22:00', '07:00') }, { when: hours('01:00', '02:00', ['mon']) }],
  ] as const)
    assert.equal(hides(first, second), true, JSON.stringify([first, second]));
});
