/** A labelled value of the block under the headline. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/**
 * A paragraph of a message. `rank` says what goes first where there is no room for all: 1 stays longest.
 * Lines hold text of peers, bounded and without control characters; each output escapes them.
 */
export type Part = {
  readonly heading?: string;
  readonly rank: number;
  /** The lead says it already, or it stands right below it. */
  readonly isOf?: 'lead' | 'places';
} & (
  | { readonly form: 'text' | 'bullets' | 'steps' | 'code'; readonly lines: readonly string[] }
  | { readonly form: 'links'; readonly links: readonly { readonly label?: string; readonly url: string }[] }
);

/** One line of what must be read. `action` and `since` are never left out; the rest is as far as there is room. */
export type LeadLine =
  | {
      readonly form: 'text';
      readonly what: 'note' | 'cause' | 'action' | 'since' | 'path';
      readonly text: string;
    }
  | {
      readonly form: 'commands';
      readonly what: 'action';
      readonly label: string;
      readonly commands: readonly string[];
    };

/** A message in words, in the order to read it, before an output gives it a form. */
export interface MessageParts {
  readonly headline: string;
  /** What must be read, in the order to read it. */
  readonly lead: readonly LeadLine[];
  readonly summary: string;
  /** What the recheck changes. */
  readonly notes: readonly string[];
  readonly facts: readonly Fact[];
  readonly parts: readonly Part[];
}

/** A list with its heading; none where there is nothing to list. */
export function listPart(
  form: 'bullets' | 'steps' | 'code',
  heading: string,
  lines: readonly string[],
  rank: number,
): readonly Part[] {
  return lines.length === 0 ? [] : [{ heading, rank, form, lines }];
}

/** A text of several lines. */
export function linesPart(heading: string, text: string, rank: number): readonly Part[] {
  return text.trim() === '' ? [] : [{ heading, rank, form: 'text', lines: text.split('\n') }];
}

/** Nothing but a web address becomes a link: no other scheme, no space, no character that ends a link in some output. */
const WEB_ADDRESS = /^https:\/\/[A-Za-z0-9][^\s<>|"'`\\^{}]{0,1000}$/;

/** Signs that may stand in a web address and would format the text around it where Markdown is read. */
const MARKUP_IN_ADDRESS = /[*~[\]()]/g;

/** The same page (RFC 3986, section 2.1) without a sign that Markdown reads. */
function plainAddress(url: string): string {
  return url.replace(
    MARKUP_IN_ADDRESS,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

/** Links, those that may be one. */
export function linksPart(
  heading: string,
  links: readonly { readonly label?: string; readonly url: string }[],
  rank: number,
): readonly Part[] {
  const safe = links
    .filter(({ url }) => isWebAddress(url))
    .map((link) => ({ ...link, url: plainAddress(link.url) }));
  return safe.length === 0 ? [] : [{ heading, rank, form: 'links', links: safe }];
}

export function isWebAddress(url: string): boolean {
  return WEB_ADDRESS.test(url);
}
