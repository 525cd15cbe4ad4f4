/** More pages than any account holds: a token that never ends must not keep a question alive. */
const MAX_PAGES = 200;

/**
 * Follows a listing to its end and answers all its items.
 *
 * A page that repeats its token would go on for ever (seen with proxies that cache): it ends the listing.
 *
 * @param page - asks one page; the token is undefined for the first
 */
export async function everyPage<T>(
  page: (
    token: string | undefined,
  ) => Promise<{ readonly items: readonly T[]; readonly next: string | undefined }>,
): Promise<readonly T[]> {
  const all: T[] = [];
  let token: string | undefined;
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const { items, next } = await page(token);
    all.push(...items);
    // AWS ends some listings with an empty token in place of none.
    if (next === undefined || next === '' || next === token) return all;
    token = next;
  }
  return all;
}
