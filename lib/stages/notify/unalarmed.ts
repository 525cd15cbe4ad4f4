import type { Config } from '../../config/config.ts';
import type { IncidentKey } from '../../core/notify/incident.ts';
import { type FailingMemory, lookBackMs, readFailing } from '../memory/failing.ts';
import { alarmOf } from './decide.ts';
import type { NotifyTools, QueueRecord } from './notify.ts';

/** What an alarm takes beside its periods until its message arrives: evaluation, topic and queue. */
const ALARM_TAKES_MS = 600_000;
/** A memory that no run renewed says nothing of now; the heartbeat's alarm does. */
const RENEWED_WITHIN_PERIODS = 3;

/**
 * What the runs know and no alarm says, as the alarms' own messages would have said it: a failure that lasts as long as
 * the alarm wants, and has no incident. CloudWatch keeps at most 100 contributors of an alarm in ALARM and returns 500
 * series of a query; with `metrics: summary` no target has an alarm at all, and its end is told here too.
 */
export async function unalarmed(tools: NotifyTools): Promise<readonly QueueRecord[]> {
  const { config, store, clock, onError } = tools;
  const nowMs = clock.wallMs();
  const open = new Set(
    (await store.openIncidents()).flatMap(({ subject }) =>
      subject.kind === 'finding' ? [idOf(subject)] : [],
    ),
  );
  const perVantage = await Promise.all(
    config.vantages.map(async ({ name: vantage }) => {
      const memory = await readFailing(vantage, store, onError);
      if (memory === undefined || nowMs - memory.atMs > RENEWED_WITHIN_PERIODS * config.schedule.periodMs)
        return [];
      const begun = lasting(memory, config, nowMs)
        .map(({ target, check, changedMs }) => ({ vantage, target, check, changedMs }))
        .filter((key) => !open.has(idOf(key)))
        .map((key) => recordOf(key, 'ALARM', tools));
      const failing = new Set(memory.failing.map(({ target, check }) => idOf({ vantage, target, check })));
      const ended =
        config.metrics !== 'summary'
          ? []
          : [...open]
              .map(keyOfId)
              .filter((key) => key.vantage === vantage && !failing.has(idOf(key)))
              .map((key) => recordOf({ ...key, changedMs: memory.atMs }, 'OK', tools));
      return [...begun, ...ended];
    }),
  );
  return perVantage.flat();
}

/** What failed as often as the alarm wants, so long ago that its message would have arrived. */
function lasting({ atMs, failing }: FailingMemory, config: Config, nowMs: number) {
  const { alarm, metrics } = config;
  const graceMs = metrics === 'summary' ? 0 : lookBackMs(config) + ALARM_TAKES_MS;
  return failing.flatMap(({ target, check, failedAtMs, sinceMs }) => {
    const changedMs = failedAtMs.at(-1) ?? sinceMs;
    // What the last run did not find so may have ended, or is not known.
    return changedMs === atMs && failedAtMs.length >= alarm.failing && nowMs - sinceMs >= graceMs
      ? [{ target, check, changedMs }]
      : [];
  });
}

/** A message of the queue, as SNS would have written it of the check's alarm. */
function recordOf(
  { vantage, target, check, changedMs }: IncidentKey & { readonly changedMs: number },
  state: 'ALARM' | 'OK',
  tools: NotifyTools,
): QueueRecord {
  const id = `report\n${vantage}\n${target}\n${check}`;
  return {
    id: `${id}\n${state}`,
    body: JSON.stringify({
      AlarmName: alarmOf({ vantage, target, check }, tools),
      AlarmDescription: '',
      NewStateValue: state,
      NewStateReason:
        state === 'ALARM' ? 'The last runs of gatewatch failed.' : 'The last runs did not fail.',
      StateChangeTime: new Date(changedMs).toISOString(),
      AlarmContributorId: id,
      AlarmContributorAttributes: { Vantage: vantage, Target: target },
    }),
  };
}

function idOf({ vantage, target, check }: IncidentKey): string {
  return `${vantage}\n${target}\n${check}`;
}

function keyOfId(id: string): IncidentKey {
  const [vantage = '', target = '', check = ''] = id.split('\n');
  return { vantage, target, check };
}
