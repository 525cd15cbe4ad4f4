/** What test files get in place of node:test while mutants are tried: tests are collected here, and run as often as wanted. */
import type { TestContext } from 'node:test';
import { mock } from 'node:test';

type Body = (context: TestContext) => unknown;
type Hook = () => unknown;

export interface CollectedTest {
  readonly id: string;
  readonly name: string;
  readonly file: CollectedFile;
  readonly body: Body;
}
export interface CollectedFile {
  readonly path: string;
  readonly tests: CollectedTest[];
  readonly before: Hook[];
  readonly after: Hook[];
  readonly beforeEach: Hook[];
  readonly afterEach: Hook[];
}

let current: CollectedFile | undefined;

/** Loads a test file: what it registers meanwhile is its own. */
export async function collect(path: string, load: () => Promise<unknown>): Promise<CollectedFile> {
  const file: CollectedFile = {
    ...{ path, tests: [], before: [], after: [], beforeEach: [], afterEach: [] },
  };
  current = file;
  await load();
  return file;
}

/** What fails the test that runs just now: what a mutant throws in a callback of a socket must not end the process. */
let failCurrent: (error: unknown) => void = () => undefined;
process.on('uncaughtException', (error) => failCurrent(error));

/** Runs one test: what it failed with, or undefined. */
export async function runCollected(
  { name, file, body }: CollectedTest,
  limitMs: number,
): Promise<Error | undefined> {
  const over: Hook[] = [];
  const ended = new AbortController();
  const context = {
    ...{ name, mock, signal: ended.signal },
    after: (hook: Hook) => over.push(hook),
    diagnostic: () => undefined,
    skip: () => undefined,
    test: (_: string, inner: Body) => inner(context as unknown as TestContext),
  };
  let failure: unknown;
  const attempt = async (step: Hook) => {
    try {
      await step();
    } catch (error) {
      failure ??= error ?? new Error('nothing was thrown');
    }
  };
  for (const hook of file.beforeEach) await attempt(hook);
  const failed = Promise.withResolvers<never>();
  failCurrent = failed.reject;
  const timer = setTimeout(() => failed.reject(new Error(`not over after ${limitMs} ms`)), limitMs);
  await attempt(() => Promise.race([body(context as unknown as TestContext), failed.promise]));
  clearTimeout(timer);
  for (const hook of over) await attempt(hook);
  for (const hook of file.afterEach) await attempt(hook);
  ended.abort();
  mock.reset();
  return failure === undefined || failure instanceof Error ? failure : new Error(String(failure));
}

export function test(name: string, ...rest: readonly unknown[]): void {
  const body = rest.at(-1);
  const [options] = rest.length > 1 ? (rest as [{ readonly skip?: unknown }]) : [{}];
  if (current === undefined || typeof body !== 'function' || options.skip) return;
  const id = `${current.path}#${current.tests.length} ${name}`;
  current.tests.push({ id, name, file: current, body: body as Body });
}
export const describe = (_: string, body: Hook) => body();
export const before = (hook: Hook) => current?.before.push(hook);
export const after = (hook: Hook) => current?.after.push(hook);
export const beforeEach = (hook: Hook) => current?.beforeEach.push(hook);
export const afterEach = (hook: Hook) => current?.afterEach.push(hook);
// biome-ignore lint/style/noDefaultExport: node:test has one, which test files import.
export default (name: string, ...rest: readonly unknown[]) => test(name, ...rest);
