import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../lib/config/load.ts';

const file = (notify: string) => `notify:
  email: [{ to: a@example.com }]
${notify}
vantages: [{ name: here, targets: [{ name: web, type: tcp, address: "10.0.0.1:443" }] }]
`;

test('one of a kind has the name of its kind, each of several its own', () => {
  const { notify } = parseConfig(
    file(`  slack:
    - { webhookSecret: s/a }
    - { name: network, webhookSecret: s/b, quiet: { from: "22:00", to: "07:00" } }
  pagerDuty: { keySecret: p/a }
  webhook: [{ name: tickets, webhookSecret: w/a }, { name: audit, webhookSecret: w/b, severity: [info] }]`),
  );
  assert.deepEqual(
    notify.channels.map(({ key, name, settings }) => [
      key,
      name,
      settings.webhookSecret ?? settings.keySecret,
    ]),
    [
      ['slack', 'slack', 's/a'],
      ['slack', 'network', 's/b'],
      ['pagerDuty', 'pagerDuty', 'p/a'],
      ['webhook', 'tickets', 'w/a'],
      ['webhook', 'audit', 'w/b'],
    ],
  );
  assert.deepEqual(
    notify.recipients.map(({ name, was, quiet }) => [name, was, quiet?.from]),
    [
      ['a@example.com', undefined, undefined],
      ['slack', undefined, undefined],
      ['network', undefined, '22:00'],
      ['pagerDuty', undefined, undefined],
      // Of what the one webhook was sent before, each of them receives the end.
      ['tickets', 'webhook', undefined],
      ['audit', 'webhook', undefined],
    ],
  );
});

const BAD: Readonly<Record<string, readonly [string, RegExp]>> = {
  'two channels of a kind without a name': [
    '  slack: [{ webhookSecret: s/a }, { webhookSecret: s/b }]',
    /notify\.slack\[1\]\.name: is missing: expected it, for notify\.slack\[0\] has none and is called "slack"/,
  ],
  'one name twice, of two kinds': [
    '  slack: [{ name: ops, webhookSecret: s/a }]\n  teams: [{ name: ops, webhookSecret: s/b }]',
    /notify\.teams\[0\]\.name: expected another name, got "ops", which is that of notify\.slack\[0\] already/,
  ],
  'the name of a kind': [
    '  slack: [{ name: teams, webhookSecret: s/a }]',
    /notify\.slack\[0\]\.name: expected another name, got "teams", which routes give to something else/,
  ],
  'the name of everybody': [
    '  slack: [{ name: all, webhookSecret: s/a }]',
    /notify\.slack\[0\]\.name: expected another name, got "all"/,
  ],
  'a name that no function can have': [
    '  slack: [{ name: Storage Team, webhookSecret: s/a }]',
    /notify\.slack\[0\]\.name: expected 1 to 20 lower-case letters, digits and hyphens, beginning with a letter, got "Storage Team"/,
  ],
  'a name outside a list': [
    '  slack: { name: ops, webhookSecret: s/a }',
    /notify\.slack\.name: unknown key; known keys: webhookSecret, severity, quiet/,
  ],
  'a key that no channel has': [
    '  slack: [{ name: ops, webhookSecret: s/a, bus: x }]',
    /notify\.slack\[0\]\.bus: unknown key; known keys: name, webhookSecret, severity, quiet/,
  ],
  'an empty list': ['  slack: []', /notify\.slack: expected at least 1 entry, got a list/],
  'neither a channel nor a list': [
    '  slack: ops',
    /notify\.slack: expected a mapping with the keys webhookSecret, severity, quiet, or a list, got "ops"/,
  ],
  'quiet hours without an end': [
    '  slack: [{ webhookSecret: s/a, quiet: { from: "22:00" } }]',
    /notify\.slack\[0\]\.quiet\.to: is missing: expected it beside "from"/,
  ],
  'a route to the kind where only names are': [
    '  slack: [{ name: ops, webhookSecret: s/a }]\n  routes: [{ to: [slack] }]',
    /notify\.routes\[0\]\.to\[0\]: expected a channel of this file \(a@example\.com, ops\), got "slack"/,
  ],
};

for (const [what, [notify, wanted]] of Object.entries(BAD))
  test(`${what}: refused, with its place`, () => {
    assert.throws(() => parseConfig(file(notify)), wanted);
  });
