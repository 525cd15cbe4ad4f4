import type { Command } from 'commander';
import { surfaceOf } from './command-surface.ts';
import type { Run } from './mcp-server.ts';
import type { Streams } from './streams.ts';

const HELP = `
Tools: check, path, subnet, runbook, mtls and report, as far as this version has them. None changes anything.

Example, for a client that reads JSON:
  { "mcpServers": { "gatewatch": { "command": "npx", "args": ["-y", "gatewatch", "mcp"] } } }`;

/** @param run - runs a command line of this program */
export function registerMcp(program: Command, _: Streams, run: Run): void {
  program
    .command('mcp')
    .addHelpText('after', HELP)
    .action(async () => {
      // The protocol's library is loaded only by those who speak it.
      const { serveMcp } = await import('./mcp-server.ts');
      await serveMcp(surfaceOf(program), run);
    });
}
