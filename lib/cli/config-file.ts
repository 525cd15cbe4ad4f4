import { type ExpandedFile, parseExpanded, readConfigText } from '../config/load.ts';
import { type AwsFlags, requireAws } from './aws.ts';

/**
 * The configuration as it is deployed: with the accounts of the organizational units that it names, which AWS lists.
 * Without such a unit AWS is not asked.
 *
 * @throws {InputError} `bad-config`, as `parseExpanded`
 * @throws {GatewatchError} `no-credentials` where a unit cannot be asked for
 */
export async function readExpanded(file: string, flags: AwsFlags): Promise<ExpandedFile> {
  return await parseExpanded(await readConfigText(file), file, async () => {
    const session = await requireAws(flags, 'which accounts an organizational unit has');
    session.close();
    const { accountsOfUnit } = await import('../aws/organization.ts');
    return { hub: session.account, accountsOf: (unit) => accountsOfUnit(unit, session.region) };
  });
}
