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

/** The vantages of gatewatch.yaml. */
export function configuredVantages({ vantages }: Pick<Config, 'vantages'>): Vantages {
  const find = (name: string) => vantages.find((one) => one.name === name);
  return {
    placeOf: (name) => {
      const found = find(name);
      return found === undefined ? 'elsewhere' : found.network === undefined ? 'on-premises' : 'vpc';
    },
    nameAt: (name, { vantage, target }) => {
      const [own, other] = [find(vantage), find(name)];
      if (own === undefined || other === undefined) return undefined;
      const written = own.targets.find((one) => one.name === target);
      const same = other.targets.find((one) =>
        written === undefined ? one.name === target : isSame(written, one),
      );
      // What was found is named after the object that AWS holds: the same name is the same object.
      const isFound = written === undefined && own.discover.length > 0 && other.discover.length > 0;
      return same?.name ?? (isFound ? target : undefined);
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
