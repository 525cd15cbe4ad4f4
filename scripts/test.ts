/**
 * Runs every test file: `npm test`, or `npm test -- test/probes/port` for those whose path begins so.
 * Suites that need root or programs this machine lacks skip themselves (`labOrExplain`); what did not run
 * is said again at the very end, so that nobody reads a partial run as a whole one.
 */
import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { env } from 'node:process';
import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { spec, type TestEvent } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';

/** A test that hangs is a failure, not a run without end; the slowest takes a few seconds on two cores. */
const TEST_LIMIT_MS = 300_000;
/** The limit of a test cannot end one that never gives up the processor; this ends its whole process. */
const RUN_LIMIT_MS = 45 * 60_000;

// No test may ask the machine it runs on for credentials (Instance Metadata Service).
env.AWS_EC2_METADATA_DISABLED = 'true';

// Every test file runs in its own process, and reads much the same sources.
env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url));

const wanted = process.argv.slice(2);
const files = globSync('test/**/*.test.ts')
  .filter(
    (file) => wanted.length === 0 || wanted.some((start) => file.startsWith(start.replace(/^\.\//, ''))),
  )
  .sort();
if (files.length === 0) {
  process.stderr.write(`no test file under ${wanted.join(', ') || 'test'}\n`);
  process.exit(1);
}

// Calls of AWS that tests make are kept here, and looked at by one checker at the end.
const forms = mkdtempSync(join(tmpdir(), 'gatewatch-aws-forms-'));
env.GATEWATCH_AWS_FORMS = forms;
// What many files build alike (test/support/built.ts).
const built = mkdtempSync(join(tmpdir(), 'gatewatch-built-'));
env.GATEWATCH_BUILT = built;

// What starts the command line starts the bundle, as people do.
await import('./build-cli.ts');

/** What waits more than it computes, for peers, deadlines and processes, runs beside the rest. The longest come first. */
const WAITING = ['test/matrix/', 'test/lab/clean', 'test/e2e/', 'test/lab/', 'test/functions/', 'test/fuzz/'];
/** The longest of the rest, which takes a core each. */
const LONG = ['test/stack/', 'test/probes/commands', 'test/cli/', 'test/scripts/', 'test/report/'];

const rank = (file: string, starts: readonly string[]) => {
  const index = starts.findIndex((start) => file.startsWith(start));
  return index === -1 ? starts.length : index;
};
const longestFirst = (some: readonly string[], starts: readonly string[]) =>
  some.toSorted((a, b) => rank(a, starts) - rank(b, starts));
const waits = (file: string) => rank(file, WAITING) < WAITING.length;

const notRun: string[] = [];
const tookMs = new Map<string, number>();
const signal = AbortSignal.timeout(RUN_LIMIT_MS);
const queues = [
  { files: longestFirst(files.filter(waits), WAITING), concurrency: availableParallelism() + 1 },
  {
    files: longestFirst(
      files.filter((file) => !waits(file)),
      LONG,
    ),
    concurrency: availableParallelism(),
  },
].filter((queue) => queue.files.length > 0);
const results = queues.map((queue) => run({ ...queue, timeout: TEST_LIMIT_MS, signal }));
for (const result of results) {
  result.on('test:fail', () => {
    process.exitCode = 1;
  });
  result.on('test:pass', ({ name, skip }) => {
    if (skip !== undefined) notRun.push(`${name}: ${skip}`);
  });
  result.on('test:summary', ({ file, duration_ms: durationMs }) => {
    if (file !== undefined) tookMs.set(relative(process.cwd(), file), durationMs);
  });
}
const events = new PassThrough({ objectMode: true });
for (const result of results) result.pipe(events, { end: false });
void Promise.all(results.map((result) => finished(result))).then(() => events.end());
events.compose(addUp).pipe(spec()).pipe(process.stdout);

/** Each queue ends with its counts, and with a summary at which the reporter shows what failed: there is one of each. */
async function* addUp(source: AsyncIterable<TestEvent>): AsyncGenerator<TestEvent> {
  const sums = new Map<string, number>();
  let summary: TestEvent | undefined;
  for await (const event of source) {
    const ofQueue = event.type === 'test:diagnostic' && event.data.file === undefined;
    const [, name, count] = (ofQueue && /^(\w+) ([\d.]+)$/.exec(event.data.message)) || [];
    if (name !== undefined) {
      const [before, one] = [sums.get(name) ?? 0, Number(count)];
      sums.set(name, name === 'duration_ms' ? Math.max(before, one) : before + one);
    } else if (event.type === 'test:summary' && event.data.file === undefined) summary = event;
    else yield event;
  }
  for (const [name, sum] of sums)
    yield { type: 'test:diagnostic', data: { nesting: 0, message: `${name} ${sum}`, level: 'info' } };
  if (summary !== undefined) yield summary;
}

/** As many files as CONTRIBUTING names. */
const SLOWEST = 10;
process.on('exit', () => {
  if (tookMs.size <= SLOWEST) return;
  const slowest = [...tookMs].sort(([, a], [, b]) => b - a).slice(0, SLOWEST);
  const lines = slowest.map(([file, ms]) => `  ${(ms / 1000).toFixed(1).padStart(6)} s  ${file}`).join('\n');
  process.stdout.write(`\nThe slowest files:\n${lines}\n`);
});
process.on('exit', () => {
  rmSync(built, { recursive: true });
  checkForms();
  if (notRun.length === 0) return;
  const lines = notRun.map((line) => `  ${line}`).join('\n');
  process.stdout.write(
    `\nNOT RUN on this machine (CI runs them; .ci/packages lists what they need):\n${lines}\n`,
  );
});

/** Says which calls AWS would refuse for their form, by botocore's models, and fails the run for each. */
function checkForms(): void {
  const lines = readdirSync(forms).flatMap((file) => readFileSync(join(forms, file), 'utf8').split('\n'));
  rmSync(forms, { recursive: true });
  const calls = [...new Set(lines.filter(Boolean))];
  if (calls.length === 0) return;
  try {
    const input = `${calls.join('\n')}\n`;
    const faults = execFileSync('python3', ['test/support/aws-forms.py'], { input, encoding: 'utf8' });
    process.stdout.write(`\n${calls.length} forms of AWS calls looked at\n`);
    if (faults === '') return;
    process.stdout.write(`AWS would refuse these calls for their form:\n${faults}`);
    process.exitCode = 1;
  } catch (error) {
    notRun.push(`forms of AWS calls: ${(error as Error).message.split('\n').at(-2)}`);
  }
}
