/**
 * Why EventBridge would refuse an event pattern; empty where it takes it.
 *
 * Source: EventBridge User Guide, "Comparison operators for use in event patterns" and "EventBridge quotas" (2,048
 * characters); AWS's own compiler of patterns, event-ruler: objects and arrays are not empty, `$or` has two members or
 * more and they are objects, a match expression has one key, names of operators are no field names inside `$or`, and
 * `$or` gives 1,000 combinations at most ("Using $or").
 */
export function eventPatternFaults(pattern: unknown): readonly string[] {
  const faults: string[] = [];
  const text = JSON.stringify(pattern);
  if (text.length > MOST_CHARACTERS) faults.push(`${text.length} characters, ${MOST_CHARACTERS} at most`);
  if (!isObject(pattern)) return [...faults, 'a pattern is an object'];
  const combinations = objectFaults(pattern, '', false, faults);
  if (combinations > MOST_COMBINATIONS) faults.push(`${combinations} combinations of $or`);
  return faults;
}

const MOST_CHARACTERS = 2048;
const MOST_COMBINATIONS = 1000;

/** @returns how many combinations of `$or` it holds */
function objectFaults(object: Fields, path: string, insideOr: boolean, faults: string[]): number {
  const entries = Object.entries(object);
  if (entries.length === 0) faults.push(`${path || 'the pattern'} is empty`);
  return entries.reduce((product, [name, value]) => {
    const at = path === '' ? name : `${path}.${name}`;
    if (name === '$or') return product * orFaults(value, at, faults);
    if (insideOr && name in OPERATORS) faults.push(`${at} is the name of an operator`);
    if (Array.isArray(value)) valueFaults(value, at, faults);
    else if (isObject(value)) return product * objectFaults(value, at, insideOr, faults);
    else faults.push(`${at} is neither an object nor an array`);
    return product;
  }, 1);
}

function orFaults(value: unknown, at: string, faults: string[]): number {
  if (!Array.isArray(value) || !value.every(isObject)) {
    faults.push(`${at} is no array of objects`);
    return 1;
  }
  if (value.length < 2) faults.push(`${at} has ${value.length} member, two at least`);
  return value.reduce((sum: number, one: Fields) => sum + objectFaults(one, at, true, faults), 0);
}

function valueFaults(values: readonly unknown[], at: string, faults: string[]): void {
  if (values.length === 0) faults.push(`${at} is an empty array`);
  for (const value of values) {
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) continue;
    if (!isObject(value)) {
      faults.push(`${at} holds an array`);
      continue;
    }
    const [[operator, operand] = ['', undefined], ...more] = Object.entries(value);
    const takes = OPERATORS[operator];
    if (more.length > 0) faults.push(`${at} has a match expression of several keys`);
    if (takes === undefined) faults.push(`${at} has the unknown operator "${operator}"`);
    else if (!takes(operand)) faults.push(`${at} has a wrong operand for ${operator}`);
  }
}

const isText = (value: unknown) => typeof value === 'string';
const isScalar = (value: unknown) => isText(value) || typeof value === 'number';
const ignoringCase = (value: unknown) => isObject(value) && isText(value['equals-ignore-case']);
const isOneOrSeveral = (value: unknown) =>
  isScalar(value) || (Array.isArray(value) && value.length > 0 && value.every(isScalar));

const OPERATORS: Readonly<Record<string, (operand: unknown) => boolean>> = {
  'exactly-match': isText,
  prefix: (value) => isText(value) || ignoringCase(value),
  suffix: (value) => isText(value) || ignoringCase(value),
  'equals-ignore-case': isText,
  wildcard: isText,
  cidr: isText,
  exists: (value) => typeof value === 'boolean',
  numeric: (value) => Array.isArray(value) && value.length >= 2 && value.length % 2 === 0,
  'anything-but': (value) =>
    isOneOrSeveral(value) ||
    (isObject(value) &&
      Object.entries(value).length === 1 &&
      Object.entries(value).every(
        ([operator, operand]) =>
          ['prefix', 'suffix', 'equals-ignore-case', 'wildcard'].includes(operator) &&
          isOneOrSeveral(operand),
      )),
};

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
