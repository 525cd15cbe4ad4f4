import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before } from 'node:test';
import { buildSubnets } from '../support/moto-subnets.ts';
import { withPrograms } from '../support/programs.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';
import { runHere } from '../support/run-cli.ts';

/** The samples of docs/subnet.md are what the command prints of an account that an emulation of AWS holds. */

const { test } = withPrograms('moto_server');

const PAGE = new URL('../../docs/subnet.md', import.meta.url);
const update = process.env.UPDATE_GOLDEN === '1';
const environment = { ...process.env };
before(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
});
after(() => {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
});

/** Ids are random: each of them becomes one that stays, in the order in which they are seen. */
function steady() {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  return {
    id: (real: string): string => {
      const [prefix = ''] = real.split('-');
      const known = names.get(real);
      if (known !== undefined) return known;
      const count = (counts.get(prefix) ?? 0) + 1;
      counts.set(prefix, count);
      const shown = `${prefix}-${count.toString(16).repeat(17)}`;
      names.set(real, shown);
      return shown;
    },
    real: (shown: string): string =>
      [...names].find(([, one]) => one === shown)?.[0] ?? assert.fail(`no ${shown}`),
  };
}

const AWS_ID = /\b(?:subnet|sg|nat|vpce|vpc|rtb|eni|acl|igw|pl)-[0-9a-f]{8,17}\b/g;

test('the page shows what the command prints', { timeout: 120_000 }, async (t) => {
  const { url, near, alone, callers } = await buildSubnets(t);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
  });
  const ids = steady();
  for (const one of [near, alone, callers]) ids.id(one);
  const page = readFileSync(PAGE, 'utf8');
  let written = page;
  let sessions = 0;
  for (const [block, command = ''] of page.matchAll(/```console\n\$ (.*)\n[\s\S]*?```/g)) {
    const words = command.split(' ').slice(1);
    const { stdout, stderr } = await runHere(...words.map((word) => word.replace(AWS_ID, ids.real)));
    assert.equal(stderr, '');
    const printed = stdout.replace(AWS_ID, ids.id);
    written = written.replace(block, () => `\`\`\`console\n$ ${command}\n${printed}\`\`\``);
    sessions += 1;
  }
  assert.equal(sessions, 2);
  if (update) writeFileSync(PAGE, written);
  assert.equal(page, written, 'run with UPDATE_GOLDEN=1 and read the diff');
});
