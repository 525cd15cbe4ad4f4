/** Every name of the stack. The stage keeps two installations of one account apart. */
export function stackNames(stage: string) {
  const prefix = `gatewatch-${stage}`;
  return {
    prefix,
    watchFunction: `${prefix}-watch`,
    /** At most 64 characters with a stage of 15 and a vantage of 32. */
    probeFunction: (vantage: string) => `${prefix}-probe-${vantage}`,
    schedule: (vantage: string) => `${prefix}-${vantage}`,
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

/** A value that osls fills in when it packages, such as `opt:stage`. */
export function variable(source: string): string {
  return `\${${source}}`;
}

/** The stage in names of the stack. */
export const STAGE_VARIABLE = variable('sls:stage');

/** The logical id osls gives to a function: `probe-a` becomes `ProbeDashaLambdaFunction`. */
export function functionLogicalId(key: string): string {
  const spelt = key.replaceAll('-', 'Dash');
  return `${spelt.slice(0, 1).toUpperCase()}${spelt.slice(1)}LambdaFunction`;
}

/** A CloudFormation logical id from any name: letters and digits, each part capitalised. */
export function logicalId(...parts: readonly string[]): string {
  return parts
    .flatMap((part) => part.split(/[^A-Za-z0-9]+/))
    .filter((word) => word !== '')
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join('');
}
