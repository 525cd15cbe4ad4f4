/** What a question may have seen, and what that is. */
export interface Sample<S, O, R extends string = string> {
  readonly spec: S;
  readonly observation: O;
  readonly expect: { readonly status: string; readonly reason: R | null };
}
