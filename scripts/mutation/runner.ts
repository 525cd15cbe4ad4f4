/**
 * Stryker's test runner for node:test, in one process: sources are loaded once and a mutant costs what its tests cost,
 * where a process for each would cost a second. A test kills a mutant when it fails with it and passes right after
 * without it; else the sources are loaded anew and it is tried again.
 */
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MutationArea } from './areas.ts';
import { type CollectedFile, type CollectedTest, collect, runCollected } from './node-test.ts';

/** What instrumented sources read and write. */
interface Instrumented {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  mutantCoverage?: unknown;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
}
interface MutantRun {
  readonly activeMutant: { readonly id: string };
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
  readonly mutantActivation: 'runtime' | 'static';
}
/** A test that waits much longer than it took without a mutant waits for something that no longer comes. */
const LONGEST_DRY_RUN_MS = 120_000;
const SPARE_MS = 3_000;
const TIMES_AS_LONG = 5;

interface Options {
  readonly gatewatch: Pick<MutationArea, 'tests' | 'titles'>;
}

const instrumented: Instrumented = {};
Object.assign(globalThis, { __stryker__: instrumented });

class InProcessRunner {
  static readonly inject = ['options'] as const;
  readonly #paths: readonly string[];
  readonly #titles: Readonly<Record<string, string>>;
  #files: readonly CollectedFile[] = [];
  #load = 0;
  /** Whether what is loaded was loaded with a mutant. */
  #stale = true;
  readonly #tookMs = new Map<string, number>();

  constructor(options: Options) {
    this.#paths = options.gatewatch.tests;
    this.#titles = options.gatewatch.titles ?? {};
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  init() {
    const root = pathToFileURL(join(process.cwd(), '/')).href;
    const ours = new URL('node-test.ts', import.meta.url).href;
    registerHooks({
      resolve: (specifier, context, next) => {
        if (specifier === 'node:test' && context.parentURL?.startsWith(root))
          return { url: ours, shortCircuit: true };
        const found = next(specifier, context);
        const again = found.url.startsWith(root) && !found.url.includes('?');
        return again ? { ...found, url: `${found.url}?load=${this.#load}` } : found;
      },
    });
  }

  async #reload() {
    this.#load += 1;
    const files: CollectedFile[] = [];
    for (const path of this.#paths)
      files.push(await collect(path, () => import(`${pathToFileURL(join(process.cwd(), path)).href}`)));
    this.#files = files;
    for (const { before } of files) for (const hook of before) await hook();
  }

  /** In order of time, the fastest first. */
  #tests(wanted?: readonly string[]): readonly CollectedTest[] {
    const all = this.#files.flatMap(({ path, tests }) =>
      tests.filter(({ name }) => name.startsWith(this.#titles[path] ?? '')),
    );
    const some = wanted === undefined ? all : all.filter(({ id }) => wanted.includes(id));
    return some.toSorted((a, b) => (this.#tookMs.get(a.id) ?? 0) - (this.#tookMs.get(b.id) ?? 0));
  }

  async dryRun() {
    await this.#reload();
    this.#stale = false;
    const tests: object[] = [];
    for (const test of this.#tests()) {
      instrumented.currentTestId = test.id;
      const startedMs = performance.now();
      const failure = await runCollected(test, LONGEST_DRY_RUN_MS);
      const timeSpentMs = performance.now() - startedMs;
      this.#tookMs.set(test.id, timeSpentMs);
      const told = { id: test.id, name: test.id, timeSpentMs };
      tests.push(
        failure === undefined
          ? { ...told, status: 0 }
          : { ...told, status: 1, failureMessage: failure.stack ?? failure.message },
      );
    }
    instrumented.currentTestId = undefined;
    return { status: 'complete', tests, mutantCoverage: instrumented.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation }: MutantRun) {
    instrumented.hitLimit = hitLimit;
    instrumented.hitCount = hitLimit === undefined ? undefined : 0;
    const isStatic = mutantActivation === 'static';
    if (isStatic) instrumented.activeMutant = activeMutant.id;
    try {
      if (isStatic || this.#stale) await this.#reload();
      this.#stale = isStatic;
      let nrOfTests = 0;
      for (const test of this.#tests(testFilter)) {
        nrOfTests += 1;
        const failure = await this.#killedBy(test, activeMutant.id, isStatic);
        if (instrumented.hitCount !== undefined && instrumented.hitCount > (hitLimit ?? 0))
          return { status: 'timeout', reason: 'the mutant ran round and round' };
        if (failure !== undefined)
          return { status: 'killed', killedBy: [test.id], failureMessage: failure.message, nrOfTests };
      }
      return { status: 'survived', nrOfTests };
    } catch (error) {
      // It cannot even be loaded.
      this.#stale = true;
      return { status: 'killed', killedBy: [], failureMessage: String(error), nrOfTests: 0 };
    } finally {
      instrumented.activeMutant = undefined;
    }
  }

  #run(test: CollectedTest): Promise<Error | undefined> {
    return runCollected(test, SPARE_MS + TIMES_AS_LONG * (this.#tookMs.get(test.id) ?? 0));
  }

  async #killedBy(test: CollectedTest, mutant: string, isStatic: boolean): Promise<Error | undefined> {
    instrumented.activeMutant = mutant;
    const failure = await this.#run(test);
    if (failure === undefined || isStatic) return failure;
    instrumented.activeMutant = undefined;
    if ((await this.#run(test)) === undefined) return failure;
    await this.#reload();
    const again = this.#tests([test.id])[0];
    instrumented.activeMutant = mutant;
    this.#stale = true;
    return again && this.#run(again);
  }
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'in-process', injectableClass: InProcessRunner }];
