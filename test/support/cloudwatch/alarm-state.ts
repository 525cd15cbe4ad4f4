/** What CloudWatch makes of a row of datapoints. */
export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

export interface StateRule {
  /** N: `EvaluationPeriods`. */
  readonly of: number;
  /** M: `DatapointsToAlarm`. */
  readonly failing: number;
  readonly missing: MissingData;
}

/**
 * More periods are looked at than are evaluated, "in case some of the most recent data points are missing". The guide's
 * tables show five for three; for other numbers it gives none, and the same two more are taken.
 */
export function evaluationRange({ of }: Pick<StateRule, 'of'>): number {
  return of + 2;
}

/**
 * The state that a row of datapoints stands for. Pure.
 * Source: CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data", the evaluation range, its two
 * tables, and "Avoiding premature transitions to alarm state".
 *
 * @param range - oldest first: whether each point breaches, undefined where there is none; as long as the evaluation range
 */
export function stateOf(range: readonly (boolean | undefined)[], rule: StateRule): AlarmState | 'retained' {
  const { of, failing, missing } = rule;
  const real = range.filter((point) => point !== undefined);
  if (real.length === 0) return STATE_WITHOUT_DATA[missing];
  const evaluated = real.slice(-of);
  const breaching = evaluated.filter((point) => point).length;
  const filled = of - evaluated.length;
  if (breaching >= failing) return 'ALARM';
  if (filled === 0 || missing === 'notBreaching') return 'OK';
  if (missing === 'breaching') return breaching + filled >= failing ? 'ALARM' : 'OK';
  const oldest = range.length - range.findIndex((point) => point !== undefined);
  const isPremature = breaching === real.length && oldest >= failing;
  if (!isPremature) return 'OK';
  return missing === 'ignore' ? 'retained' : 'ALARM';
}

const STATE_WITHOUT_DATA = {
  missing: 'INSUFFICIENT_DATA',
  ignore: 'retained',
  breaching: 'ALARM',
  notBreaching: 'OK',
} as const satisfies Record<MissingData, AlarmState | 'retained'>;
