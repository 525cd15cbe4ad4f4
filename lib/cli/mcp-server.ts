import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { Option } from 'commander';
import * as z from 'zod';
import { asFields, parseFields } from '../core/json.ts';
import type { SurfaceCommand } from './command-surface.ts';
import type { Streams } from './streams.ts';

/** Commands that read, and change nothing anywhere. One that this version does not have is not offered. */
const READ_ONLY = ['check', 'path', 'subnet', 'runbook', 'mtls', 'report'];
/** Flags that write files, read private keys, or choose how a person is shown the answer. */
const NOT_FOR_AGENTS = new Set([
  'html',
  'out',
  'client-cert',
  'client-key',
  'debug',
  'json',
  'markdown',
  'lines',
  'csv',
  'explain',
]);
/** What a model can read at once. */
const MOST_CHARACTERS = 60_000;

const INSTRUCTIONS = `gatewatch finds the broken hop between AWS and a data centre: Storage Gateway, VPN, Transit Gateway, EC2 Instance Connect, mutual TLS. Each answer names the cause, the evidence and the command that fixes it. Nothing here changes anything: show the command to a person.`;

/** Runs a command line and sets the exit status of the process. */
export type Run = (words: readonly string[], streams: Streams) => Promise<void>;

/** What a command answered. */
interface Answer {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Serves until the client closes stdin. */
export async function serveMcp(commands: readonly SurfaceCommand[], run: Run): Promise<void> {
  const server = createMcpServer(commands, run);
  await server.connect(new StdioServerTransport());
  await new Promise<void>((resolve) => {
    server.server.onclose = resolve;
    process.stdin.once('end', resolve);
  });
  await server.close();
}

/** A tool for each read-only command, made of its own help. */
function createMcpServer(commands: readonly SurfaceCommand[], run: Run): McpServer {
  const server = new McpServer({ name: 'gatewatch', version: '1' }, { instructions: INSTRUCTIONS });
  // Commands share the exit status of the process: one at a time.
  let before: Promise<unknown> = Promise.resolve();
  for (const command of commands.filter(({ name }) => READ_ONLY.includes(name))) {
    const inputSchema = schemaOf(command);
    server.registerTool(
      command.name,
      {
        description: command.description,
        inputSchema,
        annotations: {
          readOnlyHint: true,
          destructiveHint: false,
          idempotentHint: true,
          openWorldHint: true,
        },
      },
      async (input: Readonly<Record<string, unknown>>) => {
        const turn = before.then(() => answerOf([command.name, ...wordsOf(command, input)], run));
        before = turn.catch(() => undefined);
        const { status, stdout, stderr } = await turn;
        const texts = [bounded(stdout), stderr.slice(0, MOST_CHARACTERS), `exit status ${status}`];
        return {
          content: texts.filter((text) => text !== '').map((text) => ({ type: 'text' as const, text })),
          // A failed check is an answer; only what could not be asked at all is an error.
          isError: status === 2 || status > 3,
        };
      },
    );
  }
  return server;
}

function offered({ options }: SurfaceCommand): readonly Option[] {
  return options.filter(({ long }) => !NOT_FOR_AGENTS.has((long ?? '').replace(/^--(no-)?/, '')));
}

function schemaOf(command: SurfaceCommand): Readonly<Record<string, z.ZodType>> {
  const operands = command.operands.map(({ name, description, required, variadic }) => {
    const one = z.string().max(2000);
    const value = (variadic ? z.array(one).max(50) : one).describe(description || name);
    return [name, required ? value : value.optional()] as const;
  });
  const options = offered(command).map((option) => {
    const takesValue = option.required || option.optional;
    const value = takesValue ? z.string().max(2000) : z.boolean();
    const text = takesValue ? `${option.flags}: ${option.description}` : option.description;
    return [keyOf(option), value.describe(text).optional()] as const;
  });
  return Object.fromEntries([...operands, ...options]);
}

/** `--no-aws` is asked for as `noAws`: an agent need not know how commander reads it. */
function keyOf({ long }: Option): string {
  return (long ?? '').replace(/^--/, '').replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The command line that somebody would have typed. A value that begins like a flag cannot become one. */
function wordsOf(command: SurfaceCommand, input: Readonly<Record<string, unknown>>): readonly string[] {
  const flags = offered(command).flatMap((option): readonly string[] => {
    const value = input[keyOf(option)];
    if (typeof value === 'string') return [`${option.long}=${value}`];
    return value === true ? [option.long ?? ''] : [];
  });
  const operands = command.operands.flatMap(({ name }) => {
    const value = input[name];
    return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];
  });
  const json = command.options.some(({ long }) => long === '--json') ? ['--json'] : [];
  return [...json, ...flags, ...(operands.length > 0 ? ['--', ...operands] : [])];
}

async function answerOf(words: readonly string[], run: Run): Promise<Answer> {
  const written = { stdout: '', stderr: '' };
  const into = (name: keyof typeof written) =>
    // Commands only write to their streams, and ask whether they are a terminal.
    ({
      write: (text: string) => {
        written[name] += text;
        return true;
      },
    }) as unknown as NodeJS.WriteStream;
  const before = process.exitCode;
  process.exitCode = 0;
  try {
    await run(words, { stdout: into('stdout'), stderr: into('stderr') });
    return { status: Number(process.exitCode), ...written };
  } finally {
    process.exitCode = before;
  }
}

/** A report that is too long loses what is healthy first, and says how much. */
export function bounded(text: string, most = MOST_CHARACTERS): string {
  if (text.length <= most) return text;
  const report = parseFields(text);
  const findings = report?.findings;
  if (report !== undefined && Array.isArray(findings)) {
    const ranked = [...findings].sort((a, b) => rank(a) - rank(b));
    for (let kept = ranked.length; kept >= 0; kept = kept > 8 ? Math.floor(kept * 0.75) : kept - 1) {
      const shorter = JSON.stringify({
        ...report,
        findings: ranked.slice(0, kept),
        findingsLeftOut: ranked.length - kept,
      });
      if (shorter.length <= most) return shorter;
    }
  }
  return `${text.slice(0, most)}\n… ${text.length - most} characters are left out: narrow the question`;
}

function rank(finding: unknown): number {
  const order = ['failed', 'unknown', 'degraded', 'healthy'];
  return order.indexOf(String(asFields(finding)?.status));
}
