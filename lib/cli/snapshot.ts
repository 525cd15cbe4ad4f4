import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { badUsage } from '../core/errors.ts';
import { fileProblem } from '../core/file-problem.ts';
import { AWS_REGION_TEXT, type AwsFlags, addAwsFlags } from './aws.ts';
import { EXIT } from './exit-status.ts';
import type { Streams } from './streams.ts';

export function registerSnapshot(program: Command, { stdout, stderr }: Streams): void {
  const command = program
    .command('snapshot')
    .argument('<file>', 'where to write it')
    .option('--region <region>', AWS_REGION_TEXT);
  addAwsFlags(command, { optional: false }).action(async (file: string, flags: AwsFlags) => {
    const [{ takeSnapshot }, { writeSnapshot }] = await Promise.all([
      import('./snapshot-file.ts'),
      import('../explain/journey/snapshot.ts'),
    ]);
    const snapshot = await takeSnapshot(flags, 'a snapshot');
    try {
      // Addresses and rules are nobody's business but the account's.
      await writeFile(file, writeSnapshot(snapshot), { mode: 0o600 });
    } catch (error) {
      throw badUsage('file', `cannot write "${file}" (${fileProblem(error)})`);
    }
    const { vpcs, subnets, interfaces, refused } = snapshot.picture;
    const counts = `${vpcs.length} VPCs, ${subnets.length} subnets, ${interfaces.length} network interfaces`;
    stdout.write(`${file}: ${counts} of ${snapshot.region}, account ${snapshot.account}\n`);
    if (refused.length > 0) {
      stderr.write(`Not read, because AWS refused: ${refused.join(', ')}\n`);
      process.exitCode = EXIT.unknown;
    }
  });
}
