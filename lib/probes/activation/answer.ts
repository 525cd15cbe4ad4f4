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

/** Reads the answer to a key request. */
export function readKeyAnswer({
  status,
  headers,
  body,
}: Extract<HttpOutcome, { outcome: 'answered' }>): KeyAnswer {
  const text = body.trim();
  const location = headers.get('location');
  if (status >= 300 && status < 400 && location !== undefined) return readLocation(status, location);
  const holdsKey = new RegExp(KEY.source, 'i').test(text) || ONE_WORD.test(text);
  const isPage = /^\s*<(?:!doctype|html|\?xml)/i.test(text) || /html/.test(headers.get('content-type') ?? '');
  if (status >= 200 && status < 300 && holdsKey && !isPage) return { outcome: 'key', status };
  const said = boundedText(withoutKeys(text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')), SAID_LENGTH);
  if (status >= 500 || SPEAKS_OF_ACTIVATION.test(text)) return { outcome: 'error', status, said };
  const server = headers.get('server');
  return {
    outcome: 'web-page',
    status,
    said,
    ...(server !== undefined && { server: boundedText(server, SAID_LENGTH) }),
  };
}

/** What the gateway says when AWS did not answer it: "internal error" ("Troubleshooting gateway activation"). */
const SPEAKS_OF_ACTIVATION = /internal ?error|activation|errorType/i;

/** With `no_redirect` left unread, an answer is a redirection to the console that carries key or error. */
function readLocation(status: number, location: string): KeyAnswer {
  const url = URL.canParse(location) ? new URL(location) : undefined;
  const key = url?.searchParams.get('activationKey');
  if (key !== undefined && key !== null && key !== '') return { outcome: 'key', status };
  const error = url?.searchParams.get('errorType') ?? url?.searchParams.get('errorMessage');
  if (key === '' || (error !== undefined && error !== null)) {
    return { outcome: 'error', status, said: boundedText(withoutKeys(error ?? ''), SAID_LENGTH) };
  }
  const leadsTo = url === undefined ? (location.split('?', 1)[0] ?? '') : `${url.origin}${url.pathname}`;
  return { outcome: 'redirect', status, leadsTo: boundedText(withoutKeys(leadsTo), SAID_LENGTH) };
}

/** Whatever a peer says, no key of it is kept. */
export function withoutKeys(text: string): string {
  return text.replace(KEY_PARAMETER, '$1[removed]').replace(KEY, '[removed]');
}
