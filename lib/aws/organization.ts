import {
  OrganizationsClient,
  paginateListAccountsForParent,
  paginateListOrganizationalUnitsForParent,
} from '@aws-sdk/client-organizations';
import type { MemberAccount, UnitAnswer } from '../core/organization.ts';
import { type ClientOptions, clientSettings } from './client-settings.ts';
import { readPages } from './pages.ts';
import { errorName } from './refusals.ts';

/**
 * The accounts of an organizational unit or root, those of the units below it with them: a stack set that targets a unit
 * includes them too (CloudFormation User Guide, "Create CloudFormation StackSets with service-managed permissions").
 *
 * @param region - Organizations is one service for all Regions; the Region tells the SDK the partition
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export async function accountsOfUnit(
  unit: string,
  region: string,
  options: ClientOptions = {},
): Promise<UnitAnswer> {
  const client = new OrganizationsClient(clientSettings(region, options));
  try {
    return { outcome: 'listed', accounts: await accountsBelow(client, unit) };
  } catch (error) {
    if (errorName(error) === 'AWSOrganizationsNotInUseException') return { outcome: 'no-organization' };
    if (/^(ParentNotFound|InvalidInput)Exception$/.test(errorName(error))) return { outcome: 'unknown' };
    throw error;
  } finally {
    client.destroy();
  }
}

/** Units are nested five deep at most (AWS Organizations User Guide, "Quotas and service limits"). */
async function accountsBelow(
  client: OrganizationsClient,
  ParentId: string,
): Promise<readonly MemberAccount[]> {
  const accounts = await readPages(
    'organizations:ListAccountsForParent',
    paginateListAccountsForParent({ client }, { ParentId }),
    ({ Accounts }) => Accounts,
  );
  const units = await readPages(
    'organizations:ListOrganizationalUnitsForParent',
    paginateListOrganizationalUnitsForParent({ client }, { ParentId }),
    ({ OrganizationalUnits }) => OrganizationalUnits,
  );
  const all = accounts.map(
    ({ Id = '', Name = '', State = 'unknown', Arn = '' }): MemberAccount => ({
      id: Id,
      name: Name,
      state: State,
      // Its ARN names the management account before its own id (Organizations API Reference, "Account", Arn).
      isManagement: Arn.split(':')[4] === Id,
    }),
  );
  // One after another: Organizations allows few calls a second.
  for (const { Id } of units) if (Id !== undefined) all.push(...(await accountsBelow(client, Id)));
  return all;
}
