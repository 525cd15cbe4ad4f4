/** What survives a trip through JSON. Everything that crosses from one stage to the next is made of it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}
