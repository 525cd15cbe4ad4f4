import { asking } from './refusals.ts';

/** More pages than any account holds: a token that never ends must not keep a question alive. */
const MAX_PAGES = 200;

/** How the services name what leads to the next page. */
interface Page {
  readonly NextToken?: string | undefined;
  readonly nextToken?: string | undefined;
  readonly NextMarker?: string | undefined;
  readonly Marker?: string | undefined;
}

/**
 * Follows one of the SDK's paginators to its end and answers all its items, under one IAM action.
 *
 * A page that repeats its token would go on for ever (seen with proxies that cache): it ends the listing.
 *
 * @throws {AwsRefusal} when AWS refused, throttled or did not answer
 */
export async function readPages<P extends Page, T>(
  action: string,
  pages: AsyncIterable<P>,
  itemsOf: (page: P) => readonly T[] | undefined,
): Promise<readonly T[]> {
  const all: T[] = [];
  const iterator = pages[Symbol.asyncIterator]();
  let token: string | undefined;
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const { value: page, done } = await asking(action, () => iterator.next());
    if (done === true) return all;
    all.push(...(itemsOf(page) ?? []));
    const next = nextOf(page);
    if (next === token) return all;
    token = next;
  }
  return all;
}

/** The pages of an operation for which the SDK has no paginator. */
export async function* pagesOf<P extends Page>(
  ask: (token: string | undefined) => Promise<P>,
): AsyncGenerator<P> {
  let token: string | undefined;
  do {
    const page = await ask(token);
    yield page;
    token = nextOf(page);
  } while (token !== undefined && token !== '');
}

function nextOf(page: Page): string | undefined {
  return page.NextToken ?? page.nextToken ?? page.NextMarker ?? page.Marker;
}
