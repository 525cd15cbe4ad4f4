import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../lib/config/load.ts';
import { InputError } from '../../lib/core/errors.ts';

const target = (name: string, was?: string) =>
  `{ name: ${name}, type: tcp, address: "10.0.0.1:443"${was === undefined ? '' : `, was: ${was}`} }`;
const vantage = (name: string, ...targets: readonly string[]) =>
  `{ name: ${name}, vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0], targets: [${targets.join(', ')}] }`;
const file = (...vantages: readonly string[]) =>
  `vantages:\n${vantages.map((one) => `  - ${one}\n`).join('')}`;

test('an earlier name is of the same vantage, or of the vantage it names', () => {
  const { vantages } = parseConfig(
    `${file(vantage('seoul', target('b', 'a'), target('c', '[x, paris/web]')))}accounts:
  - { id: "111122223333", name: shop, regions: [us-east-1], organizationalUnit: ou-ab12-34567890, vantages: [${vantage('app', target('e', '[d, shop.eu-west-3.app/d]'))}] }
`,
  );
  assert.deepEqual(
    vantages.flatMap(({ targets }) => targets.map(({ was }) => was)),
    [
      [{ vantage: 'seoul', target: 'a' }],
      [
        { vantage: 'seoul', target: 'x' },
        { vantage: 'paris', target: 'web' },
      ],
      [
        { vantage: 'shop.us-east-1.app', target: 'd' },
        { vantage: 'shop.eu-west-3.app', target: 'd' },
      ],
    ],
  );
  assert(vantages.every(({ targets }) => targets.every(({ fields }) => !('was' in fields))));
});

/** A vantage of another account, with a target that is still there. */
const elsewhere = (account: string) =>
  `vantages: []\naccounts:\n  - { ${account}, vantages: [${vantage('app', target('a'), target('b', 'a'))}] }\n`;

const BAD: Readonly<Record<string, readonly [string, RegExp]>> = {
  'two targets that continue one': [
    file(vantage('seoul', target('b', 'a'), target('c', '[x, a]'))),
    /vantages\[0\]\.targets\[1\]\.was\[1\]: expected the name of a target that no other one continues, got "a", which "seoul\/b" continues; of a target that was split, one part continues it/,
  ],
  'two targets of two vantages that continue one': [
    file(vantage('seoul', target('b', 'a')), vantage('paris', target('c', 'seoul/a'))),
    /vantages\[1\]\.targets\[0\]\.was: expected the name .*got "seoul\/a", which "seoul\/b" continues/,
  ],
  'one name twice in a list': [
    file(vantage('seoul', target('b', '[a, a]'))),
    /targets\[0\]\.was\[1\]: expected the name .* which "seoul\/b" continues/,
  ],
  'an earlier name that is still a target': [
    file(vantage('seoul', target('a'), target('b', 'a'))),
    /targets\[1\]\.was: expected the name of a target that is gone, got "a", which is still a target \("seoul\/a"\)/,
  ],
  'an earlier name that is the name of today': [
    file(vantage('seoul', target('a', 'a'))),
    /targets\[0\]\.was: expected the name of a target that is gone, got "a", which is the name it has/,
  ],
  'one in an account that has no name, which is called by its id': [
    elsewhere('id: "111122223333", regions: [us-east-1], organizationalUnit: ou-ab12-34567890'),
    /is still a target \("111122223333\.us-east-1\.app\/a"\)/,
  ],
  'one in every account of a unit, which is called by the id of the unit': [
    elsewhere('regions: [us-east-1], organizationalUnit: ou-ab12-34567890'),
    /is still a target \("ou-ab12-34567890\.us-east-1\.app\/a"\)/,
  ],
  'one in an account of which nothing is said': [
    elsewhere('regions: []'),
    /is still a target \("\(no name\)\.\(no name\)\.app\/a"\)/,
  ],
  'names that go round in a circle': [
    file(vantage('seoul', target('a', 'b'), target('b', 'c'), target('c', 'a'))),
    /targets\[0\]\.was: .* got "b", which closes a circle: "seoul\/a" was "seoul\/b" was "seoul\/c" was "seoul\/a"/,
  ],
  'what is no name': [
    file(vantage('seoul', target('b', '"a b"'))),
    /targets\[0\]\.was: expected the earlier name of the target, or VANTAGE\/TARGET where it was checked from another vantage, .*got "a b"/,
  ],
  'an empty list': [
    file(vantage('seoul', target('b', '[]'))),
    /targets\[0\]\.was: expected at least 1 entry/,
  ],
};

for (const [what, [yaml, wanted]] of Object.entries(BAD))
  test(`${what}: refused, with its place`, () => {
    assert.throws(
      () => parseConfig(yaml),
      (error) => error instanceof InputError && (wanted.test(error.message) || assert.fail(error.message)),
    );
  });
