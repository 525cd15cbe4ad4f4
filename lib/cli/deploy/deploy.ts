import { access } from 'node:fs/promises';
import type { Command } from 'commander';
import type { ChangeSet, Deployment, StackEnd, StackEvent } from '../../aws/deployment.ts';
import { partitionOf } from '../../catalogue/regions.ts';
import type { Config } from '../../config/config.ts';
import type { ExpandedFile } from '../../config/load.ts';
import { badUsage, GatewatchError, type InputError } from '../../core/errors.ts';
import { fileProblem } from '../../core/file-problem.ts';
import { stackNames } from '../../core/stack-names.ts';
import { boundedText } from '../../core/text.ts';
import { PROBES } from '../../probes/registry.ts';
import { AWS_REGION_TEXT, type AwsFlags, type AwsSession, addAwsFlags, requireAws } from '../aws.ts';
import { readExpanded } from '../config-file.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { STAGE } from '../installation-flags.ts';
import { openProgress } from '../progress.ts';
import { canRedraw, type Streams } from '../streams.ts';
import { isAgreed } from './ask.ts';
import { packFunctions } from './assets.ts';
import { changeLines, placeLine } from './place.ts';

interface DeployFlags extends AwsFlags {
  readonly stage: string;
  readonly config: string;
  readonly yes?: boolean;
}

const EXITS = `
Exit status:
  0  deployed, or nothing to change     1  the deployment failed and was rolled back
  2  bad usage, or no credentials       3  not agreed to`;

export function registerDeploy(program: Command, streams: Streams): void {
  commandOf(program, 'deploy')
    .option(...CONFIG)
    .addHelpText('after', `${EXITS}\n\nExamples:\n  gatewatch deploy --stage prod --region ap-northeast-2`)
    .action(async (flags: DeployFlags) => {
      process.exitCode = await deploy(flags, streams, { mustExist: false });
    });
}

export function registerUpgrade(program: Command, streams: Streams): void {
  commandOf(program, 'upgrade')
    .option(...CONFIG)
    .addHelpText('after', EXITS)
    .action(async (flags: DeployFlags) => {
      process.exitCode = await deploy(flags, streams, { mustExist: true });
    });
}

export function registerRemove(program: Command, streams: Streams): void {
  commandOf(program, 'remove').action(async (flags: DeployFlags) => {
    process.exitCode = await remove(flags, streams);
  });
}

const CONFIG = ['--config <file>', 'what is watched', 'gatewatch.yaml'] as const;

function commandOf(program: Command, name: string): Command {
  return addAwsFlags(program.command(name), { optional: false })
    .option('--stage <stage>', STAGE, 'dev')
    .option('--region <region>', AWS_REGION_TEXT)
    .option('--yes', 'do not ask');
}

async function deploy(
  flags: DeployFlags,
  streams: Streams,
  { mustExist }: { readonly mustExist: boolean },
): Promise<ExitStatus> {
  const { stdout } = streams;
  checkStage(flags.stage);
  const { text: yaml, config } = await readConfig(flags);
  const { session, deployment, stack } = await open(flags);
  const { region, account } = session;
  try {
    const status = await deployment.status();
    if (mustExist && status === undefined) throw noStack(stack, region);
    refuseUnfit(status, stack);
    const { describePlan } = await import('../../stack/describe-plan.ts');
    const { usdMonth } = describePlan(config, PROBES);
    stdout.write(
      `${placeLine({ account, region, stage: flags.stage })}: about ${usdMonth.toFixed(2)} USD a month.\n`,
    );
    const { cloudFormationTemplate, bucketTemplate, bundleOf, DEPLOYMENT_BUCKET, withDeploymentBucket } =
      await import('../../stack/template.ts');
    const { stackTags } = await import('../../stack/defaults.ts');
    const { stackParts } = await import('../../stack/service.ts');
    const { stage } = flags;
    const { functions } = await stackParts(config);
    const bundles = Object.values(functions).map(bundleOf);
    // Probes of other accounts are made of the same code, from a bucket of their own Region.
    const hasSpokes = config.accounts.length > 0;
    const assets = await packFunctions(hasSpokes ? [...new Set([...bundles, 'probe'])] : bundles, yaml);
    const keyOf = (bundle: string) =>
      `gatewatch/${stage}/${bundle}-${assets.find((one) => one.bundle === bundle)?.hash.slice(0, 16)}.zip`;
    const template = withDeploymentBucket(
      await cloudFormationTemplate(config, {
        stage,
        codeOf: (bundle) => ({ S3Bucket: { Ref: DEPLOYMENT_BUCKET }, S3Key: keyOf(bundle) }),
        spokeCodeKey: keyOf('probe'),
      }),
      stage,
    );
    const tags = stackTags(stage);
    const isNew = status === undefined || status === 'REVIEW_IN_PROGRESS';
    if (isNew) {
      const types = Map.groupBy(Object.values(template.Resources), ({ Type }) => Type);
      for (const [type, all] of [...types].sort())
        stdout.write(`  + ${all.length} ${type.replace(/^AWS::/, '')}\n`);
      if (!(await agreed(flags, `Create ${stack} in ${account} (${region})?`, streams))) return EXIT.unknown;
      // Code needs a bucket before there is anything else, as in osls.
      const first = await deployment.createChangeSet(
        { body: JSON.stringify(bucketTemplate(stage)) },
        'CREATE',
        tags,
      );
      const created = await carryOut(
        first,
        deployment,
        Object.keys(bucketTemplate(stage).Resources).length,
        streams,
      );
      if (created !== undefined) return created;
    }
    const bucket = await deployment.physicalId(DEPLOYMENT_BUCKET);
    if (bucket === undefined)
      throw new GatewatchError(
        'bad-usage',
        `${stack} has no ${DEPLOYMENT_BUCKET}: it was not deployed by gatewatch`,
      );
    for (const { bundle, zip } of assets) await deployment.upload(bucket, keyOf(bundle), zip);
    if (hasSpokes) await putCodeOfSpokes(config, assets, keyOf('probe'), { stage, session });
    const body = JSON.stringify(template);
    const { createHash } = await import('node:crypto');
    const templateKey = `gatewatch/${stage}/template-${createHash('sha256').update(body).digest('hex').slice(0, 16)}.json`;
    await deployment.upload(bucket, templateKey, new TextEncoder().encode(body));
    const { templateUrl } = await import('../../aws/deployment.ts');
    const url = templateUrl(bucket, templateKey, region, partitionOf(region)?.dnsSuffix ?? 'amazonaws.com');
    const changeSet = await deployment.createChangeSet({ url }, 'UPDATE', tags);
    if (changeSet.outcome === 'no-changes') {
      stdout.write(`${stack} is up to date: nothing to change.\n`);
      return EXIT.nothingFailed;
    }
    if (changeSet.outcome === 'ready' && !isNew) {
      stdout.write(`${changeLines(changeSet.changes).join('\n')}\n`);
      if (!(await agreed(flags, `Change ${stack} in ${account} (${region})?`, streams))) {
        await deployment.discardChangeSet(changeSet.name);
        return EXIT.unknown;
      }
    }
    const of = changeSet.outcome === 'ready' ? changeSet.changes.length : 0;
    const failed = await carryOut(changeSet, deployment, of, streams);
    if (failed !== undefined) return failed;
    stdout.write(`${stack} is deployed. Next: gatewatch doctor --stage ${stage} --region ${region}\n`);
    return EXIT.nothingFailed;
  } finally {
    deployment.close();
    session.close();
  }
}

/** The code of the probes, in every Region where another account has one. */
async function putCodeOfSpokes(
  { accounts }: Config,
  assets: Awaited<ReturnType<typeof packFunctions>>,
  key: string,
  { stage, session }: { readonly stage: string; readonly session: AwsSession },
): Promise<void> {
  const { putSpokeCode } = await import('../../aws/code-buckets.ts');
  const { account, partition } = session;
  const zip = assets.find(({ bundle }) => bundle === 'probe')?.zip ?? new Uint8Array();
  const code = { buckets: stackNames(stage).codeBuckets(account), key, zip, partition };
  for (const region of new Set(accounts.flatMap(({ regions }) => regions))) {
    const readers = accounts.filter(({ regions }) => regions.includes(region)).map(({ id }) => id);
    await putSpokeCode(region, { ...code, readers });
  }
}

/** Carries a change set out; the exit status where that failed. */
async function carryOut(
  changeSet: ChangeSet,
  deployment: Deployment,
  of: number,
  streams: Streams,
): Promise<ExitStatus | undefined> {
  switch (changeSet.outcome) {
    case 'no-changes':
      return undefined;
    case 'failed':
      streams.stderr.write(
        `CloudFormation does not accept the template: ${boundedText(changeSet.why, 500)}\n`,
      );
      return EXIT.failed;
    case 'ready':
      return toldEnd(
        await followed(of, streams, (onEvent) => deployment.execute(changeSet.name, onEvent)),
        streams,
      );
  }
}

async function remove(flags: DeployFlags, streams: Streams): Promise<ExitStatus> {
  checkStage(flags.stage);
  const { session, deployment, stack } = await open(flags);
  const { region, account } = session;
  try {
    if ((await deployment.status()) === undefined) throw noStack(stack, region);
    const question = `Remove ${stack} from ${account} (${region}), with its alarms, topics, subscriptions and all it remembers?`;
    if (!(await agreed(flags, question, streams))) return EXIT.unknown;
    const { DEPLOYMENT_BUCKET } = await import('../../stack/template.ts');
    const bucket = await deployment.physicalId(DEPLOYMENT_BUCKET);
    // A bucket that holds something is not deleted (CloudFormation User Guide, "AWS::S3::Bucket").
    if (bucket !== undefined) await deployment.emptyBucket(bucket);
    const end = await followed(undefined, streams, (onEvent) => deployment.remove(onEvent));
    const failed = toldEnd(end, streams);
    if (failed === undefined) streams.stdout.write(`${stack} is removed.\n`);
    return failed ?? EXIT.nothingFailed;
  } finally {
    deployment.close();
    session.close();
  }
}

async function open(flags: DeployFlags) {
  const session = await requireAws(flags, 'a deployment');
  const { createDeployment } = await import('../../aws/deployment.ts');
  const stack = stackNames(flags.stage).prefix;
  return { session, stack, deployment: createDeployment(stack, session.region) };
}

/** The file, with the accounts of the units that it names. */
async function readConfig(flags: DeployFlags): Promise<ExpandedFile> {
  const { config: file } = flags;
  // Who has no file yet is told how to write one.
  await access(file).catch((error: unknown) => {
    const message = `cannot read ${file} (${fileProblem(error)}): write it with \`gatewatch init\``;
    throw badUsage('--config', message);
  });
  return await readExpanded(file, flags);
}

/** Names of the stack begin with it (CloudFormation User Guide: a letter, then letters, digits and hyphens). */
function checkStage(stage: string): void {
  if (/^[a-z][a-z0-9-]{0,15}$/.test(stage)) return;
  const message = `expected up to 16 lower-case letters, digits and hyphens, got "${stage}"`;
  throw badUsage('--stage', message);
}

function noStack(stack: string, region: string): InputError {
  return badUsage('--stage', `there is no stack ${stack} in ${region}; \`gatewatch deploy\` makes one`);
}

/** CloudFormation changes a stack only while it is settled and whole. */
function refuseUnfit(status: string | undefined, stack: string): void {
  if (status === undefined || status === 'REVIEW_IN_PROGRESS') return;
  if (/_IN_PROGRESS$/.test(status))
    throw new GatewatchError(
      'bad-usage',
      `${stack} is changing right now (${status}): try again when it is done`,
    );
  if (/^(ROLLBACK_COMPLETE|ROLLBACK_FAILED|CREATE_FAILED|DELETE_FAILED)$/.test(status))
    throw new GatewatchError(
      'bad-usage',
      `${stack} is ${status} and cannot be changed: run \`gatewatch remove\` first`,
    );
}

async function agreed({ yes = false }: DeployFlags, question: string, streams: Streams): Promise<boolean> {
  const isYes = await isAgreed(question, { yes }, streams);
  if (!isYes) streams.stdout.write('Nothing was changed.\n');
  return isYes;
}

/** A bar on a terminal, a line a finished resource elsewhere. */
async function followed(
  of: number | undefined,
  { stderr }: Streams,
  run: (onEvent: (event: StackEvent) => void) => Promise<StackEnd>,
): Promise<StackEnd> {
  const isDrawn = canRedraw(stderr, process.env.TERM);
  const bar = await openProgress(stderr, isDrawn);
  const done = new Set<string>();
  try {
    return await run(({ logicalId, type, status }) => {
      if (/_COMPLETE$/.test(status) && type !== 'AWS::CloudFormation::Stack') done.add(logicalId);
      bar.show(`${status} ${logicalId}`, done.size, of);
      if (!isDrawn && !/_IN_PROGRESS$/.test(status)) stderr.write(`${status} ${type} ${logicalId}\n`);
    });
  } finally {
    bar.close();
  }
}

/** Why it failed, in one sentence. CloudFormation has rolled back by then. */
function toldEnd(end: StackEnd, { stderr }: Streams): ExitStatus | undefined {
  if (end.outcome === 'done') return undefined;
  const { status, why } = end;
  const cause =
    why === undefined
      ? 'CloudFormation gives no reason'
      : `${why.type} ${why.logicalId}: ${boundedText(why.reason ?? why.status, 500)}`;
  stderr.write(`The deployment failed and was rolled back (${status}): ${cause}\n`);
  return EXIT.failed;
}
