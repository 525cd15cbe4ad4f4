import { Cron } from 'croner';

/**
 * Why EventBridge Scheduler would refuse an expression; empty where it takes it.
 * Source: EventBridge Scheduler User Guide, "Schedule types": `rate(value unit)`, `cron(…)` of six fields of which one of
 * the days is `?`, `at(yyyy-mm-ddThh:mm:ss)`.
 */
export function scheduleFaults(text: string): readonly string[] {
  const [, value, unit = ''] = /^rate\((\d+) (minutes?|hours?|days?)\)$/.exec(text) ?? [];
  if (value !== undefined) {
    if (Number(value) < 1) return ['a rate of nothing'];
    return unit.endsWith('s') === Number(value) > 1 ? [] : [`${value} ${unit}`];
  }
  if (/^at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)$/.test(text)) return [];
  const [, five = '', day = '', weekday = ''] = /^cron\((\S+ \S+ (\S+) \S+ (\S+)) \S+\)$/.exec(text) ?? [];
  if (five === '') return ['neither rate, cron nor at'];
  if ((day === '?') === (weekday === '?')) return ['exactly one of the two days is ?'];
  try {
    return new Cron(five.replaceAll('?', '*'), { paused: true }).nextRun() === null ? ['it never comes'] : [];
  } catch {
    // Croner throws for a field that it cannot read.
    return ['a field that is no cron field'];
  }
}
