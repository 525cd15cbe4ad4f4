import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { unzipSync } from 'fflate';
import { copyFunctions } from './built.ts';
import { makeProject, runOsls, type TemplateResource } from './compiled-stack.ts';
import type { LocalFunction } from './local-runtime.ts';
import { startMoto } from './moto.ts';
import { type MotoCaller, motoCaller } from './moto-call.ts';
import { createResolver } from './template-references.ts';

const STAGE = 'dev';

/** What Lambda does between a queue and a function. */
export interface EventSourceMapping {
  readonly functionName: string;
  readonly queueArn: string;
  readonly batchSize: number;
  readonly reportsFailures: boolean;
}

export interface DeployedStack {
  readonly url: string;
  readonly moto: MotoCaller;
  /** As they were deployed: the unpacked artifact, and the environment that CloudFormation resolved. */
  readonly functions: readonly LocalFunction[];
  readonly mappings: readonly EventSourceMapping[];
  /** Properties of every resource of a type, their references resolved, by logical id. */
  readonly resolved: (type: string) => ReadonlyMap<string, TemplateResource['Properties']>;
}

/**
 * A gatewatch.yaml deployed into moto through osls, with the bundles that would be deployed. What moto's CloudFormation
 * leaves out in silence is made by its APIs, of the template's own properties. Nothing leaves the machine.
 */
export async function deployStack(t: Pick<TestContext, 'after'>, yaml: string): Promise<DeployedStack> {
  const folder = await makeProject(t, yaml);
  const [, { url }] = await Promise.all([
    copyFunctions(join(folder, 'dist'), join(folder, 'gatewatch.yaml')),
    startMoto(t),
  ]);
  const moto = motoCaller(url);
  await runOsls(folder, ['deploy', '--stage', STAGE, '--region', 'us-east-1'], {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'local',
  });
  const template = JSON.parse(
    await readFile(join(folder, '.serverless/cloudformation-template-update-stack.json'), 'utf8'),
  );
  const resources: Readonly<Record<string, TemplateResource>> = template.Resources;
  const resolve = createResolver(resources, await physicalIds(moto));
  const resolved = (type: string) =>
    new Map(
      Object.entries(resources)
        .filter(([, resource]) => resource.Type === type)
        .map(([id, { Properties }]) => [id, resolve(Properties) as TemplateResource['Properties']]),
    );
  await makeWhatMotoSkips(moto, resolved);
  return {
    url,
    moto,
    functions: await deployedFunctions(moto, folder),
    mappings: await takeOverMappings(moto),
    resolved,
  };
}

async function physicalIds(moto: MotoCaller): Promise<ReadonlyMap<string, string>> {
  const answer = await moto.query('cloudformation', {
    Action: 'DescribeStackResources',
    StackName: `gatewatch-${STAGE}`,
    Version: '2010-05-15',
  });
  const pairs = answer.matchAll(
    /<LogicalResourceId>(.*?)<\/LogicalResourceId>[\s\S]*?<PhysicalResourceId>(.*?)<\/PhysicalResourceId>/g,
  );
  return new Map([...pairs].map(([, logical = '', physical = '']) => [logical, physical]));
}

/** Subscriptions, schedules and the settings of asynchronous calls; alarms have an evaluator of their own. */
async function makeWhatMotoSkips(moto: MotoCaller, resolved: DeployedStack['resolved']): Promise<void> {
  for (const { Protocol, Endpoint, TopicArn, ...attributes } of resolved('AWS::SNS::Subscription').values()) {
    // moto delivers no mail: who stands in for a mailbox subscribes by itself.
    if (Protocol === 'email') continue;
    const entries = Object.entries(attributes).flatMap(([key, value], index) => [
      [`Attributes.entry.${index + 1}.key`, key],
      [`Attributes.entry.${index + 1}.value`, JSON.stringify(value)],
    ]);
    await moto.query('sns', {
      Action: 'Subscribe',
      Version: '2010-03-31',
      Protocol,
      Endpoint,
      TopicArn,
      ...Object.fromEntries(entries),
    });
  }
  for (const { Name, ...schedule } of resolved('AWS::Scheduler::Schedule').values())
    await moto.rest('scheduler', 'POST', `/schedules/${Name}`, schedule);
  for (const { FunctionName, Qualifier: _, ...settings } of resolved(
    'AWS::Lambda::EventInvokeConfig',
  ).values())
    await moto.rest('lambda', 'PUT', `/2019-09-25/functions/${FunctionName}/event-invoke-config`, settings);
}

interface ListedFunction {
  readonly FunctionName: string;
  readonly Handler: string;
  readonly Timeout: number;
  readonly Environment?: { readonly Variables: Readonly<Record<string, string>> };
}

async function deployedFunctions(moto: MotoCaller, folder: string): Promise<readonly LocalFunction[]> {
  const { Functions } = (await moto.rest('lambda', 'GET', '/2015-03-31/functions/')) as {
    readonly Functions: readonly ListedFunction[];
  };
  return await Promise.all(
    Functions.map(async ({ FunctionName: name, Handler: handler, Timeout, Environment }) => {
      const root = join(folder, 'unpacked', name);
      await mkdir(root, { recursive: true });
      const key = name.replace(`gatewatch-${STAGE}-`, '');
      await unpack(join(folder, '.serverless', `${key}.zip`), root);
      return { name, root, handler, timeoutMs: Timeout * 1000, environment: Environment?.Variables ?? {} };
    }),
  );
}

async function unpack(file: string, root: string): Promise<void> {
  for (const [name, bytes] of Object.entries(unzipSync(await readFile(file)))) {
    await mkdir(join(root, dirname(name)), { recursive: true });
    if (!name.endsWith('/')) await writeFile(join(root, name), bytes);
  }
}

/** moto would hand every message to a container at once; the test's own mappings do it as Lambda does. */
async function takeOverMappings(moto: MotoCaller): Promise<readonly EventSourceMapping[]> {
  const path = '/2015-03-31/event-source-mappings/';
  const { EventSourceMappings: listed } = (await moto.rest('lambda', 'GET', path)) as {
    readonly EventSourceMappings: readonly {
      readonly UUID: string;
      readonly BatchSize: number;
      readonly EventSourceArn: string;
      readonly FunctionArn: string;
      readonly FunctionResponseTypes?: readonly string[];
    }[];
  };
  for (const { UUID } of listed) await moto.rest('lambda', 'DELETE', `${path}${UUID}`);
  return listed.map(({ BatchSize, EventSourceArn, FunctionArn, FunctionResponseTypes = [] }) => ({
    functionName: FunctionArn.split(':').at(-1) ?? '',
    queueArn: EventSourceArn,
    batchSize: BatchSize,
    reportsFailures: FunctionResponseTypes.includes('ReportBatchItemFailures'),
  }));
}
