import type { Config } from '../config/config.ts';
import type { Probe } from '../core/probe.ts';
import { stackNames } from '../core/stack-names.ts';
import { alarmResources } from './alarms.ts';
import { configuredChannels } from './channels.ts';
import { STAGE_VARIABLE } from './names.ts';
import type { StackPart } from './part.ts';
import { TOPICS } from './topics.ts';

/** Every alarm, on the topics and the queues of this stack. A kind that nothing asks has none; it comes with its first target. */
export async function alarmsPart(config: Config, probes: readonly Probe[]): Promise<StackPart> {
  const names = stackNames(STAGE_VARIABLE);
  const queues = [names.notifyQueue, ...configuredChannels(config).map(({ part }) => names.channel(part))];
  return {
    resources: await alarmResources({
      stage: STAGE_VARIABLE,
      config,
      probes,
      alarmsTopic: { Ref: TOPICS.alarms },
      fallbackTopic: { Ref: TOPICS.fallback },
      queues,
      deadLetterQueues: [...queues.map(names.deadLetters), names.eventsDeadLetters],
    }),
  };
}
