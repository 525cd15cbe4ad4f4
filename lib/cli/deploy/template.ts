import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { GatewatchError } from '../../core/errors.ts';
import { fileProblem } from '../../core/file-problem.ts';
import { readExpanded } from '../config-file.ts';
import { STAGE } from '../installation-flags.ts';
import type { Streams } from '../streams.ts';
import { packFunctions } from './assets.ts';

interface TemplateFlags {
  readonly out: string;
  readonly stage: string;
  readonly config: string;
}

const HELP = `
  template.json      names the code by its place in DIR: for aws cloudformation package, and sam deploy
  template-s3.json   takes the parameters CodeBucket and CodePrefix: for Terraform and CDK, with the zips uploaded

docs/deploy.md shows each.`;

/** What CloudFormation is given in place of a local file. */
const PARAMETERS = {
  CodeBucket: { Type: 'String', Description: 'The bucket that the zip files were uploaded to' },
  CodePrefix: { Type: 'String', Default: '', Description: 'Where in the bucket, with a final slash' },
} as const;

export function registerTemplate(program: Command, { stdout }: Streams): void {
  program
    .command('template')
    .requiredOption('--out <folder>', 'where to; it is made if need be')
    .option('--stage <stage>', STAGE, 'dev')
    .option('--config <file>', 'what is watched', 'gatewatch.yaml')
    .addHelpText('after', HELP)
    .action(async ({ out, stage, config: file }: TemplateFlags) => {
      const { config, text: yaml } = await readExpanded(file, {});
      const [{ bundleOf, cloudFormationTemplate }, { stackParts }] = await Promise.all([
        import('../../stack/template.ts'),
        import('../../stack/service.ts'),
      ]);
      const { functions } = await stackParts(config);
      const assets = await packFunctions(Object.values(functions).map(bundleOf), yaml);
      const nameOf = (bundle: string) =>
        `${bundle}-${assets.find((one) => one.bundle === bundle)?.hash.slice(0, 16)}.zip`;
      const local = await cloudFormationTemplate(config, {
        stage,
        codeOf: (bundle) => `./${nameOf(bundle)}`,
      });
      const uploaded = await cloudFormationTemplate(config, {
        stage,
        codeOf: (bundle) => ({
          S3Bucket: { Ref: 'CodeBucket' },
          S3Key: { 'Fn::Sub': `\${CodePrefix}${nameOf(bundle)}` },
        }),
      });
      await write(out, [
        ['template.json', `${JSON.stringify(local, null, 2)}\n`],
        ['template-s3.json', `${JSON.stringify({ ...uploaded, Parameters: PARAMETERS }, null, 2)}\n`],
        ...assets.map(({ bundle, zip }): [string, Uint8Array] => [nameOf(bundle), zip]),
      ]);
      stdout.write(`${out}: template.json, template-s3.json and ${assets.length} zip files.\n`);
    });
}

async function write(
  folder: string,
  files: readonly (readonly [string, string | Uint8Array])[],
): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, content] of files) await writeFile(join(folder, name), content);
  } catch (error) {
    throw new GatewatchError('bad-usage', `--out: cannot write to ${folder} (${fileProblem(error)})`);
  }
}
