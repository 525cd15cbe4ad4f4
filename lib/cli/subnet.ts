import type { Command } from 'commander';
import { isAwsId } from '../core/aws/aws-object.ts';
import { type ConfigIssue, InputError } from '../core/errors.ts';
import { LOCALES } from '../core/locale.ts';
import { AWS_REGION_TEXT, addAwsFlags } from './aws.ts';
import type { SubnetFlags } from './show-subnet.ts';
import type { Streams } from './streams.ts';
import { parseList, parseLocale } from './values.ts';

/** What functions call most. */
const SERVICES = 's3,ssm,sts,logs,kms,secretsmanager';

const HELP = `
Services are named as in their VPC endpoints: s3, dynamodb, ssm, sts, logs, monitoring, kms, secretsmanager, sqs, sns,
lambda, events, ecr.api, ecr.dkr, storagegateway …

Exit status:
  0  all services are reachable   1  at least one is not
  2  bad usage                    3  unknown: what was read does not decide
`;

export function registerSubnet(program: Command, streams: Streams): void {
  const command = program
    .command('subnet')
    .argument('[subnet]', 'subnet-…; or name a function with --lambda')
    .option('--lambda <name>', 'the subnets and groups of this function')
    .option('--service <names>', 'which services, separated by commas', SERVICES)
    .option('--security-group <ids>', 'the groups that the caller carries, separated by commas')
    .option('--region <region>', AWS_REGION_TEXT)
    .option('--lang <language>', `${LOCALES.join(', ')} (default en)`)
    .option('--json', 'print one JSON object')
    .addHelpText('after', HELP);
  addAwsFlags(command, { optional: false }).action(async (subnet: string | undefined, flags: SubnetFlags) => {
    const faults: ConfigIssue[] = [];
    const locale = parseLocale(flags.lang, { faults }) ?? 'en';
    const services = parseList('--service', flags.service, { faults });
    const groups =
      flags.securityGroup === undefined
        ? undefined
        : parseList('--security-group', flags.securityGroup, { faults });
    for (const service of services) {
      if (!/^[a-z0-9][a-z0-9.-]{0,60}$/.test(service))
        faults.push({
          path: '--service',
          message: `expected a name such as s3 or ecr.api, got "${service}"`,
        });
    }
    for (const id of groups ?? []) {
      if (!isAwsId('sg', id))
        faults.push({ path: '--security-group', message: `expected sg-…, got "${id}"` });
    }
    if (subnet !== undefined && !isAwsId('subnet', subnet))
      faults.push({ path: 'subnet', message: `expected subnet-…, got "${subnet}"` });
    if ((subnet === undefined) === (flags.lambda === undefined))
      faults.push({ path: 'subnet', message: 'name either a subnet or a function (--lambda)' });
    if (faults.length > 0) throw new InputError('bad-usage', faults);
    const { showSubnet } = await import('./show-subnet.ts');
    await showSubnet({ subnet, services: [...new Set(services)], groups, locale }, flags, streams);
  });
}
