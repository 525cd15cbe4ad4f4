/** What survives a trip through JSON. Everything that crosses from one stage to the next is made of it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** The fields of anything that may be an object; undefined for everything else, lists included. */
export function asFields(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return isMapping(value) ? value : undefined;
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of a JSON object; undefined for a text that is none, for what is done then is the reader's to say. */
export function parseFields(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asFields(JSON.parse(text));
  } catch {
    // Not JSON: each reader has its own way with such a text, and why it is none helps none of them.
    return undefined;
  }
}
