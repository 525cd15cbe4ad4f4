import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { emailAddress } from '../../config/fields.ts';
import { loadConfig, parseConfig } from '../../config/load.ts';
import { DISCOVERABLE } from '../../config/schema.ts';
import { badUsage, type ConfigIssue, GatewatchError, InputError } from '../../core/errors.ts';
import { fileProblem } from '../../core/file-problem.ts';
import { LOCALES, type Locale } from '../../core/locale.ts';
import { counted } from '../../report/phrases/plural.ts';
import { fillText } from '../../report/text/fill.ts';
import { addAwsFlags } from '../aws.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { inWords, regionOf } from '../installation-flags.ts';
import type { Streams } from '../streams.ts';
import { parseLocale } from '../values.ts';
import { proposeVantages } from './propose.ts';
import { askedOnce, type Survey, surveyAccount } from './survey.ts';
import { INIT_TEXTS, refusedLine } from './texts.ts';
import { writeYaml } from './write-yaml.ts';

interface InitFlags {
  readonly config: string;
  readonly region?: string;
  readonly email?: string;
  readonly lang?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
}

const HELP = `
Exit status:
  0  written                                     2  bad usage, a file that already exists, or nothing to write
  3  something could not be asked: stderr names the missing permission, and so does the file, if one was written

It searches every VPC of the Region for ${DISCOVERABLE.join(', ')}
and Storage Gateway VPC endpoints, and changes nothing in AWS.

Permissions: sts:GetCallerIdentity, ec2:DescribeVpcs, ec2:DescribeSubnets, ec2:DescribeRouteTables,
ec2:DescribeVpcEndpoints, and what \`discover:\` needs (docs/checks.md).

Examples:
  gatewatch init --region ap-northeast-2 --email storage-oncall@example.com --lang ko
  gatewatch init --region ap-northeast-2 --dry-run`;

/** A slow listing of a large account; whatever is not told by then is noted as such. */
const SURVEY_MS = 300_000;

export function registerInit(program: Command, streams: Streams): void {
  addAwsFlags(program.command('init'), { optional: false })
    .option('--config <file>', 'where to write it; - for the screen', 'gatewatch.yaml')
    .option('--region <region>', 'whose objects are listed (default AWS_REGION)')
    .option('--email <address>', 'who is notified')
    .option('--lang <language>', `of messages and comments: ${LOCALES.join(', ')} (default en)`)
    .option('--force', 'replace a file that is already there')
    .option('--dry-run', 'print it, write nothing')
    .addHelpText('after', HELP)
    .action(async (flags: InitFlags) => {
      process.exitCode = await init(flags, streams);
    });
}

async function init(flags: InitFlags, { stdout, stderr }: Streams): Promise<ExitStatus> {
  const faults: ConfigIssue[] = [];
  const { config: file, email } = flags;
  const region = await regionOf(flags, faults);
  const locale: Locale = parseLocale(flags.lang, { faults }) ?? 'en';
  if (email !== undefined && !emailAddress.safeParse(email).success)
    faults.push({ path: '--email', message: `expected an e-mail address, got "${email}"` });
  const isPrinted = flags.dryRun === true || file === '-';
  const standing = isPrinted || flags.force === true ? undefined : await whatStands(file);
  if (standing !== undefined) {
    const message = `${file} already exists (${standing}); --force replaces it, --dry-run prints what would be written`;
    faults.push({ path: '--config', message });
  }
  if (region === undefined || faults.length > 0) throw new InputError('bad-usage', faults);

  const { account, survey } = await ask(region);
  const texts = INIT_TEXTS[locale];
  for (const one of survey.refused) stderr.write(`${refusedLine(one, texts)}\n`);
  const proposal = proposeVantages(survey);
  for (const vpc of proposal.withoutSubnets) stderr.write(`${fillText(texts.noSubnet, { vpc })}\n`);
  const asked = survey.refused.length === 0 ? EXIT.nothingFailed : EXIT.unknown;
  if (proposal.vantages.length === 0) {
    // What was refused may be all there is.
    if (survey.refused.length === 0) stderr.write(`${fillText(texts.nothing, { region })}\n`);
    stderr.write(`${fillText(isPrinted ? texts.nothingPrinted : texts.nothingWritten, { file })}\n`);
    return asked === EXIT.unknown ? asked : EXIT.badInput;
  }
  const yaml = writeYaml({
    proposal,
    refused: survey.refused,
    locale,
    account,
    region,
    file: file === '-' ? 'gatewatch.yaml' : file,
    ...(email !== undefined && { email }),
  });
  const { vantages } = parseConfig(yaml, file);
  if (isPrinted) {
    stdout.write(yaml);
    return asked;
  }
  await write(file, yaml, flags.force === true);
  const targets = vantages.reduce((sum, one) => sum + one.targets.length, 0);
  const counts = {
    vantages: counted(texts.vantages, vantages.length, locale),
    targets: counted(texts.targets, targets, locale),
  };
  stdout.write(`${fillText(texts.written, { file, ...counts })}\n`);
  stdout.write(`${fillText(texts.next, { file })}\n`);
  return asked;
}

/** What a person would lose; undefined where there is no file. */
async function whatStands(file: string): Promise<string | undefined> {
  try {
    const { vantages } = await loadConfig(file, 'left-out');
    const names = vantages.map(
      ({ name, targets }) => `${name}: ${counted(INIT_TEXTS.en.targets, targets.length, 'en')}`,
    );
    return names.join(', ');
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return existsSync(file) ? 'no valid gatewatch.yaml' : undefined;
  }
}

/** Without `--force` a file that was written there meanwhile is not replaced either. */
async function write(file: string, text: string, force: boolean): Promise<void> {
  try {
    await writeFile(file, text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    throw badUsage('--config', `cannot write ${file}: ${fileProblem(error)}`);
  }
}

/** The SDK is loaded only by those who ask AWS. */
async function ask(region: string): Promise<{ readonly account: string; readonly survey: Survey }> {
  const [{ createAwsAccess }, { createReadClients }, { createAccountReader }, { createDiscover }, identity] =
    await Promise.all([
      import('../../aws/access.ts'),
      import('../../aws/clients.ts'),
      import('../../aws/account.ts'),
      import('../../aws/discovery/discoverers.ts'),
      import('../../aws/identity.ts'),
    ]);
  const { region: _, ...clients } = createReadClients(region);
  const aws = createAwsAccess({ region, ...clients });
  try {
    const { account } = await inWords(() => identity.callerIdentity(region));
    const survey = await inWords(() =>
      surveyAccount({
        account: createAccountReader(clients.ec2),
        network: aws.network,
        discover: createDiscover({ ...aws, storageGateways: askedOnce(aws.storageGateways) }),
        signal: AbortSignal.timeout(SURVEY_MS),
      }),
    );
    return { account, survey };
  } catch (error) {
    if (error instanceof DOMException) throw new GatewatchError('unavailable', `AWS did not answer in time`);
    throw error;
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}
