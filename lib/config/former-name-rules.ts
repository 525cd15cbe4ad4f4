import type { TargetPlace } from '../core/plan.ts';
import { type SchemaIssue, showValue } from './issues.ts';
import { at, listAt, nameIn, type PlacedVantage } from './rule-kit.ts';

/** What `was` names: `TARGET` of the same vantage, or `VANTAGE/TARGET`. */
export function formerPlace(written: string, vantage: string): TargetPlace {
  const [target = '', before = vantage] = written.split('/').reverse();
  return { vantage: before, target };
}

interface Claim {
  /** Who continues, as `VANTAGE/TARGET`. */
  readonly by: string;
  /** What is continued. */
  readonly from: string;
  readonly value: string;
  readonly path: readonly PropertyKey[];
}

/** A history goes on under one name: `was` names what is gone, and no two targets continue the same one. */
export function formerNameIssues(placed: readonly PlacedVantage[]): readonly SchemaIssue[] {
  const targets = placed.flatMap(({ vantage, name, path }) =>
    listAt(vantage, 'targets').map((target, place) => ({
      id: idOf({ vantage: name, target: nameIn(at(target, 'name')) }),
      vantage: name,
      was: at(target, 'was'),
      path: [...path, 'targets', place, 'was'],
    })),
  );
  const there = new Set(targets.map(({ id }) => id));
  const claims = targets.flatMap(({ id, vantage, was, path }) =>
    [was].flat().flatMap((value, index): readonly Claim[] => {
      if (typeof value !== 'string') return [];
      const from = idOf(formerPlace(value, vantage));
      return [{ by: id, from, value, path: Array.isArray(was) ? [...path, index] : path }];
    }),
  );
  const first = new Map(claims.toReversed().map((claim) => [claim.from, claim]));
  return claims.flatMap((claim): readonly SchemaIssue[] => {
    const message = there.has(claim.from) ? stillThere(claim, claims) : claimedBefore(claim, first);
    return message === undefined ? [] : [{ path: claim.path, about: 'value', message }];
  });
}

function claimedBefore(claim: Claim, first: ReadonlyMap<string, Claim>): string | undefined {
  const other = first.get(claim.from);
  if (other === undefined || other === claim) return undefined;
  return `expected the name of a target that no other one continues, got ${showValue(claim.value)}, which ${showValue(other.by)} continues; of a target that was split, one part continues it`;
}

function stillThere({ by, from, value }: Claim, claims: readonly Claim[]): string {
  const expected = 'expected the name of a target that is gone';
  if (by === from) return `${expected}, got ${showValue(value)}, which is the name it has`;
  const circle = circleFrom(by, claims);
  if (circle === undefined)
    return `${expected}, got ${showValue(value)}, which is still a target (${showValue(from)})`;
  return `${expected}, got ${showValue(value)}, which closes a circle: ${circle.map(showValue).join(' was ')}`;
}

/** The names from one target back to itself; undefined where they do not lead there. */
function circleFrom(start: string, claims: readonly Claim[]): readonly string[] | undefined {
  const from = Map.groupBy(claims, ({ by }) => by);
  const queue: (readonly string[])[] = [[start]];
  const seen = new Set<string>();
  for (let names = queue.shift(); names !== undefined; names = queue.shift()) {
    const last = names.at(-1) ?? '';
    if (seen.has(last)) continue;
    seen.add(last);
    for (const { from: before } of from.get(last) ?? []) {
      if (before === start) return [...names, start];
      queue.push([...names, before]);
    }
  }
  return undefined;
}

function idOf({ vantage, target }: TargetPlace): string {
  return `${vantage}/${target}`;
}
