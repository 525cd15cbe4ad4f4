import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import {
  CloseAccountCommand,
  CreateAccountCommand,
  CreateOrganizationalUnitCommand,
  CreateOrganizationCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { accountsOfUnit } from '../../lib/aws/organization.ts';
import { fakeAws } from '../support/fake-aws.ts';
import { startMoto } from '../support/moto.ts';
import { withPrograms } from '../support/programs.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';
import { runHere } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { test } = withPrograms('moto_server');

/** More than a page of Organizations holds. */
const STORES = 25;

async function organizationOf(t: TestContext, url: string) {
  const client = new OrganizationsClient({ region: REGION, endpoint: url, credentials: DUMMY_CREDENTIALS });
  t.after(() => client.destroy());
  await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const { Roots: [root] = [] } = await client.send(new ListRootsCommand({}));
  const rootId = root?.Id ?? '';
  const unitIn = async (ParentId: string, Name: string) => {
    const { OrganizationalUnit } = await client.send(new CreateOrganizationalUnitCommand({ ParentId, Name }));
    return OrganizationalUnit?.Id ?? '';
  };
  const accountIn = async (DestinationParentId: string, AccountName: string) => {
    const { CreateAccountStatus } = await client.send(
      new CreateAccountCommand({ AccountName, Email: 'a@example.com' }),
    );
    const AccountId = CreateAccountStatus?.AccountId ?? '';
    await client.send(new MoveAccountCommand({ AccountId, SourceParentId: rootId, DestinationParentId }));
    return AccountId;
  };
  return { client, rootId, unitIn, accountIn };
}

function environmentOf(t: TestContext, url: string): void {
  const before = { ...process.env };
  t.after(() => Object.assign(process.env, before));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
  });
}

async function fileOf(t: TestContext, unit: string): Promise<string> {
  const path = join(await temporaryFolder(t, 'units'), 'gatewatch.yaml');
  writeFileSync(
    path,
    `notify: { email: [{ to: a@example.com }] }\nvantages: []\naccounts:\n  - { organizationalUnit: ${unit}, regions: [us-east-1], vantages: [{ name: app, vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0], targets: [{ name: web, type: tcp, address: "10.0.0.1:443" }] }] }\n`,
  );
  return path;
}

test('plan lists a unit over every page and the units below it, and leaves out who is suspended', async (t) => {
  const { url } = await startMoto(t);
  environmentOf(t, url);
  const { client, rootId, unitIn, accountIn } = await organizationOf(t, url);
  const stores = await unitIn(rootId, 'stores');
  const inner = await unitIn(stores, 'pilot');
  const empty = await unitIn(rootId, 'empty');
  const ids: string[] = [];
  for (let index = 0; index < STORES; index += 1) ids.push(await accountIn(stores, `Store ${index}`));
  const pilot = await accountIn(inner, 'Pilot');
  const closed = await accountIn(stores, 'Closed');
  await client.send(new CloseAccountCommand({ AccountId: closed }));

  const { stdout, stderr, status } = await runHere('plan', '--config', await fileOf(t, stores), '--policy');
  assert.deepEqual([status, stderr], [0, '']);
  const named = [...ids.map((id, index) => `store-${index} (${id})`), `pilot (${pilot})`].join(', ');
  assert(
    stdout.includes(`${stores} has ${STORES + 1} accounts: ${named}\n  ${closed} is left out: suspended.\n`),
    stdout,
  );
  assert.match(stdout, /pilot\.us-east-1\.app/);
  assert.match(stdout, /"organizations:ListAccountsForParent"/);

  const json = await runHere('plan', '--json', '--config', await fileOf(t, rootId));
  const [unit] = JSON.parse(json.stdout).units;
  // The management account stands in the root, and is the one that asks here.
  assert.deepEqual(unit.accounts.length, STORES + 1);
  assert.deepEqual(unit.leftOut.length, 2);

  const none = await runHere('plan', '--config', await fileOf(t, empty));
  assert.equal(none.status, 2);
  assert.match(
    none.stderr,
    /accounts\[0\]\.organizationalUnit: expected a unit with accounts to watch, got "ou-/,
  );
  const lost = await runHere('plan', '--config', await fileOf(t, 'ou-ab12-34567890'));
  assert.equal(lost.status, 2);
  assert.match(lost.stderr, /expected a unit of this organization, got "ou-ab12-34567890"/);
});

test('a member account says that it may not list, and the root says which account manages it', async (t) => {
  const { url } = await fakeAws(
    t,
    {
      sts: {
        GetCallerIdentity: () => ({ Account: '123456789012', Arn: 'arn:aws:iam::1:user/a', UserId: 'A' }),
      },
      organizations: {
        ListAccountsForParent: () => ({
          Accounts: [
            {
              Id: '111111111111',
              Arn: 'arn:aws:organizations::111111111111:account/o-exampleorgid/111111111111',
              Name: 'Root',
              State: 'ACTIVE',
            },
          ],
        }),
        ListOrganizationalUnitsForParent: () => ({ OrganizationalUnits: [] }),
      },
    },
    { deny: [] },
  );
  assert.deepEqual(
    await accountsOfUnit('r-ab12', REGION, { endpoint: url, credentials: DUMMY_CREDENTIALS }),
    {
      outcome: 'listed',
      accounts: [{ id: '111111111111', name: 'Root', state: 'ACTIVE', isManagement: true }],
    },
  );
  const refusing = await fakeAws(
    t,
    {
      sts: {
        GetCallerIdentity: () => ({ Account: '123456789012', Arn: 'arn:aws:iam::1:user/a', UserId: 'A' }),
      },
      organizations: { ListAccountsForParent: () => ({ Accounts: [] }) },
    },
    { deny: ['organizations:ListAccountsForParent'] },
  );
  environmentOf(t, refusing.url);
  const { status, stderr } = await runHere('plan', '--config', await fileOf(t, 'ou-ab12-34567890'));
  assert.equal(status, 2);
  assert.match(
    stderr,
    /organizationalUnit: expected a unit that may be listed \(organizations:ListAccountsForParent: access-denied/,
  );
  const off = await runHere('plan', '--no-aws', '--config', await fileOf(t, 'ou-ab12-34567890'));
  assert.match(off.stderr, /--no-aws: which accounts an organizational unit has can only be asked of AWS/);
});
