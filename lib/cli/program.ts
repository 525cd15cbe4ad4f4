import { Command, CommanderError } from 'commander';
import stringWidth from 'string-width';
import about from '../../package.json' with { type: 'json' };
import { GatewatchError } from '../core/errors.ts';
import { registerActivation } from './activation.ts';
import { asStarted } from './as-started.ts';
import { type AwsFlags, useProfile } from './aws.ts';
import { registerCheck } from './check.ts';
import { registerClientCert } from './client-cert.ts';
import { registerCompletion } from './completion.ts';
import { registerDemo } from './demo/demo.ts';
import { registerDeploy } from './deploy/deploy.ts';
import { registerTemplate } from './deploy/template.ts';
import { registerDoctor } from './doctor/doctor.ts';
import { EXIT } from './exit-status.ts';
import { helpLocale, translateHelp } from './help/translate-help.ts';
import { registerInit } from './init/init.ts';
import { registerMcp } from './mcp.ts';
import { registerMtls } from './mtls.ts';
import { registerMute } from './mute.ts';
import { registerPath } from './path.ts';
import { registerPermissions } from './permissions.ts';
import { registerPlan } from './plan.ts';
import { registerRun } from './run.ts';
import { registerRunbook } from './runbook.ts';
import { registerSnapshot } from './snapshot.ts';
import type { Streams } from './streams.ts';
import { registerSubnet } from './subnet.ts';
import { registerVpnConfig } from './vpn-config.ts';

/** The command line, a file a command. */
export function createProgram(streams: Streams): Command {
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
    .configureHelp({ displayWidth: (text) => stringWidth(text), minWidthToWrap: 24 })
    .showHelpAfterError('Try --help for a list of commands and options.')
    .showSuggestionAfterError()
    .hook('preAction', (_, action) => useProfile(action.opts<AwsFlags>().profile));
  program.commandsGroup('Check:');
  registerCheck(program, streams);
  registerActivation(program, streams);
  registerPath(program, streams);
  registerSnapshot(program, streams);
  registerSubnet(program, streams);
  registerMtls(program, streams);
  registerClientCert(program, streams);
  registerDemo(program, streams);
  program.commandsGroup('Watch:');
  registerInit(program, streams);
  registerPlan(program, streams);
  registerPermissions(program, streams);
  registerRun(program, streams);
  program.commandsGroup('Look up and quieten:');
  registerRunbook(program, streams);
  registerMute(program, streams);
  registerVpnConfig(program, streams);
  program.commandsGroup('Install:');
  registerDoctor(program, streams);
  registerDeploy(program, streams);
  registerTemplate(program, streams);
  registerCompletion(program, streams);
  registerMcp(program, runCommandLine);
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
  const commands = createProgram(plain).commands.map((command) => command.name());
  const streams = asStarted(plain, commands);
  try {
    const program = createProgram(streams);
    translateHelp(program, helpLocale(words, process.env));
    await program.parseAsync([...words], { from: 'user' });
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
