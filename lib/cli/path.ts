import type { Command } from 'commander';
import { type ConfigIssue, InputError } from '../core/errors.ts';
import { LOCALES } from '../core/locale.ts';
import type { PathProtocol } from '../explain/packet.ts';
import { AWS_REGION_TEXT, addAwsFlags } from './aws.ts';
import { noteUnwritable } from './html-file.ts';
import type { PathFlags } from './show-path.ts';
import type { Streams } from './streams.ts';
import { parseChoice, parseCount, parseLocale } from './values.ts';

const PROTOCOLS = ['tcp', 'udp', 'icmp'] as const satisfies readonly PathProtocol[];

const HELP = `
FROM and TO: an instance (i-…), network interface (eni-…), subnet (subnet-…), interface endpoint (vpce-…),
an address, or "internet".

Exit status:
  0  open in both directions     1  blocked
  2  bad usage                   3  unknown: what was read does not decide
`;

export function registerPath(program: Command, streams: Streams): void {
  const command = program
    .command('path')
    .argument('<from>', 'where packets start')
    .argument('<to>', 'where they go')
    .option('--port <port>', 'the port of the other end (default 443)', '443')
    .option('--protocol <protocol>', PROTOCOLS.join(', '), 'tcp')
    .option('--snapshot <file>', 'use a state that gatewatch snapshot saved; no credentials are needed')
    .option('--with <file>', 'try the changes of a file first (JSON, see docs/path.md); AWS is not changed')
    .option('--region <region>', AWS_REGION_TEXT)
    .option('--lang <language>', `${LOCALES.join(', ')} (default en)`)
    .option('--json', 'print one JSON object')
    .option('--html <file>', 'also write it as a page')
    .addHelpText('after', HELP);
  addAwsFlags(command, { optional: false }).action(async (from: string, to: string, flags: PathFlags) => {
    const faults: ConfigIssue[] = [];
    const locale = parseLocale(flags.lang, { faults }) ?? 'en';
    const port = parseCount('--port', flags.port, { min: 1, max: 65_535 }, { faults }) ?? 443;
    const protocol = parseChoice('--protocol', flags.protocol, PROTOCOLS, { faults }) ?? 'tcp';
    if (flags.html !== undefined) await noteUnwritable(flags.html, { faults });
    if (faults.length > 0) throw new InputError('bad-usage', faults);
    const { showPath } = await import('./show-path.ts');
    await showPath({ from, to, port, protocol, locale }, flags, streams);
  });
}
