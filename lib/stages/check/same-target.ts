import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../../config/config.ts';
import type { Locale } from '../../core/locale.ts';
import type { PlannedTarget } from '../../core/plan.ts';
import type { RenderedFinding } from '../../core/report.ts';
import { type SeenFrom, withOtherVantages } from '../../report/text/between-vantages.ts';

type TargetOfVantage = Pick<RenderedFinding, 'vantage' | 'target'>;

/** Which targets of several vantages are one, and where those vantages stand. */
export interface Vantages {
  readonly placeOf: (vantage: string) => SeenFrom['place'];
  /** The name that a target has at another vantage; undefined where it is not checked from there. */
  readonly nameAt: (vantage: string, of: TargetOfVantage) => string | undefined;
}

/** How a vantage checks a target; not which target it is. */
const OF_THE_VANTAGE: ReadonlySet<string> = new Set(['via', 'subnets', 'from', 'mtu', 'answersStrangers']);

/** One configuration is asked about by every run, and by every alarm. */
const matched = new WeakMap<Config['vantages'], Vantages>();

/** The vantages of gatewatch.yaml. */
export function configuredVantages({ vantages }: Pick<Config, 'vantages'>): Vantages {
  const found = matched.get(vantages) ?? matchTargets(vantages);
  matched.set(vantages, found);
  return found;
}

function matchTargets(vantages: Config['vantages']): Vantages {
  const places = new Map(
    vantages.map((one) => [
      one.name,
      { ...one, written: new Map(one.targets.map((target) => [target.name, target])) },
    ]),
  );
  // Of written targets alone, so that it does not grow with what is found.
  const names = new Map<string, string | undefined>();
  return {
    placeOf: (name) => {
      const found = places.get(name);
      return found === undefined ? 'elsewhere' : found.network === undefined ? 'on-premises' : 'vpc';
    },
    nameAt: (name, { vantage, target }) => {
      const [own, other] = [places.get(vantage), places.get(name)];
      if (own === undefined || other === undefined) return undefined;
      const written = own.written.get(target);
      if (written === undefined) {
        // What was found is named after the object that AWS holds: the same name is the same object.
        const isFound = own.discover.length > 0 && other.discover.length > 0;
        return isFound || other.written.has(target) ? target : undefined;
      }
      const key = [name, vantage, target].join('\n');
      if (!names.has(key)) names.set(key, other.targets.find((one) => isSame(written, one))?.name);
      return names.get(key);
    },
  };
}

/** Reports of which no configuration is known: one name is one target. */
export const UNCONFIGURED: Vantages = { placeOf: () => 'elsewhere', nameAt: (_, { target }) => target };

/** One type, and the same values: all of them, or under one name no value against another. */
function isSame(one: PlannedTarget, other: PlannedTarget): boolean {
  if (one.type !== other.type) return false;
  const [mine, its] = [one, other].map(({ fields }) =>
    Object.fromEntries(Object.entries(fields).filter(([key]) => !OF_THE_VANTAGE.has(key))),
  ) as [PlannedTarget['fields'], PlannedTarget['fields']];
  if (isDeepStrictEqual(mine, its)) return true;
  return (
    one.name === other.name &&
    Object.entries(mine).every(([key, value]) => its[key] === undefined || isDeepStrictEqual(value, its[key]))
  );
}

/** What a vantage found, of which only the verdicts count. */
export interface FindingsOfVantage {
  readonly vantage: string;
  readonly findings: readonly Pick<RenderedFinding, 'target' | 'check' | 'status'>[];
}

/** Findings beside what other vantages found of the same targets. Pure. */
export function besideOthers(
  findings: readonly RenderedFinding[],
  others: readonly FindingsOfVantage[],
  { placeOf, nameAt }: Vantages,
  locale: Locale,
): readonly RenderedFinding[] {
  const found = others.map(({ vantage, findings: its }) => ({
    vantage,
    statusOf: new Map(its.map(({ target, check, status }) => [`${target}\n${check}`, status])),
  }));
  return findings.map((finding) => {
    const seen = found.flatMap(({ vantage, statusOf }): readonly SeenFrom[] => {
      if (vantage === finding.vantage) return [];
      const status = statusOf.get(`${nameAt(vantage, finding)}\n${finding.check}`);
      return status === undefined ? [] : [{ vantage, place: placeOf(vantage), status }];
    });
    return withOtherVantages(finding, placeOf(finding.vantage), seen, locale);
  });
}
