import { QUOTAS } from '../catalogue/quotas.ts';
import type { Config } from '../config/config.ts';
import type { Probe } from '../core/probe.ts';
import { planOf, usedKinds } from './plan-of.ts';

/** What one alarm on a check watches: the whole stage, or one vantage of it. */
export interface AlarmScope {
  readonly check: string;
  /** Absent where the alarm watches every vantage, on premises and to come. */
  readonly vantage?: string;
  /** Configured targets; what discovery finds comes on top. */
  readonly targets: number;
}

/** The account's other alarms need some of its quota as well. */
const OURS_AT_MOST = QUOTAS['insights-alarms'].limit * 0.75;

/**
 * One alarm a check; one for each vantage where a stage has more targets than an alarm can name, the largest checks
 * first, as far as the quota of the Region goes.
 */
export function alarmScopes(config: Config, probes: readonly Probe[]): readonly AlarmScope[] {
  if (config.metrics === 'summary') return [];
  const used = usedKinds(config, probes);
  const counts = config.vantages.map((vantage) => ({
    vantage: vantage.name,
    targets: targetsByCheck(planOf(vantage, config, probes).questions),
  }));
  const checks = probes
    .filter((probe) => used.has(probe.kind) && canFail(probe))
    .map(({ kind: check }) => {
      const inVantages = counts.map(({ vantage, targets }) => ({
        check,
        vantage,
        targets: targets.get(check) ?? 0,
      }));
      return { check, inVantages, targets: inVantages.reduce((sum, { targets }) => sum + targets, 0) };
    });
  let alarms = checks.length;
  const split = new Set<string>();
  for (const { check, targets } of checks.toSorted((a, b) => b.targets - a.targets)) {
    const more = config.vantages.length - 1;
    if (targets <= QUOTAS['alarm-contributors'].limit || more === 0 || alarms + more > OURS_AT_MOST) continue;
    split.add(check);
    alarms += more;
  }
  return checks.flatMap(({ check, targets, inVantages }) =>
    split.has(check) ? inVantages : [{ check, targets }],
  );
}

/** Checks that have an alarm for each vantage, for what links to one. */
export function splitChecks(config: Config, probes: readonly Probe[]): readonly string[] {
  const split = alarmScopes(config, probes).filter(({ vantage }) => vantage !== undefined);
  return [...new Set(split.map(({ check }) => check))];
}

/** A kind that runs on schedule and can fail at all; the rest never publishes a 2. */
function canFail(probe: Probe): boolean {
  return !probe.onDemand && Object.values(probe.reasons).some(({ status }) => status === 'failed');
}

function targetsByCheck(
  questions: readonly { readonly target: string; readonly question: { readonly kind: string } }[],
): ReadonlyMap<string, number> {
  const groups = Map.groupBy(questions, ({ question }) => question.kind);
  return new Map([...groups].map(([kind, asked]) => [kind, new Set(asked.map(({ target }) => target)).size]));
}
