import type { PlannedTarget } from './plan.ts';
import { boundedText } from './text.ts';

/** What of a target's tags is of use. */
export interface OwnerRule {
  /** The tag whose value is the owner of a target that names none. */
  readonly ownerTag?: string | undefined;
  /** Tags that routes ask for. */
  readonly tagKeys: readonly string[];
}

/** What gatewatch.yaml or AWS says of a target. */
interface Tagged {
  readonly owner?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** Undefined where neither gatewatch.yaml nor a tag says so. */
function ownerOf({ owner, tags }: Tagged, { ownerTag }: Pick<OwnerRule, 'ownerTag'>): string | undefined {
  const tagged = ownerTag === undefined ? undefined : tags?.[ownerTag];
  const text = owner ?? boundedText(tagged ?? '', LONGEST_OWNER);
  return text === '' ? undefined : text;
}

/** The same as gatewatch.yaml takes at most. */
const LONGEST_OWNER = 100;

/** The owner of a target, and its tags as far as they are asked for: what a finding about it carries. */
export function labelsOf(target: Tagged, rule: OwnerRule): Pick<PlannedTarget, 'owner' | 'tags'> {
  const owner = ownerOf(target, rule);
  const tags = rule.tagKeys.flatMap((key) => {
    const value = target.tags?.[key];
    return value === undefined ? [] : [[key, boundedText(value, LONGEST_TAG)]];
  });
  return {
    ...(owner !== undefined && { owner }),
    ...(tags.length > 0 && { tags: Object.fromEntries(tags) }),
  };
}

/** EC2 User Guide, "Tag restrictions". */
const LONGEST_TAG = 256;
