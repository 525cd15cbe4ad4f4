import type { Command } from 'commander';
import { createProgram } from '../lib/cli/program.ts';
import { escapeMarkdown } from '../lib/report/text/markdown-escape.ts';

/** The command line as it is, for documentation: nothing it would print goes anywhere. */
export function documentedProgram(): Promise<Command> {
  const nowhere = { write: () => true } as unknown as NodeJS.WriteStream;
  return createProgram({ stdout: nowhere, stderr: nowhere });
}

/** docs/cli.md: every command with its arguments and options. */
export async function cliPage(): Promise<string> {
  const program = await documentedProgram();
  const lines = [
    '# Command line',
    '',
    'Every command and option, made from the program itself by `npm run docs`. In a clone `gatewatch` is `npm run -s gatewatch --`.',
    '',
    'Exit status: 0 nothing failed · 1 something failed · 2 bad usage or configuration, every mistake listed · 3 nothing failed, but',
    'something could not be checked.',
    '',
    'A duration is a number with its unit: `500ms`, `3s`, `1m`, `2h`. A bare number is seconds.',
    '',
    '| command | what for |',
    '| --- | --- |',
    ...program.commands.map((one) => `| [\`${one.name()}\`](#${one.name()}) | ${cell(one.description())} |`),
  ];
  for (const command of program.commands) {
    lines.push(
      '',
      `## ${command.name()}`,
      '',
      '```',
      `gatewatch ${command.name()} ${command.usage()}`,
      '```',
      '',
    );
    lines.push(escapeMarkdown(sentence(command.description())));
    if (command.registeredArguments.length > 0) {
      lines.push('', '| argument | what it is |', '| --- | --- |');
      for (const argument of command.registeredArguments)
        lines.push(`| \`${argument.name()}\` | ${cell(argument.description)} |`);
    }
    if (command.options.length > 0) {
      lines.push('', '| option | what it does |', '| --- | --- |');
      for (const option of command.options)
        lines.push(`| \`${option.flags.replaceAll('|', '\\|')}\` | ${cell(option.description)} |`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function cell(text: string): string {
  return escapeMarkdown(text).replace(/\s*\n\s*/g, ' ');
}
