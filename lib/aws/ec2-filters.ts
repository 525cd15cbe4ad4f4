import type { Filter } from '@aws-sdk/client-ec2';
import type { Tags } from '../core/aws/aws-object.ts';

/** EC2 takes this many values in one filter (EC2 API reference, "Filtering resources": 200 per request). */
const MAX_VALUES = 200;

/** A filter of one name, or none where there is nothing to filter by. */
export function filter(name: string, values: readonly string[] | undefined): Filter[] {
  return values === undefined ? [] : [{ Name: name, Values: [...values] }];
}

/** A filter for each tag: an object must carry all of them. */
export function tagFilters(tags: Tags | undefined): Filter[] {
  return Object.entries(tags ?? {}).map(([key, value]) => ({ Name: `tag:${key}`, Values: [value] }));
}

/**
 * Asks for many ids in as many requests as EC2 wants, one after the other. No ids, no question.
 *
 * Filtering by id, instead of naming ids, makes an unknown id an absence and not an error of the whole request.
 */
export async function inChunks<T>(
  values: readonly string[],
  ask: (some: readonly string[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const distinct = [...new Set(values)];
  const all: T[] = [];
  for (let from = 0; from < distinct.length; from += MAX_VALUES) {
    all.push(...(await ask(distinct.slice(from, from + MAX_VALUES))));
  }
  return all;
}

/** Tags as EC2 and Storage Gateway list them, by key. */
export function tagsOf(
  list: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined,
): Tags {
  return Object.fromEntries((list ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));
}

/** The ids of a list of things that may lack one. */
export function present<T extends string | number>(
  list: readonly (T | undefined)[] | undefined,
): readonly T[] {
  return (list ?? []).filter((one): one is T => one !== undefined && one !== '');
}
