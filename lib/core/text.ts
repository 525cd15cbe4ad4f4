/**
 * Makes a string from a peer safe to keep: bounded, with no control characters and no marks that turn
 * the direction of writing round (Unicode TR 36 §3.2, "Bidirectional Text Spoofing").
 * Each output still escapes it for its own syntax.
 *
 * @param limit - characters kept; the rest is replaced by one `…`
 */
export function boundedText(raw: string, limit = 200): string {
  // Cut first: cleaning megabytes in order to keep 200 characters would let a peer spend our time.
  const cut = raw.length > limit * 4 ? raw.slice(0, limit * 4) : raw;
  const clean = cut
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g, '')
    .toWellFormed()
    .trim();
  const short = clean.length > limit || cut.length < raw.length;
  return short ? `${[...clean].slice(0, limit - 1).join('')}…` : clean;
}

/**
 * A host and a port in one word, as findings name what they are about: `filer.example.com:445`, and an IPv6 address
 * in brackets, without which nobody could tell where it ends (RFC 3986 §3.2.2).
 *
 * @param host - a name or an IP literal without brackets
 */
export function placeName(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** DNS names are equal whatever their case and with or without the final dot (RFC 4343 §3). */
export function canonicalName(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}
