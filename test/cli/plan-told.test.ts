import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseConfig } from '../../lib/config/load.ts';
import { runHere } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The examples of docs/routing.md. */
const EXAMPLES = [
  ...readFileSync(new URL('../../docs/routing.md', import.meta.url), 'utf8').matchAll(/```yaml\n(.*?)```/gs),
].map(([, yaml = '']) => yaml);

async function planned(t: Parameters<typeof temporaryFolder>[0], yaml: string) {
  const file = join(await temporaryFolder(t, 'told'), 'gatewatch.yaml');
  writeFileSync(file, yaml);
  return async (...words: readonly string[]) => await runHere('plan', '--no-aws', '--config', file, ...words);
}

test('the examples of the page are accepted', () => {
  assert.equal(EXAMPLES.length, 2);
  for (const yaml of EXAMPLES) parseConfig(yaml);
});

test('plan --told says who receives a failure, who waits, and by which route', async (t) => {
  const plan = await planned(t, EXAMPLES[0] ?? '');
  const rowsOf = async (...words: readonly string[]) => {
    const { status, stdout, stderr } = await plan('--json', ...words);
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout).rows;
  };
  const row = { vantage: 'seoul-prod', target: 'portal', checks: ['dns', 'port', 'tls'] };
  assert.deepEqual(await rowsOf('--told', 'portal', '--at', '2026-11-23T23:00+09:00'), [
    { ...row, severity: 'critical', route: 1, receive: ['pagerDuty'], wait: [] },
    { ...row, severity: 'warning', route: 2, receive: ['slack'], wait: ['storage@example.com'] },
  ]);
  assert.deepEqual(
    await rowsOf('--told', 'portal', '--at', '2026-11-23T12:00+09:00', '--reason', 'tls-expired'),
    [
      {
        ...row,
        checks: ['tls'],
        severity: 'critical',
        route: 2,
        receive: ['storage@example.com', 'slack'],
        wait: [],
      },
    ],
  );
  const [discovered] = await rowsOf(
    '--told',
    'gw-1',
    '--reason',
    'port-filtered',
    '--at',
    '2026-11-23T12:00+09:00',
  );
  assert.deepEqual(
    [discovered.vantage, discovered.route, discovered.receive.length],
    ['seoul-prod', undefined, 4],
    'what is found may have any owner',
  );
  const { stdout } = await plan('--told', 'portal', '--at', '2026-11-23T23:00+09:00');
  assert.match(stdout, /A failure of portal at 2026-11-23T14:00:00\.000Z/);
});

test('a target, a reason and a time that do not exist are named, with what was meant', async (t) => {
  const plan = await planned(t, EXAMPLES[1] ?? '');
  const { status, stderr } = await plan('--told', 'portl', '--reason', 'tls-expird', '--at', 'noon');
  assert.equal(status, 2);
  assert.match(stderr, /--told: expected one of portal, got "portl"/);
  assert.match(stderr, /--reason: .*"tls-expird" \(did you mean "tls-expired"\?\)/);
  assert.match(stderr, /--at: expected a time such as/);
});

test('plan lists routes and quiet hours, and what may not be meant; without them it says nothing of it', async (t) => {
  const text = `
notify:
  email: [{ to: a@example.com, quiet: { from: "22:00", to: "07:00", except: [] } }]
  eventBridge: { severity: [critical, warning] }
  routes:
    - { owner: [storage], to: [a@example.com] }
    - { check: [tsl], to: [eventBridge] }
vantages:
  - { name: here, vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0], discover: [vpn], targets: [{ name: web, type: tcp, address: "10.0.0.1:443" }] }
`;
  const { readers } = JSON.parse((await (await planned(t, text))('--json')).stdout);
  assert.deepEqual(readers.routes.at(-1), { fits: 'everything else', to: ['a@example.com', 'eventBridge'] });
  assert.deepEqual(readers.quiet, [
    { channel: 'a@example.com', hours: 'every day 22:00 to 07:00 UTC', except: [] },
  ]);
  const [owner, check, bus, ...waiting] = readers.notes;
  assert.match(owner, /^Route 1: no target of the file has the owner storage/);
  assert.match(check, /^Route 2: no check is called tsl/);
  assert.match(bus, /^Route 2: EventBridge alone/);
  assert.deepEqual(waiting, [
    'What is critical of route 1 waits while all its channels are quiet: a@example.com.',
    'What is warning of route 1 waits while all its channels are quiet: a@example.com.',
  ]);
  const plain = await planned(t, EXAMPLES[1] ?? '');
  assert.equal('readers' in JSON.parse((await plain('--json')).stdout), false);
  assert.doesNotMatch((await plain()).stdout, /receives what/);
});

test('of two channels of a kind each is named', async (t) => {
  const plan = await planned(
    t,
    `
notify:
  email: [{ to: a@example.com }]
  slack:
    - { webhookSecret: s/a }
    - { name: network, webhookSecret: s/b, quiet: { from: "22:00", to: "07:00", except: [] } }
  routes: [{ check: [port], to: [slack, network] }]
vantages: [{ name: here, targets: [{ name: web, type: tcp, address: "10.0.0.1:443" }] }]
`,
  );
  const { stdout } = await plan(
    '--json',
    '--told',
    'web',
    '--reason',
    'port-filtered',
    '--at',
    '2026-11-23T23:00Z',
  );
  assert.deepEqual(
    JSON.parse(stdout).rows.map(({ receive, wait }: Record<string, unknown>) => [receive, wait]),
    [[['slack'], ['network']]],
  );
  assert.match(
    (await plan()).stdout,
    /network is quiet every day 22:00 to 07:00 UTC; the rest comes at the end\./,
  );
});
