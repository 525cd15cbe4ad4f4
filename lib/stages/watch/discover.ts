import type { Vantage } from '../../config/config.ts';
import type { DiscoveredTarget, Discovery, DiscoveryScope } from '../../core/aws/discovered-target.ts';
import { AwsRefusal } from '../../core/errors.ts';
import type { Observation } from '../../core/observation.ts';
import { labelsOf, type OwnerRule } from '../../core/owner.ts';
import type { PlannedTarget } from '../../core/plan.ts';
import type { FoundTarget, Report } from '../../core/report.ts';
import type { Clock } from '../../core/time.ts';
import { type Deadline, deadlineIn } from '../../core/time.ts';
import { TARGETS } from '../../targets/registry.ts';
import type { Target } from '../../targets/target.ts';
import type { Answered } from '../check/judge.ts';
import { isWanted } from './object-filter.ts';

/** Looks for what one word under `discover:` means. */
export type Discover = (what: string, within: DiscoveryScope, signal: AbortSignal) => Promise<Discovery>;

export interface DiscoverTools {
  readonly clock: Clock;
  readonly deadline: Deadline;
  readonly discover: Discover;
}

export interface Discovered {
  /** The vantage's own targets first, then what was found beside them. */
  readonly targets: readonly PlannedTarget[];
  /** What AWS would not tell, as answers to a question each: targets that were not found must not look like none. */
  readonly refusals: readonly Answered[];
  /** What was found by each word, for those who tell what is new; absent where nothing is looked for. */
  readonly discovered?: Report['discovered'];
}

/** Listings of a large account take seconds; questions need what is left. */
const DISCOVERY_MS = 15_000;

/**
 * What the account holds in the vantage's VPC, beside what gatewatch.yaml names. A target that is configured wins over
 * the same object found: by its id, or by the tags it is followed by.
 *
 * It never rejects: a refusal, or an AWS that does not answer in time, becomes its own answer.
 */
export async function discoverTargets(
  { name: vantage, network, discover: words, targets, labels, ...filters }: Vantage,
  { clock, deadline, discover }: DiscoverTools,
  types: readonly Target[] = TARGETS,
): Promise<Discovered> {
  if (network === undefined || words.length === 0) return { targets, refusals: [] };
  const { signal } = deadlineIn(clock, DISCOVERY_MS, deadline);
  const startedMs = clock.monotonicMs();
  const looked = await Promise.all(
    words.map(async (what) => {
      const check = checkOf(what, types);
      const refusal = (observation: Observation): Answered => ({
        planned: { vantage, target: `discover-${what}`, shown: true, question: { kind: check } },
        observation,
      });
      const late = { outcome: 'out-of-time' as const, waitedMs: Math.round(clock.monotonicMs() - startedMs) };
      try {
        const { targets: found, refused } = await discover(what, { vpc: network.vpc }, signal);
        return { what, found, refusals: refused.map((one) => refusal(observationOf(one, late))) };
      } catch (error) {
        if (error instanceof AwsRefusal)
          return { what, found: [], refusals: [refusal(observationOf(error, late))] };
        if (signal.aborted) return { what, found: [], refusals: [refusal(late)] };
        throw error;
      }
    }),
  );
  const found = looked.flatMap((one) => one.found);
  const wanted = found.filter((one) => isWanted(one, filters));
  const named = nameFound(targets, wanted, types, labels);
  const byId = new Map(named.map((one) => [one.id, one]));
  const inventory = looked.flatMap(({ what, found: its }) =>
    its.map(({ id, type, ...object }): FoundTarget => {
      const one = byId.get(id);
      const isWritten = one === undefined || one.target === undefined;
      const name = one?.name ?? safeName({ id, name: object.name });
      const { owner, tags } = one?.target ?? {};
      return {
        id,
        name,
        type,
        by: what,
        ...(isWritten && { isWritten }),
        ...(owner !== undefined && { owner }),
        ...(tags !== undefined && { tags }),
      };
    }),
  );
  const incomplete = looked.filter(({ refusals }) => refusals.length > 0).map(({ what }) => what);
  return {
    targets: withFound(targets, named),
    refusals: looked.flatMap((one) => one.refusals),
    discovered: { found: inventory, incomplete },
  };
}

/** The check that says what became of a word under `discover:`. */
export function checkOf(what: string, types: readonly Target[] = TARGETS): string {
  return types.find(({ discovered }) => discovered?.by === what)?.discovered?.check ?? what;
}

/** An AWS that is not there is no missing permission: it counts as time that ran out. */
function observationOf(
  { code, action }: { readonly code: string; readonly action: string },
  late: Observation,
): Observation {
  return code === 'access-denied' || code === 'throttled' ? { outcome: code, action } : late;
}

const NO_LABELS: OwnerRule = { tagKeys: [] };

/** Whether only the tags of its object in AWS may say whose a configured target is, or what routes ask for. */
export function lacksLabels(
  { type, owner, tags }: PlannedTarget,
  { discover, labels = NO_LABELS }: Pick<Vantage, 'discover' | 'labels'>,
  types: readonly Target[] = TARGETS,
): boolean {
  const word = types.find((one) => one.type === type)?.discovered?.by;
  const isFound = discover.some((one) => one === word);
  const { ownerTag, tagKeys } = labels;
  return (
    isFound &&
    ((ownerTag !== undefined && owner === undefined) || tagKeys.some((key) => tags?.[key] === undefined))
  );
}

/** The configured targets, and what was found beside them. */
export function mergeTargets(
  configured: readonly PlannedTarget[],
  found: readonly DiscoveredTarget[],
  types: readonly Target[],
  labels?: OwnerRule,
): readonly PlannedTarget[] {
  return withFound(configured, nameFound(configured, found, types, labels));
}

function withFound(
  configured: readonly PlannedTarget[],
  named: readonly NamedObject[],
): readonly PlannedTarget[] {
  return [
    ...configured.map((target) => withLabels(target, named)),
    ...named.flatMap(({ target }) => target ?? []),
  ];
}

/** An object that was found with the name it is checked under; `target` is absent where a configured one means it. */
interface NamedObject {
  readonly id: string;
  readonly name: string;
  readonly target?: PlannedTarget;
  /** What AWS says of an object that a configured target means. */
  readonly labels?: Labels;
}

type Labels = Pick<PlannedTarget, 'owner' | 'tags'>;

/** What the file says of a target has precedence over the tags of its object. */
function withLabels(target: PlannedTarget, named: readonly NamedObject[]): PlannedTarget {
  const labels = named.find(({ name, target: own }) => own === undefined && name === target.name)?.labels;
  if (labels === undefined) return target;
  const tags = { ...labels.tags, ...target.tags };
  return { ...labels, ...target, ...(Object.keys(tags).length > 0 && { tags }) };
}

/** Names what was found so that it can be a metric's dimension and stays the same from run to run. */
function nameFound(
  configured: readonly PlannedTarget[],
  found: readonly DiscoveredTarget[],
  types: readonly Target[],
  labels: OwnerRule = NO_LABELS,
): readonly NamedObject[] {
  type Named = Omit<NamedObject, 'target'> & { readonly own?: Omit<PlannedTarget, 'name'> };
  const objects = found.flatMap((one): readonly Named[] => {
    const definition = types.find(({ type }) => type === one.type);
    const discovered = definition?.discovered;
    if (definition === undefined || discovered === undefined) return [];
    const same = configured.filter(({ type }) => type === one.type);
    const covering = same.find(({ fields }) => discovered.covers(fields, one));
    if (covering !== undefined)
      return [{ id: one.id, name: covering.name, labels: labelsOf({ tags: one.tags }, labels) }];
    const fields = discovered.fields(one);
    if (fields === undefined) return [];
    const whole: Readonly<Record<string, unknown>> = definition.fields.parse(fields);
    const own = {
      type: definition.type,
      fields: whole,
      discovered: true as const,
      ...labelsOf({ tags: one.tags }, labels),
    };
    return [{ id: one.id, name: safeName(one), own }];
  });
  const added = objects.flatMap(({ name, own }) => (own === undefined ? [] : [name]));
  const taken = [...configured.map(({ name }) => name), ...added];
  return objects.map(({ own, ...named }): NamedObject => {
    const { id, name } = named;
    if (own === undefined) return named;
    // Two of one name both go by their ids: neither name may depend on the order AWS lists them in.
    const unique = taken.filter((other) => other === name).length > 1 ? id : name;
    return { id, name: unique, target: { name: unique, ...own } };
  });
}

/** A tag may hold anything; a dimension is ASCII, and the name is typed on command lines (`objectName` of the config). */
export function safeName({ name, id }: Pick<DiscoveredTarget, 'name' | 'id'>): string {
  const safe = name
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .slice(0, 64)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  // A name in another script leaves nothing, or so little that two names would become one.
  return safe === '' || safe.length * 2 < name.length ? id : safe;
}
