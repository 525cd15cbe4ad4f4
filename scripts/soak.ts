/**
 * Runs the deployed bundles and `gatewatch run` for long, while peers come and go, and says whether memory, descriptors
 * and time stay: `npm run soak -- [--invocations N] [--rounds N]`. A round of `run` takes a second.
 *
 * Exit status: 0 all stay, 1 one grows, 2 bad usage.
 */
import { parseArgs } from 'node:util';
import { growth, type Soaked, soakFunctions, soakRun } from '../test/support/soak.ts';

const { values } = parseArgs({
  options: { invocations: { type: 'string' }, rounds: { type: 'string' } },
});
const [invocations, rounds] = [Number(values.invocations ?? 2000), Number(values.rounds ?? 2000)];
if (!Number.isSafeInteger(invocations) || !Number.isSafeInteger(rounds)) {
  process.stderr.write('usage: npm run soak -- [--invocations N] [--rounds N]\n');
  process.exit(2);
}
await import('./build-cli.ts');
const cleanups: (() => unknown)[] = [];
const t = { after: (cleanup: () => unknown) => cleanups.push(cleanup) };
const started = new Date().toISOString().slice(0, 10);
process.stdout.write(
  `${started}\n\n| process | rounds | quarter | live memory | of the machine | descriptors | processor time a round |\n|---|---|---|---|---|---|---|\n`,
);
const tell = (soaked: Soaked) => {
  for (const [at, { liveMegabytes, megabytes, descriptors, cpuMsARound }] of soaked.quarters.entries())
    process.stdout.write(
      `| ${soaked.name} | ${soaked.rounds} | ${at + 1} | ${liveMegabytes.toFixed(1)} MB | ${megabytes.toFixed(0)} MB | ${descriptors} | ${cpuMsARound.toFixed(1)} ms |\n`,
    );
  for (const fault of growth(soaked)) {
    process.stdout.write(`${fault}\n`);
    process.exitCode = 1;
  }
};
if (invocations > 0) for (const soaked of await soakFunctions(t, invocations)) tell(soaked);
if (rounds > 0) tell(await soakRun(t, rounds));
for (const cleanup of cleanups.reverse()) await cleanup();
