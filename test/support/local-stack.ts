import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { copyFunctions } from './built.ts';
import { type FakeAws, type FakeAwsOptions, type FakeServices, fakeAws } from './fake-aws.ts';
import { type LocalLambda, startLocalLambda } from './local-lambda.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const WATCH = 'gatewatch-dev-watch';
export const PROBE = 'gatewatch-dev-probe-here';
export const DASHBOARD = 'gatewatch-dev-dashboard';

export interface LocalStackOptions {
  /** Entries of `targets:`, each a flow mapping. */
  readonly targets: readonly string[];
  /** An account beside the installation's own that has the vantage, as an entry of `accounts:` without it. */
  readonly account?: string;
  readonly services?: FakeServices;
  readonly awsOptions?: FakeAwsOptions;
  /** Source of an ES module that exports a `handler`, in place of the probe. */
  readonly probe?: string;
  readonly probeTimeoutMs?: number;
  /** Leaves the probe function out. */
  readonly withoutProbe?: boolean;
  readonly watchTimeoutMs?: number;
  readonly dashboardTimeoutMs?: number;
  /** For every function. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The bundles of watch, probe and dashboard as they are deployed, for one vantage `here`, with a fake AWS beside them. */
export async function startLocalStack(
  t: Pick<TestContext, 'after'>,
  options: LocalStackOptions,
): Promise<{ readonly lambda: LocalLambda; readonly aws: FakeAws }> {
  const root = await temporaryFolder(t, 'stack');
  const configFile = join(root, 'gatewatch.yaml');
  const place = 'vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0]';
  const vantages = `vantages: [{ name: here, ${place}, targets: [${options.targets.join(', ')}] }]`;
  await writeFile(
    configFile,
    options.account === undefined
      ? `${vantages}\n`
      : `vantages: []\naccounts: [{ ${options.account}, ${vantages} }]\n`,
  );
  await copyFunctions(join(root, 'dist'), configFile);
  if (options.probe !== undefined) {
    await mkdir(join(root, 'stub'));
    await writeFile(join(root, 'stub/index.mjs'), options.probe);
  }
  // A table in which nothing stands yet, unless the test has one of its own.
  const dynamodb = { GetItem: () => ({}), ...options.services?.dynamodb };
  const aws = await fakeAws(t, { ...options.services, dynamodb }, options.awsOptions);
  const probe = {
    name: PROBE,
    root,
    handler: options.probe === undefined ? 'dist/probe/index.handler' : 'stub/index.handler',
    timeoutMs: options.probeTimeoutMs ?? 15_000,
  };
  const lambda = await startLocalLambda(t, {
    functions: [
      {
        name: WATCH,
        root,
        handler: 'dist/watch/index.handler',
        timeoutMs: options.watchTimeoutMs ?? 30_000,
        environment: { GATEWATCH_STAGE: 'dev', GATEWATCH_PROBE_GROUPS: '{"here":"sg-0123456789abcdef0"}' },
      },
      {
        name: DASHBOARD,
        root,
        handler: 'dist/dashboard/index.handler',
        timeoutMs: options.dashboardTimeoutMs ?? 30_000,
        environment: { GATEWATCH_STAGE: 'dev' },
      },
      ...(options.withoutProbe === true ? [] : [probe]),
    ],
    environment: { AWS_ENDPOINT_URL: aws.url, ...options.environment },
  });
  return { lambda, aws };
}
