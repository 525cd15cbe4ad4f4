import type { Command } from 'commander';
import type { KeptReports } from '../aws/state.ts';
import { badUsage, type ConfigIssue, InputError } from '../core/errors.ts';
import { nearestWord } from '../core/nearest.ts';
import type { StateStore } from '../core/notify/incident.ts';
import { stackNames } from '../core/stack-names.ts';
import { boundedText } from '../core/text.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, systemClock } from '../core/time.ts';
import { addAwsFlags } from './aws.ts';
import { type InstallationFlags, inWords, REGION, regionOf, STAGE } from './installation-flags.ts';
import { installedTargets } from './installed-targets.ts';
import type { Streams } from './streams.ts';

interface MuteFlags extends InstallationFlags {
  readonly reason: string;
  readonly force?: boolean;
}

/** A month: what stays muted for longer is better taken out of gatewatch.yaml. */
const LONGEST_MS = 31 * 86_400_000;
const UNIT_MS = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS } as const;

export function registerMute(program: Command, { stdout }: Streams): void {
  addAwsFlags(program.command('mute'), { optional: false })
    .argument('<target>', 'its name in gatewatch.yaml')
    .argument('<duration>', 'how long: 30m, 4h or 2d')
    .requiredOption('--reason <text>', 'why, for those who read the daily digest')
    .option('--force', 'mute a name that the installation does not know')
    .option('--stage <stage>', STAGE, 'dev')
    .option('--region <region>', REGION)
    .action(async (target: string, duration: string, flags: MuteFlags) => {
      const faults: ConfigIssue[] = [];
      const lastsMs = parseMuteMs(duration, faults);
      const reason = boundedText(flags.reason, 200);
      if (reason === '') faults.push({ path: '--reason', message: 'expected some words' });
      const region = await regionOf(flags, faults);
      if (lastsMs === undefined || region === undefined || faults.length > 0)
        throw new InputError('bad-usage', faults);
      const untilMs = systemClock.wallMs() + lastsMs;
      const { stage } = flags;
      await withTable(stage, region, async (store) => {
        if (flags.force !== true) refuseUnknown(target, await installedTargets(stage, region, store));
        await store.putMute({ target, untilMs, reason });
      });
      stdout.write(
        `${target} is muted until ${new Date(untilMs).toISOString()}. What is still broken then is notified.\n`,
      );
    });
}

export function registerUnmute(program: Command, { stdout }: Streams): void {
  addAwsFlags(program.command('unmute'), { optional: false })
    .argument('<target>', 'its name in gatewatch.yaml')
    .option('--stage <stage>', STAGE, 'dev')
    .option('--region <region>', REGION)
    .action(async (target: string, flags: InstallationFlags) => {
      const faults: ConfigIssue[] = [];
      const region = await regionOf(flags, faults);
      if (region === undefined) throw new InputError('bad-usage', faults);
      const wasMuted = await withTable(flags.stage, region, async (store) => {
        const mutes = await store.mutes();
        await store.deleteMute(target);
        return mutes.some((mute) => mute.target === target);
      });
      stdout.write(wasMuted ? `${target} is no longer muted.\n` : `${target} was not muted.\n`);
    });
}

/** A mistyped name would be muted without effect, and the pages would go on. */
function refuseUnknown(target: string, known: readonly string[]): void {
  if (known.includes(target)) return;
  const near = nearestWord(target, known);
  const hint =
    near !== undefined
      ? `did you mean ${near}?`
      : known.length === 0
        ? 'neither the stack nor the last reports tell which targets there are'
        : `there are ${known.slice(0, MOST_NAMES).join(', ')}${known.length > MOST_NAMES ? ` and ${known.length - MOST_NAMES} more` : ''}`;
  const message = `the installation has no target "${target}"; ${hint}. --force mutes it all the same`;
  throw badUsage('TARGET', message);
}

const MOST_NAMES = 20;

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
  use: (store: StateStore & KeptReports) => Promise<T>,
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
      throw badUsage('--stage', message);
    }
    throw error;
  } finally {
    store.close();
  }
}
