import { boundedText } from '../../core/text.ts';
import type { HttpOutcome } from '../../net/http.ts';

/** What a key request was answered with. No member of it can hold a key. */
export type KeyAnswer =
  /** A key came, and was thrown away. */
  | { readonly outcome: 'key'; readonly status: number }
  /** The gateway says that it could not get one. */
  | { readonly outcome: 'error'; readonly status: number; readonly said: string }
  /** It leads somewhere else; the query is left out. */
  | { readonly outcome: 'redirect'; readonly status: number; readonly leadsTo: string }
  /** A web server that is no gateway. */
  | {
      readonly outcome: 'web-page';
      readonly status: number;
      readonly said: string;
      readonly server?: string;
    };

/** Five groups of five, as in the guide's example: `BME11-LQPTD-DF11P-BLLQ0-111V1`. */
const KEY = /[A-Z0-9]{5}(?:-[A-Z0-9]{5}){4}/gi;
/** Whatever stands as the value of the parameter, whatever it looks like. */
const KEY_PARAMETER = /(activationKey["']?\s*[=:]\s*["']?)[^\s&"'<]+/gi;
const SAID_LENGTH = 160;
/** An answer that is one word of this sort and length can only be a key of a new shape. */
const ONE_WORD = /^[A-Za-z0-9-]{16,64}$/;

/**
 * Reads the answer to a key request.
 *
 * @param asked - the URL that was asked: a redirection may lead from it (RFC 9110 §10.2.2)
 */
export function readKeyAnswer(
  { status, headers, body }: Extract<HttpOutcome, { outcome: 'answered' }>,
  asked: string,
): KeyAnswer {
  const text = body.trim();
  const statusClass = Math.floor(status / 100);
  const location = headers.get('location');
  const url = location && URL.parse(location, asked);
  if (statusClass === 3 && url) return readLocation(status, url);
  const isError = SPEAKS_OF_ACTIVATION.test(text);
  const holdsKey = text.search(KEY) !== -1 || (ONE_WORD.test(text) && !isError);
  const isPage = text.startsWith('<') || headers.get('content-type')?.includes('html');
  if (statusClass === 2 && holdsKey && !isPage) return { outcome: 'key', status };
  const said = boundedText(withoutKeys(text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')), SAID_LENGTH);
  if (statusClass >= 5 || isError) return { outcome: 'error', status, said };
  const server = headers.get('server');
  return {
    outcome: 'web-page',
    status,
    said,
    ...(server !== undefined && { server: boundedText(server, SAID_LENGTH) }),
  };
}

/** What the gateway says when AWS did not answer it: "internal error" ("Troubleshooting gateway activation"). */
const SPEAKS_OF_ACTIVATION = /internal ?(?:server ?)?error|activation|errorType/i;

/** With `no_redirect` left unread, an answer is a redirection to the console that carries key or error. */
function readLocation(status: number, { origin, pathname, searchParams }: URL): KeyAnswer {
  const key = searchParams.get('activationKey');
  if (key) return { outcome: 'key', status };
  const error = searchParams.get('errorType') ?? searchParams.get('errorMessage') ?? key;
  const kept = (text: string) => boundedText(withoutKeys(text), SAID_LENGTH);
  if (error !== null) return { outcome: 'error', status, said: kept(error) };
  return { outcome: 'redirect', status, leadsTo: kept(`${origin}${pathname}`) };
}

/** Whatever a peer says, no key of it is kept. */
export function withoutKeys(text: string): string {
  return text.replace(KEY_PARAMETER, '$1[removed]').replace(KEY, '[removed]');
}
