/** An AWS object's tags by key. The name a person gave it is `Name`. */
export type Tags = Readonly<Record<string, string>>;

/** What follows the prefix of a resource's id: 8 hexadecimal digits until 2016 and 17 since (EC2 User Guide, "Resource IDs"). */
const DIGITS = '(?:[0-9a-f]{17}|[0-9a-f]{8})';

/** The whole of an id of that prefix, which is a part of a pattern: `vpce`, `(?:i|eni)`. */
export function awsIdPattern(prefix: string): RegExp {
  return new RegExp(`^${prefix}-${DIGITS}$`);
}

/** Whether the text is an id of that prefix, and not a name. */
export function isAwsId(prefix: string, text: string): boolean {
  return awsIdPattern(prefix).test(text);
}
