import type { LeftOutReason } from '../core/plan.ts';

/** What to do about a run in which nothing was checked, by what kept it. */
export type NothingChecked = Readonly<
  Record<'nothing' | 'not-chosen' | 'nothing-there' | LeftOutReason, string>
>;

export const en: NothingChecked = {
  nothing: 'Nothing was checked.',
  'needs-aws':
    'Only AWS knows what these targets need. Give credentials with --profile, AWS_PROFILE or `aws sso login`.',
  'endpoint-unknown':
    'gatewatch.yaml names a VPC endpoint by id, and its name was not read from AWS. Give AWS credentials, write its DNS name in place of the id, or run `gatewatch init`.',
  'no-way-out': 'This machine has no internet access. Run the check from another place.',
  'not-from-here': 'Add --from-here to connect to the targets from this machine.',
  'not-chosen':
    '--only names checks that none of these targets has: {kinds}. Leave --only out to see what they have.',
  'nothing-there':
    'AWS holds nothing here that gatewatch checks. Is {region} the right Region? Choose another with --region.',
};
