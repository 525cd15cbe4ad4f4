/** An alarm holds ten metrics at most: the second of its sort is `…~2`. */
const PART_MARK = '~';

function partSuffix(part: number): string {
  return part === 1 ? '' : `${PART_MARK}${part}`;
}

/** @returns the name of the first alarm of the same sort */
export function firstAlarmOfSort(alarmName: string): string {
  return alarmName.split(PART_MARK)[0] ?? '';
}

/** Every name of the stack. The stage keeps two installations of one account apart. */
export function stackNames(stage: string) {
  const prefix = `gatewatch-${stage}`;
  return {
    prefix,
    watchFunction: `${prefix}-watch`,
    watchLogGroup: `/aws/lambda/${prefix}-watch`,
    /** At most 64 characters with a stage of 15 and a vantage of 32. */
    probeFunction: (vantage: string) => `${prefix}-probe-${vantage}`,
    notifyFunction: `${prefix}-notify`,
    /** Of the function and of its queue. */
    channel: (name: string) => `${prefix}-${name}`,
    dashboardFunction: `${prefix}-dashboard`,
    mtlsLogFunction: `${prefix}-mtls-log`,
    mtlsLogGroup: `/aws/lambda/${prefix}-mtls-log`,
    /** No vantage has a dot in its name. */
    tick: `${prefix}.tick`,
    schedule: (vantage: string) => `${prefix}-${vantage}`,
    /** Of the schedules of one account beside the installation's own. */
    scheduleGroup: (account: string) => `${prefix}-${account}`,
    /** Names of roles are one for all Regions of an account. */
    spokeRole: (region: string) => `${prefix}-spoke-${region}`,
    spokes: `${prefix}-spokes`,
    /** A bucket for each Region: Lambda takes code from its own Region only. */
    codeBuckets: (account: string) => `${prefix}-code-${account}`,
    /** One a check; in a large stage one a check and vantage, `…-tls.seoul`. No check has a dot in its name. */
    checkAlarm: (check: string, vantage?: string) =>
      `${prefix}-${check}${vantage === undefined ? '' : `.${vantage}`}`,
    heartbeatAlarm: (vantage: string) => `${prefix}-heartbeat-${vantage}`,
    clientCertificatesAlarm: (loadBalancer: string) => `${prefix}-mtls-${loadBalancer}`,
    unknownAlarm: (vantage: string) => `${prefix}-unknown-${vantage}`,
    /** No metric ever raises it: `gatewatch doctor` sets it by hand, so that a message goes through every channel. */
    testAlarm: `${prefix}-test`,
    /** Of queues; a stack of many has several, counted from 1. */
    undeliveredAlarm: (part: number) => `${prefix}-undelivered${partSuffix(part)}`,
    /** Errors and throttles of the functions; a stack of many has several, counted from 1. */
    functionsAlarm: (part: number) => `${prefix}-functions${partSuffix(part)}`,
    tickAlarm: `${prefix}-tick`,
    alarmsTopic: `${prefix}-alarms`,
    messagesTopic: `${prefix}-messages`,
    chatTopic: `${prefix}-chat`,
    fallbackTopic: `${prefix}-fallback`,
    notifyQueue: `${prefix}-notify`,
    deadLetters: (queue: string) => `${queue}-dead`,
    /** Calls of schedules and events that their function never took. */
    eventsDeadLetters: `${prefix}-events-dead`,
    table: `${prefix}-state`,
    dashboard: prefix,
  } as const;
}
/** The variable of the environment that a channel's function is told something by: `GATEWATCH_PAGER_DUTY_SEVERITY` … */
export function channelVariable(channel: string, what: 'SECRET' | 'SEVERITY' | 'BUS'): string {
  return `GATEWATCH_${channel.toUpperCase().replaceAll('-', '_')}_${what}`;
}
