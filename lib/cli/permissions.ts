import type { Command } from 'commander';
import { partitionOf } from '../catalogue/regions.ts';
import { type ConfigIssue, InputError } from '../core/errors.ts';
import { nearestWord } from '../core/nearest.ts';
import { PROBES } from '../probes/registry.ts';
import type { Streams } from './streams.ts';

const HELP = `
Without a check the policy is that of \`gatewatch check --all\` and \`gatewatch init\`.

Examples:
  gatewatch permissions
  gatewatch permissions vpn transit-gateway
  aws iam create-policy --policy-name gatewatch-read --policy-document "$(gatewatch permissions)"`;

export function registerPermissions(program: Command, { stdout }: Streams): void {
  program
    .command('permissions')
    .argument('[check...]', `checks that ask AWS: ${controlKinds().join(', ')}`)
    .option('--region <region>', 'of which partition the ARNs are (default aws)')
    .addHelpText('after', HELP)
    .action(async (kinds: readonly string[], { region }: { readonly region?: string }) => {
      const faults: ConfigIssue[] = [];
      for (const kind of kinds) noteUnknown(kind, faults);
      const partition = region === undefined ? 'aws' : partitionOf(region)?.name;
      if (partition === undefined)
        faults.push({ path: '--region', message: `there is no AWS Region "${region}"` });
      if (partition === undefined || faults.length > 0) throw new InputError('bad-usage', faults);
      const { readPolicy } = await import('../stack/read-policy.ts');
      stdout.write(`${JSON.stringify(readPolicy(kinds, PROBES, partition), null, 2)}\n`);
    });
}

function controlKinds(): readonly string[] {
  return PROBES.filter(({ from }) => from === 'control').map(({ kind }) => kind);
}

function noteUnknown(kind: string, faults: ConfigIssue[]): void {
  const known = controlKinds();
  if (known.includes(kind)) return;
  const isProbe = PROBES.some((one) => one.kind === kind);
  const near = nearestWord(kind, known);
  const message = isProbe
    ? `${kind} asks no AWS API and needs no permission`
    : `there is no check "${kind}"; ${near === undefined ? `there are ${known.join(', ')}` : `did you mean ${near}?`}`;
  faults.push({ path: 'CHECK', message });
}
