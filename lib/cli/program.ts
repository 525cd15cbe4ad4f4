import { Command, CommanderError } from 'commander';
import stringWidth from 'fast-string-width';
import about from '../../package.json' with { type: 'json' };
import { GatewatchError } from '../core/errors.ts';
import { asStarted } from './as-started.ts';
import type { AwsFlags } from './aws.ts';
import { COMMAND_GROUPS } from './commands.ts';
import { EXIT } from './exit-status.ts';
import { helpLocale, translateHelp, withDefault } from './help/translate-help.ts';
import { isOutboundSet } from './is-outbound-set.ts';
import type { Streams } from './streams.ts';
import { builtAtMs, updateHint } from './update-hint.ts';

/**
 * The command line with the commands that these words need: those they name in full, and of the others what the list
 * of commands says of them.
 *
 * @param words - the arguments after the program's name; default: every command is there with all its flags
 */
export async function createProgram(streams: Streams, words?: readonly string[]): Promise<Command> {
  const program = new Command('gatewatch')
    .description(
      'Names the broken hop between AWS and your data centre, shows the evidence, and prints the command that fixes it.',
    )
    .version(about.version, '--version', 'print the version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      writeErr: (text) => streams.stderr.write(text),
      // As wide as the terminal, and no wider than it is read.
      getOutHelpWidth: () => helpWidth(streams.stdout),
      getErrHelpWidth: () => helpWidth(streams.stderr),
    })
    .configureHelp({
      displayWidth: (text) => stringWidth(text),
      minWidthToWrap: 24,
      optionDescription: (option) => withDefault(option, 'default'),
      subcommandTerm: (command) => `${command.name()} ${command.usage()}`,
    })
    .showHelpAfterError('Try --help for a list of commands and options.')
    .showSuggestionAfterError()
    .hook('preAction', async (_, action) => {
      const { profile, trust } = action.opts<AwsFlags & { readonly trust?: string }>();
      if (profile !== undefined) (await import('./aws.ts')).useProfile(profile);
      if (isOutboundSet(trust, process.env)) await (await import('./outbound.ts')).useOutbound(trust);
    });
  const entries = COMMAND_GROUPS.flatMap(({ commands }) => commands);
  const wantsAll =
    words === undefined || entries.some(({ word, readsAll }) => readsAll && words.includes(word));
  for (const { title, commands } of COMMAND_GROUPS) {
    program.commandsGroup(title);
    for (const { word, usage, description, load } of commands) {
      if (wantsAll || words.includes(word)) (await load())(program, streams, runCommandLine);
      else program.command(word).usage(usage);
      program.commands.at(-1)?.description(description);
    }
  }
  for (const command of program.commands) command.copyInheritedSettings(program).allowExcessArguments(false);
  return program;
}

const WIDEST_HELP = 120;

function helpWidth({ columns }: NodeJS.WriteStream): number {
  return Math.min(WIDEST_HELP, columns || 80);
}

/**
 * Runs a command line and sets the exit status; errors of ours become words, without a stack.
 *
 * @param words - the arguments after the program's name
 */
export async function runCommandLine(words: readonly string[], plain: Streams): Promise<void> {
  const streams = asStarted(
    plain,
    COMMAND_GROUPS.flatMap(({ commands }) => commands.map(({ word }) => word)),
  );
  try {
    const program = await createProgram(streams, words);
    await translateHelp(program, helpLocale(words, process.env));
    await program.parseAsync([...words], { from: 'user' });
    const hint = updateHint(streams, builtAtMs(), Date.now(), process.env);
    if (hint !== undefined) streams.stderr.write(`${hint}\n`);
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and version are asked for; everything else commander throws is a mistake on the command line.
      process.exitCode = error.exitCode === 0 ? EXIT.nothingFailed : EXIT.badInput;
      return;
    }
    if (error instanceof GatewatchError) {
      streams.stderr.write(`${error.message}\n`);
      process.exitCode = EXIT.badInput;
      return;
    }
    throw error;
  }
}
