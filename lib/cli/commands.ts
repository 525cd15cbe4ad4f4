import type { Command } from 'commander';
import type { Streams } from './streams.ts';

type Register = (
  program: Command,
  streams: Streams,
  run: (words: readonly string[], streams: Streams) => Promise<void>,
) => void;

/** One command as the list of commands shows it, and where its code is. */
interface CommandEntry {
  readonly word: string;
  /** What follows the word on a command line. */
  readonly usage: string;
  readonly description: string;
  /** The function that adds it to the program. Loaded when the command is called: no command needs all of gatewatch. */
  readonly load: () => Promise<Register>;
  /** It prints every other command with its flags. */
  readonly readsAll?: true;
}

/** The commands under one heading of the list. */
export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly CommandEntry[];
}

/** The command line, a file a command. */
export const COMMAND_GROUPS: readonly CommandGroup[] = [
  {
    title: 'Check:',
    commands: [
      {
        word: 'check',
        usage: '[options] [host:port...]',
        description: 'find the broken hop: from this machine, and where there are credentials in AWS',
        load: async () => (await import('./check.ts')).registerCheck,
      },
      {
        word: 'activation',
        usage: '[options]',
        description: 'before a gateway is activated: both paths of activation, for the change ticket',
        load: async () => (await import('./activation.ts')).registerActivation,
      },
      {
        word: 'path',
        usage: '[options] <from> <to>',
        description:
          'every hop from one end to the other and back: what allows it, what blocks it, and the fix',
        load: async () => (await import('./path.ts')).registerPath,
      },
      {
        word: 'snapshot',
        usage: '[options] <file>',
        description:
          'saves the network of a Region (ids, addresses, rules, routes) for gatewatch path --snapshot',
        load: async () => (await import('./snapshot.ts')).registerSnapshot,
      },
      {
        word: 'subnet',
        usage: '[options] [subnet]',
        description:
          'can a function or instance of a subnet reach the AWS services it needs, how, and what is missing',
        load: async () => (await import('./subnet.ts')).registerSubnet,
      },
      {
        word: 'mtls',
        usage: '[options] [logs...]',
        description: 'triage of ALB connection logs: which clients fail mutual TLS, with which code',
        load: async () => (await import('./mtls.ts')).registerMtls,
      },
      {
        word: 'client-cert',
        usage: '[options] <cert>',
        description:
          'would an ALB trust store accept this client certificate, and if not, which code will the log show',
        load: async () => (await import('./client-cert.ts')).registerClientCert,
      },
      {
        word: 'demo',
        usage: '[options]',
        description: 'see it work: the whole pipeline against a small lab on this machine, no network needed',
        load: async () => (await import('./demo/demo.ts')).registerDemo,
      },
    ],
  },
  {
    title: 'Watch:',
    commands: [
      {
        word: 'init',
        usage: '[options]',
        description: 'write a gatewatch.yaml from what the account holds',
        load: async () => (await import('./init/init.ts')).registerInit,
      },
      {
        word: 'plan',
        usage: '[options]',
        description:
          'what a gatewatch.yaml checks, from where, how often, with which permissions, and what it costs a month',
        load: async () => (await import('./plan.ts')).registerPlan,
      },
      {
        word: 'permissions',
        usage: '[options] [check...]',
        description: 'the least IAM policy that the checks read AWS with; it allows no change',
        load: async () => (await import('./permissions.ts')).registerPermissions,
      },
      {
        word: 'run',
        usage: '[options]',
        description: 'watch from here in a loop: a vantage on premises, which no function can see',
        load: async () => (await import('./run.ts')).registerRun,
      },
    ],
  },
  {
    title: 'Look up and quieten:',
    commands: [
      {
        word: 'runbook',
        usage: '[options] [reason]',
        description: 'what to do about a reason; without one, the list of them',
        load: async () => (await import('./runbook.ts')).registerRunbook,
      },
      {
        word: 'report',
        usage: '[options]',
        description: 'a status page fit to publish: what is broken, since when, the last day and uptime',
        load: async () => (await import('./report.ts')).registerReport,
      },
      {
        word: 'mute',
        usage: '[options] <target> <duration>',
        description: 'mute the messages about a target for a while; checks and metrics go on',
        load: async () => (await import('./mute.ts')).registerMute,
      },
      {
        word: 'unmute',
        usage: '[options] <target>',
        description: 'end a mute: what is broken now is notified within minutes',
        load: async () => (await import('./mute.ts')).registerUnmute,
      },
      {
        word: 'vpn-config',
        usage: '[options] <files...>',
        description:
          "compares a device's IPsec files with the tunnel options of a Site-to-Site VPN connection",
        load: async () => (await import('./vpn-config.ts')).registerVpnConfig,
      },
    ],
  },
  {
    title: 'Install:',
    commands: [
      {
        word: 'doctor',
        usage: '[options]',
        description: 'check an installation, and send a test alarm through every channel',
        load: async () => (await import('./doctor/doctor.ts')).registerDoctor,
      },
      {
        word: 'deploy',
        usage: '[options]',
        description: 'deploy what a gatewatch.yaml says: shows what changes and what it costs, and asks',
        load: async () => (await import('./deploy/deploy.ts')).registerDeploy,
      },
      {
        word: 'upgrade',
        usage: '[options]',
        description: 'bring an installation to this version of gatewatch',
        load: async () => (await import('./deploy/deploy.ts')).registerUpgrade,
      },
      {
        word: 'remove',
        usage: '[options]',
        description: 'take an installation away, with all it remembers',
        load: async () => (await import('./deploy/deploy.ts')).registerRemove,
      },
      {
        word: 'template',
        usage: '[options]',
        description: 'write the CloudFormation template and the code, for tools of your own',
        load: async () => (await import('./deploy/template.ts')).registerTemplate,
      },
      {
        word: 'completion',
        usage: '[options] <shell>',
        description: 'print the completion of commands and flags for a shell',
        readsAll: true,
        load: async () => (await import('./completion.ts')).registerCompletion,
      },
      {
        word: 'mcp',
        usage: '[options]',
        description:
          'serve the read-only commands to an agent, over stdin and stdout (Model Context Protocol)',
        readsAll: true,
        load: async () => (await import('./mcp.ts')).registerMcp,
      },
    ],
  },
];
