import type { Streams } from './streams.ts';

/**
 * Streams in which commands of gatewatch read as they were started: `npx gatewatch check` where npx did.
 *
 * @param environment - npm tells its own command to what it starts (npm documentation, "npm exec": `npm_command`)
 */
export function asStarted(
  { stdout, stderr }: Streams,
  commands: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Streams {
  if (environment.npm_command !== 'exec') return { stdout, stderr };
  const typed = new RegExp(`(?<!npx )(?<![\\w./@-])gatewatch(?= (?:\\[|(?:${commands.join('|')})\\b))`, 'g');
  const through = (stream: NodeJS.WriteStream): NodeJS.WriteStream => {
    const own = Object.create(stream) as NodeJS.WriteStream;
    own.write = (text: string | Uint8Array) =>
      stream.write(typeof text === 'string' ? text.replace(typed, 'npx gatewatch') : text);
    return own;
  };
  return { stdout: through(stdout), stderr: through(stderr) };
}
