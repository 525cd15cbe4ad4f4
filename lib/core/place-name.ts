/**
 * A host and a port in one word, as findings name what they are about: `filer.example.com:445`, and an IPv6 address
 * in brackets, without which nobody could tell where it ends (RFC 3986 §3.2.2).
 *
 * @param host - a name or an IP literal without brackets
 */
export function placeName(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
