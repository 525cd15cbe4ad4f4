/**
 * Why SNS would refuse a filter policy on message attributes; empty where it takes it.
 * Source: SNS Developer Guide, "Filter policy constraints": five keys, 150 combinations, 256 KB, no nesting where the
 * scope is the attributes; "Subscription filter policies": a value is a non-empty array.
 */
export function filterPolicyFaults(policy: unknown): readonly string[] {
  if (typeof policy !== 'object' || policy === null || Array.isArray(policy))
    return ['a policy is an object'];
  const entries = Object.entries(policy);
  const faults = entries.flatMap(([key, values]) => {
    if (!Array.isArray(values)) return [`${key} is no array`];
    if (values.length === 0) return [`${key} is an empty array`];
    const nested = values.filter((value) => typeof value === 'object' && value !== null);
    return nested.flatMap((value) => {
      const names = Object.keys(value);
      return names.length === 1 && OPERATORS.has(names[0] ?? '')
        ? []
        : [`${key} has ${JSON.stringify(value)}`];
    });
  });
  const combinations = entries.reduce(
    (product, [, values]) => product * (Array.isArray(values) ? values.length : 1),
    1,
  );
  if (entries.length === 0) faults.push('no key');
  if (entries.length > MOST_KEYS) faults.push(`${entries.length} keys, ${MOST_KEYS} at most`);
  if (combinations > MOST_COMBINATIONS)
    faults.push(`${combinations} combinations, ${MOST_COMBINATIONS} at most`);
  if (JSON.stringify(policy).length > MOST_BYTES) faults.push('more than 256 KB');
  return faults;
}

const MOST_KEYS = 5;
const MOST_COMBINATIONS = 150;
const MOST_BYTES = 262_144;
const OPERATORS = new Set([
  'anything-but',
  'prefix',
  'suffix',
  'numeric',
  'exists',
  'equals-ignore-case',
  'cidr',
]);
