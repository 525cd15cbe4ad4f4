import type { Config } from '../../lib/config/config.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { type AlarmInput, alarmResources } from '../../lib/stack/alarms.ts';
import type { AlarmProperties } from './cloudwatch/alarm-properties.ts';
import { STAGE } from './installation.ts';

export const ALARMS_TOPIC = 'arn:aws:sns:ap-northeast-2:123456789012:gatewatch-prod-alarms';
export const FALLBACK_TOPIC = 'arn:aws:sns:ap-northeast-2:123456789012:gatewatch-prod-fallback';

/** Every alarm that the stack makes of a configuration. */
export async function stackAlarms(
  config: Config,
  queues: Partial<Pick<AlarmInput, 'queues' | 'deadLetterQueues'>> = {},
): Promise<readonly AlarmProperties[]> {
  const resources = await alarmResources({
    stage: STAGE,
    config,
    probes: PROBES,
    alarmsTopic: ALARMS_TOPIC,
    fallbackTopic: FALLBACK_TOPIC,
    queues: [],
    deadLetterQueues: [],
    ...queues,
  });
  return Object.values(resources).map(({ Properties }) => Properties as AlarmProperties);
}

/** Those that `notify` hears of. */
export async function alarmsToNotify(config: Config): Promise<readonly AlarmProperties[]> {
  const all = await stackAlarms(config);
  return all.filter(({ AlarmActions }) => JSON.stringify(AlarmActions).includes(ALARMS_TOPIC));
}
