import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../lib/config/load.ts';
import { InputError } from '../../lib/core/errors.ts';

const vantage = (more: string) =>
  `vantages: [{ name: a, vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0], ${more} }]`;

test('include and exclude are read as they are written, and are absent where nothing is', () => {
  const [one] = parseConfig(
    vantage(
      'discover: [vpn], include: [{ tags: { team: "s*" }, names: [x] }], exclude: [{ owners: ["111122223333"] }]',
    ),
  ).vantages;
  assert.deepEqual(one?.include, [{ tags: { team: 's*' }, names: ['x'] }]);
  assert.deepEqual(one?.exclude, [{ owners: ['111122223333'] }]);
  const [plain = {}] = parseConfig(vantage('discover: [vpn]')).vantages;
  assert.equal('include' in plain || 'exclude' in plain, false);
});

const BAD: Readonly<Record<string, readonly [string, RegExp]>> = {
  'a filter without discovery': [
    vantage('include: [{ names: [x] }], targets: [{ name: t, type: tcp, address: "10.0.0.1:1" }]'),
    /vantages\[0\]\.include: is about what is found: expected at least one entry under "discover" beside it/,
  ],
  'a filter that says nothing': [
    vantage('discover: [vpn], exclude: [{}]'),
    /vantages\[0\]\.exclude\[0\]: expected at least one of tags, owners, names/,
  ],
  'an owner that is no account': [
    vantage('discover: [vpn], include: [{ owners: [shop] }]'),
    /include\[0\]\.owners\[0\]: expected an account id of twelve digits, in quotes, got "shop"/,
  ],
  'a key that no filter has': [
    vantage('discover: [vpn], include: [{ tag: { a: b } }]'),
    /include\[0\]\.tag: unknown key \(did you mean "tags"\?\); known keys: tags, owners, names/,
  ],
};

for (const [what, [yaml, wanted]] of Object.entries(BAD))
  test(`${what}: refused, with its place`, () => {
    assert.throws(
      () => parseConfig(yaml),
      (error) => error instanceof InputError && (wanted.test(error.message) || assert.fail(error.message)),
    );
  });
