import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDashboardEvent } from '../../functions/dashboard-event.ts';
import { parseConfig } from '../../lib/config/load.ts';

const config = parseConfig(`
language: fr
vantages:
  - name: seoul-prod
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    targets: [{ name: a, type: tcp, address: "10.0.0.1:443" }]
  - name: idc
    targets: [{ name: b, type: tcp, address: "10.2.0.1:443" }]
`);
const read = (event: unknown) => readDashboardEvent(event, config);
const faultsOf = (event: unknown) => {
  const answered = read(event);
  assert.equal(answered.type, 'faulty');
  return answered.type === 'faulty' ? answered.faults : [];
};
const nothing = { vantage: undefined, lang: undefined, checkNow: undefined, timeZone: undefined };

test('a widget without parameters shows every vantage, and so does a test in the console', () => {
  assert.deepEqual(read({ widgetContext: { theme: 'dark', width: 588, params: {} } }), {
    type: 'show',
    input: { ...nothing, theme: 'dark' },
  });
  assert.deepEqual(read({}), { type: 'show', input: { ...nothing, theme: 'light' } });
});

test('a theme that is not known, and a context of another form, are taken as light', () => {
  for (const widgetContext of [{ theme: 'sepia' }, { theme: 7 }, 'none', null, []]) {
    const event = read({ widgetContext });
    assert.deepEqual(event, { type: 'show', input: { ...nothing, theme: 'light' } });
  }
});

test("times are told in the viewer's time zone, which CloudWatch tells as an offset", () => {
  const zoneOf = (timezone: unknown) => {
    const event = read({ widgetContext: { timezone } });
    return event.type === 'show' ? event.input.timeZone : event;
  };
  assert.equal(zoneOf({ label: 'Local', offsetISO: '+09:00', offsetInMinutes: -540 }), '+09:00');
  for (const other of [{ offsetISO: '+25:00' }, { offsetISO: 'Asia/Seoul' }, { offsetISO: 9 }, 'UTC', null])
    assert.equal(zoneOf(other), undefined);
});

test('documentation is answered whatever else stands beside the wish for it', () => {
  assert.deepEqual(read({ describe: true, vantage: 'of-somebody-else' }), { type: 'describe' });
  assert.equal(read({ describe: false }).type, 'show');
});

test('a faulty parameter is an answer that names what stood there and what was expected', () => {
  assert.deepEqual(faultsOf({ vantage: 'seoul-prd' }), [
    'vantage: expected one of seoul-prod, idc, got "seoul-prd" (did you mean "seoul-prod"?)',
  ]);
  assert.deepEqual(faultsOf({ vantage: 7, lang: 'de' }), [
    'vantage: expected a text, got number 7',
    'lang: expected one of en, ko, fr, got "de"',
  ]);
  assert.deepEqual(faultsOf({ vantages: ['seoul-prod'] }), [
    'vantages: unknown key (did you mean "vantage"?); known keys: describe, vantage, lang, checkNow, widgetContext',
  ]);
  assert.match(faultsOf('seoul-prod')[0] ?? '', /^expected a mapping with the keys .*, got "seoul-prod"/);
  assert.match(faultsOf(null)[0] ?? '', /^expected a mapping/);
});

test('a fault is told in the language and the theme that are wanted, as far as they are known', () => {
  const faulty = read({ vantage: 'x', lang: 'ko', widgetContext: { theme: 'dark' } });
  assert.deepEqual(faulty.type === 'faulty' && faulty.frame, { locale: 'ko', theme: 'dark' });
  const less = read({ lang: 'de' });
  assert.deepEqual(less.type === 'faulty' && less.frame, { locale: 'fr', theme: 'light' });
});

test('a run is requested from a vantage that is shown and can be called', () => {
  assert.deepEqual(read({ checkNow: 'seoul-prod' }), {
    type: 'show',
    input: { ...nothing, checkNow: 'seoul-prod', theme: 'light' },
  });
  assert.deepEqual(faultsOf({ checkNow: 'seoul' }), [
    'checkNow: expected one of seoul-prod, idc, got "seoul" (did you mean "seoul-prod"?)',
  ]);
  assert.deepEqual(faultsOf({ vantage: 'idc', checkNow: 'seoul-prod' }), [
    'checkNow: expected one of idc, got "seoul-prod"',
  ]);
  assert.deepEqual(faultsOf({ checkNow: 'idc' }), [
    'checkNow: "idc" is on premises: run `gatewatch run --vantage idc` there',
  ]);
});
