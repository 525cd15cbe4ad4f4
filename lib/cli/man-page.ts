import type { Command } from 'commander';
import { type SurfaceCommand, surfaceOf } from './command-surface.ts';
import { EXIT_HELP } from './exit-status.ts';

/** The manual page `gatewatch(1)`, made of the command line's own help (man(7) macros). */
export function manPage(program: Command, version: string): string {
  const commands = surfaceOf(program);
  return `${[
    `.TH GATEWATCH 1 "" "gatewatch ${plain(version)}" "User Commands"`,
    '.SH NAME',
    `gatewatch \\- ${plain(program.description())}`,
    '.SH SYNOPSIS',
    '.B gatewatch',
    '.I COMMAND',
    '[options]',
    '.SH COMMANDS',
    ...commands.flatMap(commandLines),
    '.SH EXIT STATUS',
    '.nf',
    ...EXIT_HELP.trim()
      .split('\n')
      .map((line) => text(line)),
    '.fi',
    '.SH SEE ALSO',
    'gatewatch help COMMAND, and the pages in docs/ of the package.',
  ].join('\n')}\n`;
}

function commandLines({ name, description, operands, options }: SurfaceCommand): readonly string[] {
  const words = operands.map((one) => {
    const shown = `${one.name.toUpperCase()}${one.variadic ? ' ...' : ''}`;
    return one.required ? shown : `[${shown}]`;
  });
  return [
    `.SS "${plain(['gatewatch', name, ...words].join(' '))}"`,
    text(description),
    ...options.flatMap((option) => ['.TP', `.B ${plain(option.flags)}`, text(option.description)]),
  ];
}

/** A backslash begins an escape, and a hyphen is typed as one (groff_man_style(7)). */
function plain(words: string): string {
  return words.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('"', '\\(dq').replaceAll('…', '...');
}

/** A line of its own: a dot or a quote at its beginning would be a request. */
function text(words: string): string {
  return `\\&${plain(words)}`;
}
