import type { Command } from 'commander';
import { type ConfigIssue, InputError } from '../core/errors.ts';
import type { StateStore } from '../core/notify/incident.ts';
import { stackNames } from '../core/stack-names.ts';
import { boundedText } from '../core/text.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, systemClock } from '../core/time.ts';
import { type InstallationFlags, inWords, REGION, regionOf, STAGE } from './installation-flags.ts';
import type { Streams } from './streams.ts';

/** A month: what stays muted for longer is better taken out of gatewatch.yaml. */
const LONGEST_MS = 31 * 86_400_000;
const UNIT_MS = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS } as const;

export function registerMute(program: Command, { stdout }: Streams): void {
  program
    .command('mute')
    .description('hold back the messages about a target for a while; checks and metrics go on')
    .argument('<target>', 'its name in gatewatch.yaml')
    .argument('<duration>', 'how long: 30m, 4h or 2d')
    .requiredOption('--reason <text>', 'why, for those who read the daily digest')
    .option('--stage <stage>', STAGE, 'dev')
    .option('--region <region>', REGION)
    .action(async (target: string, duration: string, flags: InstallationFlags & { reason: string }) => {
      const faults: ConfigIssue[] = [];
      const lastsMs = parseMuteMs(duration, faults);
      const reason = boundedText(flags.reason, 200);
      if (reason === '') faults.push({ path: '--reason', message: 'expected some words' });
      const region = regionOf(flags, faults);
      if (lastsMs === undefined || region === undefined || faults.length > 0)
        throw new InputError('bad-usage', faults);
      const untilMs = systemClock.wallMs() + lastsMs;
      await withTable(flags.stage, region, (store) => store.putMute({ target, untilMs, reason }));
      stdout.write(
        `${target} is muted until ${new Date(untilMs).toISOString()}. What is still broken then is told.\n`,
      );
    });
  program
    .command('unmute')
    .description('end a mute: what is broken now is told within minutes')
    .argument('<target>', 'its name in gatewatch.yaml')
    .option('--stage <stage>', STAGE, 'dev')
    .option('--region <region>', REGION)
    .action(async (target: string, flags: InstallationFlags) => {
      const faults: ConfigIssue[] = [];
      const region = regionOf(flags, faults);
      if (region === undefined) throw new InputError('bad-usage', faults);
      const wasMuted = await withTable(flags.stage, region, async (store) => {
        const mutes = await store.mutes();
        await store.deleteMute(target);
        return mutes.some((mute) => mute.target === target);
      });
      stdout.write(wasMuted ? `${target} is no longer muted.\n` : `${target} was not muted.\n`);
    });
}

function parseMuteMs(text: string, faults: ConfigIssue[]): number | undefined {
  const match = /^(\d{1,5})([mhd])$/.exec(text.trim());
  const lastsMs = match === null ? 0 : Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS];
  if (lastsMs > 0 && lastsMs <= LONGEST_MS) return lastsMs;
  faults.push({ path: 'DURATION', message: `expected 1m to 31d, such as 30m, 4h or 2d, got "${text}"` });
  return undefined;
}

/** The SDK is loaded only by those who ask the table. */
async function withTable<T>(
  stage: string,
  region: string,
  use: (store: StateStore) => Promise<T>,
): Promise<T> {
  const [{ createStateStore }, { errorName }] = await Promise.all([
    import('../aws/state.ts'),
    import('../aws/refusals.ts'),
  ]);
  const { table } = stackNames(stage);
  const store = createStateStore({ table, region, clock: systemClock });
  try {
    return await inWords(() => use(store));
  } catch (error) {
    if (errorName(error) === 'ResourceNotFoundException') {
      const message = `there is no table ${table} in ${region}: is "${stage}" the stage it was deployed with?`;
      throw new InputError('bad-usage', [{ path: '--stage', message }]);
    }
    throw error;
  } finally {
    store.close();
  }
}
