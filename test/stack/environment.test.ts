import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { parseConfig } from '../../lib/config/load.ts';
import { createService } from '../../lib/stack/service.ts';

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

const EVERYTHING = `
notify:
  email: [{ to: a@example.com }]
  slack: { webhookSecret: gatewatch/slack }
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
  assert.equal(known.get('slackSecret'), 'GATEWATCH_SLACK_SECRET');
  const { functions = {} } = await createService(parseConfig(EVERYTHING));
  const handlers = Object.entries(functions).flatMap(([name, fn]) => {
    const [, file] = /^dist\/([\w-]+)\/index\.handler$/.exec('handler' in fn ? String(fn.handler) : '') ?? [];
    return file === undefined ? [] : [{ name, file, given: Object.keys(fn.environment ?? {}) }];
  });
  assert(handlers.some(({ file }) => file === 'slack'));
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
