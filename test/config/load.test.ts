import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { editorSchema } from '../../lib/config/json-schema.ts';
import { loadConfig, parseConfig } from '../../lib/config/load.ts';
import { GatewatchError, InputError } from '../../lib/core/errors.ts';
import { fc } from '../support/property.ts';

const SMALLEST = 'vantages: [{ name: here, targets: [{ name: web, type: tcp, address: "10.0.0.1:443" }] }]\n';

test('the example at the root of the project is valid as it stands', async () => {
  const config = await loadConfig(new URL('../../gatewatch.yaml', import.meta.url).pathname);
  assert.deepEqual(config.vantages, [
    {
      name: 'vpc',
      network: { vpc: 'vpc-0123456789abcdef0', subnets: ['subnet-0123456789abcdef0'] },
      discover: [],
      runs: false,
      targets: [
        {
          name: 'sgw-endpoint',
          type: 'storage-gateway-endpoint',
          measurements: false,
          fields: { endpoint: 'vpce-0123456789abcdef0' },
        },
      ],
    },
  ]);
  assert.deepEqual(config.notify.email, [
    { to: 'storage-oncall@example.com', severity: ['critical', 'warning'] },
  ]);
});

test('the large example is accepted whole', () => {
  const text = readFileSync(new URL('./contract-example.yaml', import.meta.url), 'utf8');
  const config = parseConfig(text);
  assert.deepEqual(
    config.vantages.flatMap(({ targets }) => targets.map(({ type }) => type)),
    [...text.matchAll(/type: ([a-z-]+)/g)].map(([, type]) => type),
  );
  assert.deepEqual(
    config.vantages.map(({ network }) => network !== undefined),
    [true, false],
  );
});

test('what is left out takes its default', () => {
  const config = parseConfig(SMALLEST);
  assert.deepEqual(
    { ...config, vantages: [] },
    {
      language: 'en',
      schedule: { expression: 'rate(5 minutes)', periodMs: 300_000 },
      alarm: { failing: 2, of: 3 },
      notify: {
        email: [],
        chat: false,
        routes: [],
        recipients: [],
        digestAbove: 5,
        reminderMs: 14_400_000,
        channels: [],
        digestAt: '09:00',
        timezone: 'UTC',
      },
      vantages: [],
      accounts: [],
      mtls: [],
      maintenance: [],
      metrics: 'full',
      viewers: [],
      dashboard: true,
      encryption: 'customer-key',
      logGroups: ['/aws/vendedlogs/*', '/aws/storagegateway/*'],
      flowLogs: [],
      concurrency: {},
    },
  );
  assert.equal('network' in (config.vantages[0] ?? {}), false);
});

test('a maintenance window is kept with its length in milliseconds', () => {
  const window =
    '{ name: night, targets: [web], cron: "0 18 * * SAT", duration: P1DT2H30M, timezone: Asia/Seoul }';
  const [night] = parseConfig(`${SMALLEST}maintenance: [${window}]`).maintenance;
  assert.equal(night?.durationMs, (24 + 2.5) * 3_600_000);
});

test('what a vantage says of Systems Manager holds for its targets that do not say', () => {
  const targets = parseConfig(`vantages:
  - name: here
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    ssm: true
    targets:
      - { name: a, type: instance-connect-endpoint, instances: [i-0123456789abcdef0] }
      - { name: b, type: instance-connect-endpoint, instances: [i-0123456789abcdef0], ssm: false }
      - { name: c, type: tcp, address: "10.0.0.1:443" }
`).vantages[0]?.targets;
  assert.deepEqual(
    targets?.map(({ fields }) => fields.ssm),
    [true, false, undefined],
  );
});

test('one time zone holds for everything, unless messages have another', () => {
  const zoneOf = (text: string) => parseConfig(`${SMALLEST}${text}`).notify.timezone;
  assert.equal(zoneOf('timezone: Asia/Seoul'), 'Asia/Seoul');
  assert.equal(zoneOf('timezone: Asia/Seoul\nnotify: { timezone: Europe/Paris }'), 'Europe/Paris');
  assert.throws(() => zoneOf('timezone: Asia/Soul'), /timezone: expected a time zone of the IANA database/);
});

test('an anchor may be used again, and a fault inside it is shown where it stands', () => {
  const text = [
    'vantages:',
    '  - name: a',
    '    targets: &same',
    '      - { name: web, type: tcp, address: nowhere }',
    '  - name: b',
    '    targets: *same',
  ].join('\n');
  assert.throws(
    () => parseConfig(text),
    (error) => error instanceof InputError && error.faults.every(({ line }) => line === 4),
  );
});

test('a file that is not there is a fault in words', async () => {
  await assert.rejects(loadConfig('/nonexistent/gatewatch.yaml'), {
    code: 'bad-config',
    message: '/nonexistent/gatewatch.yaml expected a file that can be read: no such file or folder',
  });
});

test('a million characters are not parsed at all', () => {
  assert.throws(() => parseConfig('#'.repeat(1_000_001)), /expected at most 1000000 characters, got 1000001/);
});

test('a list that is too long is counted', () => {
  const target = (index: number) => `{ name: t${index}, type: tcp, address: "10.0.0.1:443" }`;
  const targets = Array.from({ length: 501 }, (_, index) => target(index)).join(', ');
  assert.throws(
    () => parseConfig(`vantages: [{ name: app, targets: [${targets}] }]`),
    /vantages\[0\]\.targets: expected at most 500 entries, got 501/,
  );
});

test('no text brings anything but a config or its faults', () => {
  const pieces = fc.constantFrom(
    ...[
      'vantages:',
      '\n',
      '  ',
      '- ',
      'name: ',
      'a',
      '{',
      '}',
      '[',
      ']',
      '&x ',
      '*x',
      '"',
      "'",
      '\t',
      ': ',
      '? ',
      '|',
      '!!int ',
      '__proto__',
      '<<',
      '#',
      'targets:',
      'type: tcp',
      '\u202e',
      '\u0000',
    ],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      try {
        parseConfig(parts.join(''));
      } catch (error) {
        assert(error instanceof GatewatchError, String(error));
        assert.equal(error.code, 'bad-config');
      }
    }),
    { numRuns: 500 },
  );
});

test('the schema for editors is the one of the code', () => {
  const file = readFileSync(new URL('../../docs/gatewatch.schema.json', import.meta.url), 'utf8');
  assert.equal(file, editorSchema(), 'run: node scripts/schema.ts');
});

test('a target has its own owner, or the one that its tag names; tags that find an object stay with its type', () => {
  const config = parseConfig(`
ownerTag: team
notify:
  email: [{ to: a@example.com }]
  routes: [{ tags: { site: [seoul] }, to: [a@example.com] }]
vantages:
  - name: here
    targets:
      - { name: web, type: tcp, address: "10.0.0.1:443", owner: web-team, tags: { team: blue } }
      - { name: db, type: tcp, address: "10.0.0.2:443", tags: { team: blue, site: seoul, other: x } }
      - { name: idc, type: site-to-site-vpn, tags: { team: network } }
      - { name: plain, type: tcp, address: "10.0.0.3:443" }
`);
  assert.deepEqual(
    config.vantages[0]?.targets.map(({ owner, tags, fields }) => [owner, tags, 'tags' in fields]),
    [
      ['web-team', undefined, false],
      ['blue', { site: 'seoul' }, false],
      ['network', undefined, true],
      [undefined, undefined, false],
    ],
  );
});
