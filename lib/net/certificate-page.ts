import { boundedText } from '../core/text.ts';

/** What a page of HTTP says of the client's certificate. */
export interface CertificatePage {
  /** Whether one arrived at all, by the server's words. */
  readonly certificate: 'not-sent' | 'not-accepted';
  /** The title of the page, as the server wrote it. */
  readonly said: string;
}

/** "Bad Request" (RFC 9110 §15.5.1); nginx' own 495 and 496 are sent as 400 ("ngx_http_ssl_module", Error Processing). */
export const HTTP_BAD_REQUEST = 400;

/** What nginx writes on the pages of its codes 496 and 495 (ngx_http_special_response.c). */
const PAGES = [
  { words: /no required ssl certificate was sent/i, certificate: 'not-sent' },
  { words: /the ssl certificate error/i, certificate: 'not-accepted' },
] as const;

/**
 * The refusal of a client certificate that a page with status 400 is; undefined where it speaks of something else, for
 * a server may find fault with a request for many reasons.
 *
 * @param wasShown - whether we showed one: it decides where the words are another server's than nginx'
 */
export function certificatePage(page: string, wasShown: boolean): CertificatePage | undefined {
  const known = PAGES.find(({ words }) => words.test(page));
  const certificate =
    known?.certificate ??
    (/\bcertificate\b/i.test(page) ? (wasShown ? 'not-accepted' : 'not-sent') : undefined);
  if (certificate === undefined) return undefined;
  const title = /<title>([^<]*)<\/title>/i.exec(page)?.[1] ?? (known?.words.exec(page) ?? ['certificate'])[0];
  return { certificate, said: boundedText(title.trim().replace(/^400 /, ''), 80) };
}
