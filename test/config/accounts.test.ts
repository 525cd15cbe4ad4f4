import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../lib/config/load.ts';
import { InputError } from '../../lib/core/errors.ts';

const VANTAGE =
  '{ name: app, vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0], targets: [{ name: web, type: tcp, address: "10.0.0.1:443" }] }';
const OU = 'organizationalUnit: ou-ab12-34567890';

const account = (id: string, name: string, regions: string, vantages = VANTAGE) =>
  `  - { id: ${id}, name: ${name}, regions: [${regions}], ${OU}, vantages: [${vantages}] }`;
const file = (...accounts: readonly string[]) =>
  `notify: { email: [{ to: a@example.com }] }\nvantages: []\naccounts:\n${accounts.join('\n')}\n`;

test('vantages of other accounts have account and Region in their names, and stand in a VPC there', () => {
  const config = parseConfig(
    file(
      account('"111122223333"', 'shop', 'ap-northeast-2'),
      account(
        '"444455556666"',
        'bank',
        'eu-west-3, us-east-1',
        VANTAGE.replace('name: app', 'name: app, region: us-east-1'),
      ),
    ),
  );
  assert.deepEqual(
    config.vantages.map(({ name, spoke }) => [name, spoke?.account.id, spoke?.region, spoke?.vantage]),
    [
      ['shop.ap-northeast-2.app', '111122223333', 'ap-northeast-2', 'app'],
      ['bank.us-east-1.app', '444455556666', 'us-east-1', 'app'],
    ],
  );
  assert.deepEqual(config.accounts[1], {
    id: '444455556666',
    name: 'bank',
    regions: ['eu-west-3', 'us-east-1'],
    organizationalUnit: 'ou-ab12-34567890',
  });
});

test('a target that two accounts watch is two findings, each with its own vantage', () => {
  const { vantages } = parseConfig(
    file(
      account('"111122223333"', 'shop', 'ap-northeast-2'),
      account('"444455556666"', 'bank', 'ap-northeast-2'),
    ),
  );
  const keys = vantages.flatMap(({ name, targets }) => targets.map((target) => `${name} ${target.name}`));
  assert.deepEqual(keys, ['shop.ap-northeast-2.app web', 'bank.ap-northeast-2.app web']);
});

const BAD: Readonly<Record<string, readonly [string, RegExp]>> = {
  'two accounts with one name': [
    file(account('"111122223333"', 'shop', 'us-east-1'), account('"444455556666"', 'shop', 'us-east-1')),
    /accounts\[1\]\.name: expected another name, got "shop", which names the first account already/,
  ],
  'one account twice': [
    file(account('"111122223333"', 'shop', 'us-east-1'), account('"111122223333"', 'bank', 'us-east-1')),
    /accounts\[1\]\.id: expected another account, got "111122223333", which is the first one already/,
  ],
  'an id that is no text': [
    file(account('111122223333', 'shop', 'us-east-1')),
    /accounts\[0\]\.id: expected a text, got number 111122223333/,
  ],
  'a Region twice': [
    file(
      account(
        '"111122223333"',
        'shop',
        'us-east-1, us-east-1',
        VANTAGE.replace('name: app', 'name: app, region: us-east-1'),
      ),
    ),
    /accounts\[0\]\.regions\[1\]: expected another Region, got "us-east-1", which is the first one already/,
  ],
  'a vantage without a Region where there are two': [
    file(account('"111122223333"', 'shop', 'us-east-1, eu-west-3')),
    /accounts\[0\]\.vantages\[0\]\.region: is missing: expected one of us-east-1, eu-west-3/,
  ],
  'a vantage in a Region that the account does not have': [
    file(
      account(
        '"111122223333"',
        'shop',
        'us-east-1',
        VANTAGE.replace('name: app', 'name: app, region: us-east-2'),
      ),
    ),
    /region: expected a Region of this account \(us-east-1\), got "us-east-2" \(did you mean "us-east-1"\?\)/,
  ],
  'a vantage on premises in another account': [
    file(
      account(
        '"111122223333"',
        'shop',
        'us-east-1',
        '{ name: idc, targets: [{ name: a, type: tcp, address: "10.0.0.1:1" }] }',
      ),
    ),
    /vantages\[0\]\.vpc: is missing: a vantage of another account stands in a VPC/,
  ],
  'one vantage twice': [
    file(account('"111122223333"', 'shop', 'us-east-1', `${VANTAGE}, ${VANTAGE}`)),
    /accounts\[0\]\.vantages\[1\]\.name: expected another name, got "app", which names the first vantage of this account and Region already/,
  ],
  'an organizational unit that is none': [
    file(account('"111122223333"', 'shop', 'us-east-1').replace(OU, 'organizationalUnit: stores')),
    /organizationalUnit: expected the id of an organizational unit or root, such as ou-ab12-34567890 or r-ab12, got "stores"/,
  ],
  'neither vantages nor accounts': ['vantages: []\n', /vantages: expected at least 1 entry, got a list/],
};

test('a Region twice is one fault, not one for each vantage as well', () => {
  assert.throws(
    () => parseConfig(file(account('"111122223333"', 'shop', 'us-east-1, us-east-1'))),
    (error) => error instanceof InputError && !/vantages/.test(error.message),
  );
});

for (const [what, [yaml, wanted]] of Object.entries(BAD))
  test(`${what} is refused, with its place`, () => {
    assert.throws(
      () => parseConfig(yaml),
      (error) => error instanceof InputError && wanted.test(error.message),
    );
  });
