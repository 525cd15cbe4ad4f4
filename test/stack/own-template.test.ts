import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { parseConfig } from '../../lib/config/load.ts';
import { cloudFormationTemplate, DEPLOYMENT_BUCKET, withDeploymentBucket } from '../../lib/stack/template.ts';
import { compileStack } from '../support/compiled-stack.ts';
import { SAMPLE_CONFIGS } from '../support/sample-configs.ts';

/** `gatewatch deploy` and `npm run deploy` take turns on one stack: what they deploy must be the same. */

const CONTRACT = new URL('../config/contract-example.yaml', import.meta.url);
const SHIPPED = new URL('../../gatewatch.yaml', import.meta.url);

for (const [name, file, stage] of [
  ['the shipped gatewatch.yaml', SHIPPED, 'dev'],
  ['a file that uses everything', CONTRACT, 'prod'],
  ['functions with a concurrency of their own', undefined, 'prod'],
] as const) {
  test(`the template of gatewatch deploy is the one of osls: ${name}`, async (t) => {
    const yaml = file === undefined ? (SAMPLE_CONFIGS[name] ?? '') : await readFile(file, 'utf8');
    const compiled = JSON.parse(await readFile((await compileStack(t, yaml, stage)).file, 'utf8'));
    const own = withDeploymentBucket(
      await cloudFormationTemplate(parseConfig(yaml), {
        stage,
        codeOf: () => ({ S3Bucket: { Ref: DEPLOYMENT_BUCKET }, S3Key: '*' }),
      }),
      stage,
    );
    // Where code lies is the deployer's own: osls names it by the time, gatewatch by its content.
    const anywhere = JSON.stringify(compiled).replaceAll(/"S3Key":"[^"]*"/g, '"S3Key":"*"');
    assert.deepEqual(own, JSON.parse(anywhere));
  });
}
