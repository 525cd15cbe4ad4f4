import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig, parseExpanded } from '../../lib/config/load.ts';
import { AwsRefusal, InputError } from '../../lib/core/errors.ts';
import type { MemberAccount, UnitAnswer } from '../../lib/core/organization.ts';

const UNIT = 'ou-ab12-34567890';
const OTHER = 'ou-ab12-99999999';
const HUB = '999999999999';
const VANTAGES =
  'vantages: [{ name: app, vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0], targets: [{ name: web, type: tcp, address: "10.0.0.1:443" }] }]';

const unit = (id = UNIT) => `  - { organizationalUnit: ${id}, regions: [us-east-1], ${VANTAGES} }`;
const shop = `  - { id: "111122223333", name: shop, organizationalUnit: ${UNIT}, regions: [eu-west-3], ${VANTAGES} }`;
const file = (...entries: readonly string[]) =>
  `notify: { email: [{ to: a@example.com }] }\nvantages: []\naccounts:\n${entries.join('\n')}\n`;

const member = (id: string, name: string, state = 'ACTIVE', isManagement = false): MemberAccount => ({
  id,
  name,
  state,
  isManagement,
});
const listed = (...accounts: readonly MemberAccount[]): UnitAnswer => ({ outcome: 'listed', accounts });

async function expanded(text: string, answers: Readonly<Record<string, UnitAnswer | Error>>) {
  return await parseExpanded(text, 'gatewatch.yaml', async () => ({
    hub: HUB,
    accountsOf: async (id) => {
      const answer = answers[id] ?? assert.fail(`${id} was asked for`);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  }));
}

test('a unit stands for its accounts, named as the organization names them', async () => {
  const { config, units, text } = await expanded(file(unit(), shop.replace('111122223333', '444455556666')), {
    [UNIT]: listed(
      member('222233334444', 'Réseau (Production)'),
      member('333344445555', 'The longest of all account names'),
      member('444455556666', 'Shop'),
      member('555566667777', 'Old', 'SUSPENDED'),
      member('666677778888', 'Root', 'ACTIVE', true),
      member(HUB, 'Hub'),
    ),
  });
  assert.deepEqual(
    config.vantages.map(({ name, spoke }) => [name, spoke?.account.id]),
    [
      ['reseau-productio.us-east-1.app', '222233334444'],
      ['the-longest-of-a.us-east-1.app', '333344445555'],
      ['shop.eu-west-3.app', '444455556666'],
    ],
  );
  assert.deepEqual(units, [
    {
      unit: UNIT,
      accounts: [
        { id: '222233334444', name: 'reseau-productio' },
        { id: '333344445555', name: 'the-longest-of-a' },
      ],
      leftOut: [
        { id: '444455556666', why: 'it has an entry' },
        { id: '555566667777', why: 'suspended' },
        { id: '666677778888', why: 'the management account, where stack sets deploy nothing' },
        { id: HUB, why: "the installation's own account" },
      ],
    },
  ]);
  // The functions list no units: what they are given names each account.
  assert.deepEqual(parseConfig(text), config);
});

test('a file without a unit asks nobody, and stays as it is', async () => {
  const text = file(shop);
  const answer = await parseExpanded(text, 'gatewatch.yaml', () => assert.fail('AWS was asked'));
  assert.deepEqual(answer, { config: parseConfig(text), text, units: [] });
});

test('routes may name the accounts of a unit', async () => {
  const routed = (name: string) =>
    file(unit()).replace('notify: {', `notify: { routes: [{ account: [${name}], to: [a@example.com] }],`);
  const answers = { [UNIT]: listed(member('222233334444', 'Bank')) };
  const { config } = await expanded(routed('bank'), answers);
  assert.equal(config.notify.routes.length, 1);
  await assert.rejects(expanded(routed('bonk'), answers), /routes\[0\]\.account\[0\]: .*did you mean "bank"/);
  // Where nobody lists them, the names of a route are not judged.
  assert.equal(parseConfig(routed('bonk'), 'gatewatch.yaml', 'left-out').accounts.length, 0);
});

test('a fault of the entry is said once, where it stands in the file', async () => {
  const faulty = file(shop, unit().replace('name: app,', 'name: app, region: us-east-2,'));
  await assert.rejects(
    expanded(faulty, { [UNIT]: listed(member('222233334444', 'a'), member('333344445555', 'b')) }),
    (error) =>
      error instanceof InputError &&
      error.faults.length === 1 &&
      /^gatewatch\.yaml:5:\d+ accounts\[1\]\.vantages\[0\]\.region: expected a Region of this account/.test(
        error.message,
      ),
  );
});

const DENIED = new AwsRefusal('access-denied', 'organizations:ListAccountsForParent');
const BAD: Readonly<Record<string, readonly [string, Readonly<Record<string, UnitAnswer | Error>>, RegExp]>> =
  {
    'a unit that nobody may list': [
      file(unit()),
      { [UNIT]: DENIED },
      /^gatewatch\.yaml:4:\d+ accounts\[0\]\.organizationalUnit: expected a unit that may be listed \(organizations:ListAccountsForParent: access-denied; .*\), got "ou-ab12-34567890"$/,
    ],
    'a unit that AWS does not list': [
      file(unit()),
      { [UNIT]: new AwsRefusal('throttled', 'organizations:ListAccountsForParent') },
      /expected a unit that AWS lists \(organizations:ListAccountsForParent: throttled\), got "ou-ab12-34567890"$/,
    ],
    'an unknown unit': [
      file(shop, unit()),
      { [UNIT]: { outcome: 'unknown' } },
      /^gatewatch\.yaml:5:\d+ accounts\[1\]\.organizationalUnit: expected a unit of this organization, got "ou-ab12-34567890"$/,
    ],
    'an account without an organization': [
      file(unit()),
      { [UNIT]: { outcome: 'no-organization' } },
      /expected credentials of an account that is in an organization, got "ou-ab12-34567890"$/,
    ],
    'an empty unit': [
      file(unit()),
      { [UNIT]: listed() },
      /accounts\[0\]\.organizationalUnit: expected a unit with accounts to watch, got "ou-ab12-34567890", which is empty$/,
    ],
    'a unit of suspended accounts': [
      file(unit()),
      { [UNIT]: listed(member('222233334444', 'a', 'PENDING_CLOSURE')) },
      /got "ou-ab12-34567890", where 222233334444 is left out: pending closure$/,
    ],
    'two accounts with one name': [
      file(unit()),
      { [UNIT]: listed(member('222233334444', 'Shop A'), member('333344445555', 'shop-a')) },
      /accounts\[0\]\.organizationalUnit: expected accounts with different names, got 222233334444 and 333344445555, which are both "shop-a": write one of them with "id" and "name"$/,
    ],
    'an account with the name of an entry': [
      file(unit(), shop),
      { [UNIT]: listed(member('222233334444', 'Shop')) },
      /accounts\[0\]\.organizationalUnit: expected accounts with different names, got 222233334444 and 111122223333, which are both "shop"/,
    ],
    'a unit twice': [
      file(unit(), unit()),
      { [UNIT]: listed(member('222233334444', 'a')) },
      /accounts\[1\]\.organizationalUnit: expected accounts that no other unit of the file holds, got 222233334444 of accounts\[0\] again$/,
    ],
    'a name that no vantage can have': [
      file(unit()),
      { [UNIT]: listed(member('222233334444', '서울')) },
      /expected accounts whose names begin with a letter from a to z, got "서울" of 222233334444: write this account/,
    ],
    'more accounts than one installation enters': [
      file(unit(), unit(OTHER)),
      Object.fromEntries(
        [UNIT, OTHER].map((id, half) => [
          id,
          listed(
            ...Array.from({ length: 101 }, (_, index) =>
              member(String(100_000_000_000 + half * 1000 + index), `a${half}-${index}`),
            ),
          ),
        ]),
      ),
      /accounts\[0\]\.organizationalUnit: expected at most 200 accounts, got 202$/,
    ],
  };

for (const [what, [text, answers, wanted]] of Object.entries(BAD))
  test(`${what} is refused, with its place`, async () => {
    await assert.rejects(
      expanded(text, answers),
      (error) => error instanceof InputError && wanted.test(error.message),
    );
  });

test('who cannot list a unit says so; an id without a name is no unit', () => {
  assert.throws(
    () => parseConfig(file(unit())),
    /accounts\[0\]\.organizationalUnit: expected "id" and "name" beside it, or `gatewatch deploy`, .*, got "ou-ab12-34567890"$/,
  );
  assert.throws(
    () => parseConfig(file(shop.replace('name: shop, ', ''))),
    /accounts\[0\]\.name: is missing: expected it beside "id"/,
  );
  assert.deepEqual(parseConfig(file(shop, unit()), 'gatewatch.yaml', 'left-out').accounts.length, 1);
});
