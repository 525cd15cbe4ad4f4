import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Channel } from '../../lib/channels/channel.ts';
import { CHANNELS } from '../../lib/channels/registry.ts';
import { parseConfig } from '../../lib/config/load.ts';
import { channelVariable } from '../../lib/core/stack-names.ts';
import type { FunctionConfig } from '../../lib/stack/part.ts';
import { createService } from '../../lib/stack/service.ts';

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

const EVERYTHING = `
notify:
  email: [{ to: a@example.com }]
  slack: { webhookSecret: gatewatch/slack }
  teams: { webhookSecret: gatewatch/teams }
  discord: { webhookSecret: gatewatch/discord }
  pagerDuty: { keySecret: gatewatch/pager-duty }
  opsgenie: { keySecret: gatewatch/opsgenie }
  webhook: { webhookSecret: gatewatch/webhook }
  eventBridge: { bus: on-call }
  chat: true
vantages:
  - name: here
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    targets: [{ name: a, type: tcp, address: "10.0.0.1:1" }]
mtls: [{ name: api, loadBalancer: app/api/0123456789abcdef, logs: "s3://bucket/prefix" }]
`;

/** The variable behind each reader of `functions/environment.ts`, by the reader's name. */
async function variables(): Promise<ReadonlyMap<string, string>> {
  const readers = (await read('functions/environment.ts')).split(/\n {2}(?=\w+: \()/).slice(1);
  const pairs = readers.flatMap((reader): readonly (readonly [string, string])[] => {
    const [, name = ''] = /^(\w+)/.exec(reader) ?? [];
    const [, variable] = /required\('(\w+)'\)/.exec(reader) ?? [];
    // One that is not required may be left out.
    return variable === undefined ? [] : [[name, variable]];
  });
  return new Map(pairs);
}

test('every function is told everything it asks its environment for', async () => {
  const known = await variables();
  assert.equal(known.get('messagesTopic'), 'GATEWATCH_MESSAGES_TOPIC');
  const { functions = {} } = await createService(parseConfig(EVERYTHING));
  const handlers = Object.entries(functions).flatMap(([name, fn]) => {
    const [, file] = /^dist\/([\w-]+)\/index\.handler$/.exec('handler' in fn ? String(fn.handler) : '') ?? [];
    return file === undefined ? [] : [{ name, file, given: Object.keys(fn.environment ?? {}) }];
  });
  for (const { name, file, given } of handlers) {
    const source = await read(`functions/${file}.ts`);
    const asked = [...source.matchAll(/\benvironment\.(\w+)\(/g)].flatMap(
      ([, reader = '']) => known.get(reader) ?? [],
    );
    // Lambda itself sets the Region.
    const missing = asked.filter((variable) => variable !== 'AWS_REGION' && !given.includes(variable));
    assert.deepEqual(missing, [], name);
  }
});

test('every channel has a function, which is told its severities, its queue, and its secret or its bus', async () => {
  const { functions = {} } = await createService(parseConfig(EVERYTHING));
  for (const channel of Object.values<Channel>(CHANNELS)) {
    const { environment = {}, handler } = (functions[channel.name] ?? {}) as FunctionConfig;
    const where = channel.transport === 'event-bus' ? 'BUS' : 'SECRET';
    for (const variable of [
      'GATEWATCH_CHANNEL',
      'GATEWATCH_QUEUE_URL',
      channelVariable(channel.name, 'SEVERITY'),
      channelVariable(channel.name, where),
    ])
      assert(variable in environment, `${channel.name}: ${variable}`);
    assert.equal(handler, `dist/${channel.name === 'slack' ? 'slack' : 'channel'}/index.handler`);
  }
});

test('`notify` knows which checks have an alarm for each vantage, and nothing of it where none has', async () => {
  const targets = (count: number) =>
    Array.from(
      { length: count },
      (_, at) => `{ name: t${at}, type: tcp, address: "10.0.${at >> 8}.${at & 255}:443" }`,
    ).join(', ');
  const config = (count: number) =>
    parseConfig(`
notify: { email: [{ to: a@example.com }] }
vantages:
${['a', 'b'].map((name) => `  - { name: ${name}, vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0], targets: [${targets(count)}] }`).join('\n')}
`);
  const variableOf = async (count: number) =>
    (await createService(config(count))).functions?.notify?.environment as Record<string, unknown>;
  assert.equal((await variableOf(60)).GATEWATCH_SPLIT_CHECKS, 'port');
  assert.equal('GATEWATCH_SPLIT_CHECKS' in (await variableOf(10)), false);
});
