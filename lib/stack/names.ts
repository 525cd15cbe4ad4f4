/** Every name of the stack. The stage keeps two installations of one account apart. */
export function stackNames(stage: string) {
  const prefix = `gatewatch-${stage}`;
  return {
    prefix,
    checkAlarm: (check: string) => `${prefix}-${check}`,
    heartbeatAlarm: (vantage: string) => `${prefix}-heartbeat-${vantage}`,
    unknownAlarm: (vantage: string) => `${prefix}-unknown-${vantage}`,
    undeliveredAlarm: `${prefix}-undelivered`,
    alarmsTopic: `${prefix}-alarms`,
    messagesTopic: `${prefix}-messages`,
    chatTopic: `${prefix}-chat`,
    fallbackTopic: `${prefix}-fallback`,
    notifyQueue: `${prefix}-notify`,
    slackQueue: `${prefix}-slack`,
    deadLetters: (queue: string) => `${queue}-dead`,
    table: `${prefix}-state`,
    dashboard: prefix,
  } as const;
}
export type StackNames = ReturnType<typeof stackNames>;

/** A CloudFormation logical id from any name: letters and digits, each part capitalised. */
export function logicalId(...parts: readonly string[]): string {
  return parts
    .flatMap((part) => part.split(/[^A-Za-z0-9]+/))
    .filter((word) => word !== '')
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join('');
}
