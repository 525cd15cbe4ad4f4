import type { Command } from 'commander';
import { PROBES } from '../probes/registry.ts';
import { type SurfaceCommand, surfaceOf } from './command-surface.ts';
import { EXIT_HELP } from './exit-status.ts';

/** Pages that agents read, made of the command line's own help. */

/** `llms.txt` (llmstxt.org): what it is, and where to read on. */
export function llmsTxt(program: Command): string {
  const commands = surfaceOf(program);
  return `# gatewatch

> ${program.description()}

Run it with \`npx gatewatch COMMAND\`. Every command has --help; check, plan, mtls and doctor take --json. Nothing but deploy, upgrade, remove, mute and unmute changes anything in AWS.

## Commands

${commands.map((one) => `- \`${usageOf(one)}\`: ${one.description}`).join('\n')}

## Pages

- [Every check and reason](docs/checks.md)
- [Messages](docs/messages.md)
- [Deploy](docs/deploy.md)
- [Schema of gatewatch.yaml](docs/gatewatch.schema.json)
- [Skill for agents](docs/skill.md)
`;
}

/** One page that lets an agent use the command line well. */
export function skillPage(program: Command): string {
  const commands = surfaceOf(program);
  const check = commands.find(({ name }) => name === 'check');
  const kinds = PROBES.map(({ kind }) => kind).join(', ');
  return `---
name: gatewatch
description: ${program.description()}
---

# Use gatewatch

From a symptom to the fix in one call: \`npx gatewatch check … --json\`. Read \`findings[].status\`, \`reason\`, \`summary\`, \`explanations[].fix\` and \`runbook\`. \`doesNotProve\` says what was not asked.

- A status of \`unknown\` means that it could not be asked, never that it is broken.
- A fix is a command for a person: show it, do not run it.
- \`blocked-by\` names the finding to fix first.
- \`npx gatewatch runbook REASON\` explains a reason; \`npx gatewatch mcp\` serves the read-only commands over the Model Context Protocol.

Checks: ${kinds}.
${EXIT_HELP}
## What check takes

${(check?.options ?? []).map(({ flags, description }) => `- \`${flags}\`: ${description}`).join('\n')}

## Every command

${commands.map((one) => `- \`${usageOf(one)}\`: ${one.description}`).join('\n')}
`;
}

function usageOf({ name, operands }: SurfaceCommand): string {
  const words = operands.map((one) => {
    const shown = `${one.name.toUpperCase()}${one.variadic ? '…' : ''}`;
    return one.required ? shown : `[${shown}]`;
  });
  return ['gatewatch', name, ...words].join(' ');
}
