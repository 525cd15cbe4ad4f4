import type { Command } from 'commander';
import { type ConfigIssue, InputError } from '../core/errors.ts';
import { PROBES } from '../probes/registry.ts';
import { type SurfaceCommand, surfaceOf } from './command-surface.ts';
import type { Streams } from './streams.ts';
import { parseChoice } from './values.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

const HELP = `
Examples:
  gatewatch completion bash > ~/.local/share/bash-completion/completions/gatewatch
  gatewatch completion zsh > "\${fpath[1]}/_gatewatch"
  gatewatch completion fish > ~/.config/fish/completions/gatewatch.fish`;

export function registerCompletion(program: Command, { stdout }: Streams): void {
  program
    .command('completion')
    .argument('<shell>', SHELLS.join(', '))
    .addHelpText('after', HELP)
    .action((typed: string) => {
      const faults: ConfigIssue[] = [];
      const shell = parseChoice<Shell>('SHELL', typed, SHELLS, { faults });
      if (shell === undefined) throw new InputError('bad-usage', faults);
      stdout.write(completionOf(shell, surfaceOf(program)));
    });
}

/** The script that a shell loads. */
function completionOf(shell: Shell, commands: readonly SurfaceCommand[]): string {
  switch (shell) {
    case 'bash':
      return bashScript(commands);
    case 'zsh':
      // zsh takes the script of bash by its own bridge (zshcompsys(1), "bashcompinit").
      return `#compdef gatewatch\nautoload -U +X bashcompinit && bashcompinit\n${bashScript(commands)}${FIRST_OF_ZSH}`;
    case 'fish':
      return fishScript(commands);
  }
}

/** From a folder of fpath the script itself is what the first Tab calls: it must answer that one too. */
const FIRST_OF_ZSH = `if [[ \${funcstack[1]} == _gatewatch ]]; then
  _bash_complete -o default -F _gatewatch
fi
`;

/** What may stand after a command: its flags, and the words that are known of its first operand. */
function wordsOf({ name, options }: SurfaceCommand): readonly string[] {
  return [...(OPERANDS[name]?.() ?? []), ...options.map(({ long }) => long ?? ''), '--help'].filter(
    (word) => word !== '',
  );
}

const OPERANDS: Readonly<Record<string, () => readonly string[]>> = {
  runbook: () => PROBES.flatMap(({ reasons }) => Object.keys(reasons)),
  permissions: () => PROBES.filter(({ from }) => from === 'control').map(({ kind }) => kind),
  completion: () => SHELLS,
};

function bashScript(commands: readonly SurfaceCommand[]): string {
  const cases = commands.map((one) => `    ${one.name}) words='${wordsOf(one).join(' ')}' ;;`);
  return `_gatewatch() {
  local current=\${COMP_WORDS[COMP_CWORD]} words
  case \${COMP_WORDS[1]} in
${cases.join('\n')}
    *) words='' ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${commands.map(({ name }) => name).join(' ')}'
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _gatewatch gatewatch
`;
}

function fishScript(commands: readonly SurfaceCommand[]): string {
  const lines = commands.flatMap((one) => [
    `complete -c gatewatch -n __fish_use_subcommand -a ${one.name} -d ${quoted(one.description)}`,
    ...one.options.map(
      ({ long, description, required }) =>
        `complete -c gatewatch -n '__fish_seen_subcommand_from ${one.name}' -l ${long?.replace(/^--/, '')}${required ? ' -r' : ''} -d ${quoted(description)}`,
    ),
    ...(OPERANDS[one.name]?.() ?? []).map(
      (word) => `complete -c gatewatch -n '__fish_seen_subcommand_from ${one.name}' -a ${word}`,
    ),
  ]);
  return `${lines.join('\n')}\n`;
}

/** fish knows two escapes within single quotes (fish documentation, "Quotes"). */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
