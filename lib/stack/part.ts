import type { AWS } from 'osls';
import type { CfnResources } from './alarms.ts';

export type FunctionConfig = NonNullable<AWS['functions']>[string];

/** What one subject adds to the stack. */
export interface StackPart {
  /** By osls' name of the function; its logical id follows from it (`functionLogicalId`). */
  readonly functions?: Readonly<Record<string, FunctionConfig>>;
  /** By logical id. */
  readonly resources?: CfnResources;
  readonly outputs?: Readonly<Record<string, { readonly Description: string; readonly Value: unknown }>>;
}

/** As many calls stay free for a function, and no more of it run at once. */
export function reserve(concurrency: number | undefined): Pick<FunctionConfig, 'reservedConcurrency'> {
  return concurrency === undefined ? {} : { reservedConcurrency: concurrency };
}

/**
 * All parts as one.
 *
 * @throws when two parts claim the same name: CloudFormation would silently keep the last
 */
export function mergeParts(parts: readonly StackPart[]): Required<StackPart> {
  return {
    functions: mergeRecords(parts.map(({ functions = {} }) => functions)),
    resources: mergeRecords(parts.map(({ resources = {} }) => resources)),
    outputs: mergeRecords(parts.map(({ outputs = {} }) => outputs)),
  };
}

function mergeRecords<T>(records: readonly Readonly<Record<string, T>>[]): Readonly<Record<string, T>> {
  const entries = records.flatMap((record) => Object.entries(record));
  const names = entries.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`two parts of the stack are called ${twice}`);
  return Object.fromEntries(entries);
}
