import { FakeAwsError } from './aws-faults.ts';

type Filters =
  | readonly { readonly Name?: string | undefined; readonly Values?: readonly string[] | undefined }[]
  | undefined;
type Readers<T> = Readonly<Record<string, (item: T) => readonly (string | undefined)[]>>;
interface Tagged {
  readonly Tags?: readonly { readonly Key?: string; readonly Value?: string }[];
}

/**
 * Filters as EC2 does: all filters must match, any value of one will do, `tag:<key>` needs no reader, and a name
 * that the operation does not know is an error.
 * Source: EC2 API reference, "Filter"; error text as EC2 gives it for InvalidParameterValue.
 */
export function filtered<T extends object>(items: readonly T[], filters: Filters, readers: Readers<T>): T[] {
  return items.filter((item) =>
    (filters ?? []).every(({ Name = '', Values = [] }) => {
      const tag = Name.startsWith('tag:') ? Name.slice('tag:'.length) : undefined;
      const read = readers[Name];
      if (tag === undefined && read === undefined) {
        throw new FakeAwsError('InvalidParameterValue', `The filter '${Name}' is invalid`);
      }
      const tags = (item as Tagged).Tags ?? [];
      const has =
        tag === undefined ? read?.(item) : tags.filter(({ Key }) => Key === tag).map((one) => one.Value);
      return Values.some((value) => has?.includes(value));
    }),
  );
}
