import type { NormalizedSchema } from '@smithy/core/schema';
import { FakeAwsError } from './aws-faults.ts';
import type { Shape } from './aws-wire.ts';

const TOKENS = ['NextToken', 'nextToken', 'Marker'] as const;
const SIZES = ['MaxResults', 'MaxItems', 'Limit', 'limit', 'maxResults'] as const;

/**
 * Cuts an output's list into the page that was asked for, with a token for the next one, as AWS does for every
 * operation whose input and output both have a token. A token of another answer is refused. A handler whose output
 * has the token's member, be it undefined, does its own paging.
 */
export function pageOf(
  inputSchema: NormalizedSchema,
  outputSchema: NormalizedSchema,
  input: Shape,
  output: Shape,
  pageSize = Number.POSITIVE_INFINITY,
): Shape {
  if (!inputSchema.isStructSchema() || !outputSchema.isStructSchema()) return output;
  const inputs = inputSchema.getMemberSchemas();
  const outputs = outputSchema.getMemberSchemas();
  const token = TOKENS.find((name) => name in inputs && name in outputs);
  if (token === undefined || token in output) return output;
  // Some operations of Storage Gateway and Elastic Load Balancing repeat the token asked with, and name the next one apart.
  const answered = token === 'Marker' && 'NextMarker' in outputs ? 'NextMarker' : token;
  const lists = Object.entries(output).filter((entry): entry is [string, unknown[]] =>
    Array.isArray(entry[1]),
  );
  const longest = lists.sort(([, a], [, b]) => b.length - a.length)[0];
  if (longest === undefined) return output;
  const [name, items] = longest;
  const asked = SIZES.map((size) => input[size]).find((size) => typeof size === 'number');
  const size = Math.min(pageSize, asked ?? Number.POSITIVE_INFINITY);
  const given = input[token];
  const from = given === undefined ? 0 : readToken(String(given), name);
  if (from === 0 && items.length <= size) return output;
  const next = from + size;
  return {
    ...output,
    [name]: items.slice(from, next),
    ...(next < items.length && { [answered]: Buffer.from(`${name}:${next}`).toString('base64') }),
  };
}

function readToken(token: string, name: string): number {
  const [of, from] = Buffer.from(token, 'base64').toString('utf8').split(':');
  if (of !== name || from === undefined)
    throw new FakeAwsError('InvalidNextToken', 'The token is not valid.');
  return Number(from);
}
