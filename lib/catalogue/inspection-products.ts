/** The attributes of a distinguished name that products write themselves into. */
export type NameAttribute = 'CN' | 'O' | 'OU' | 'emailAddress';

/** What a TLS inspection product writes into the certificates it signs. One matching attribute is enough. */
export interface InspectionProduct {
  readonly product: string;
  readonly patterns: readonly { readonly attribute: NameAttribute; readonly pattern: RegExp }[];
  /** Where the strings were seen; `not seen` marks a product whose default names were taken from its own name. */
  readonly source: string;
}

const SEEN =
  'issuer names that third parties quoted in public, collected 2026-11-21; not confirmed by the vendor';
const FIXED = "the product's default name, as lists of such names give it; not confirmed by the vendor";
const BY_NAME = 'not seen: administrators often name the CA after the product';

const organisation = (pattern: RegExp) => ({ attribute: 'O' as const, pattern });
const commonName = (pattern: RegExp) => ({ attribute: 'CN' as const, pattern });
const unit = (pattern: RegExp) => ({ attribute: 'OU' as const, pattern });
const email = (pattern: RegExp) => ({ attribute: 'emailAddress' as const, pattern });

/**
 * Names of inspection products, looked for only in chains that are *not* trusted: the root key decides whether
 * a path is inspected, this table merely says whom to ask. Patterns are anchored or bounded by words and tied to
 * an attribute, so that "Squid Ltd" or "Sophostech" are not mistaken for a product. An organisation that signs
 * with its own CA (usual with Palo Alto, Check Point, Firepower, Squid, AWS Network Firewall) stays unnamed.
 */
export const INSPECTION_PRODUCTS: readonly InspectionProduct[] = [
  { product: 'Zscaler', patterns: [organisation(/^zscaler\b/i), commonName(/^zscaler\b/i)], source: SEEN },
  {
    product: 'Netskope',
    patterns: [
      commonName(/\.goskope\.com$/i),
      commonName(/^caadmin\.netskope\.com$/i),
      email(/@netskope\.com$/i),
      organisation(/^netskope\b/i),
    ],
    source: SEEN,
  },
  {
    product: 'Fortinet FortiGate',
    patterns: [organisation(/^fortinet\b/i), commonName(/^forti(net|gate)[ _]/i), email(/@fortinet\.com$/i)],
    source: SEEN,
  },
  { product: 'Cisco Umbrella', patterns: [commonName(/^cisco umbrella\b/i)], source: SEEN },
  {
    product: 'Sophos',
    patterns: [organisation(/^sophos\b/i), commonName(/^sophos\b/i), email(/@sophos\.com$/i)],
    source: SEEN,
  },
  {
    product: 'Forcepoint',
    patterns: [organisation(/^(forcepoint|websense)\b/i), commonName(/^(forcepoint|websense)\b/i)],
    source: SEEN,
  },
  {
    product: 'Palo Alto Networks',
    patterns: [organisation(/^palo alto networks\b/i), commonName(/^palo alto\b/i)],
    source: BY_NAME,
  },
  {
    product: 'Check Point',
    patterns: [organisation(/^check ?point\b/i), commonName(/^check ?point\b/i)],
    source: BY_NAME,
  },
  {
    product: 'Blue Coat ProxySG (Symantec)',
    patterns: [
      organisation(/^blue ?coat\b/i),
      unit(/^blue ?coat\b/i),
      commonName(/^blue ?coat\b/i),
      commonName(/\bproxysg\b/i),
      commonName(/^symantec web security\b/i),
    ],
    source: BY_NAME,
  },
  {
    product: 'WatchGuard',
    patterns: [organisation(/^watchguard(_|\b)/i), commonName(/\bfireware https proxy\b/i)],
    source: SEEN,
  },
  {
    product: 'mitmproxy',
    patterns: [commonName(/^mitmproxy$/i), organisation(/^mitmproxy$/i)],
    source: FIXED,
  },
  {
    product: 'Burp Suite (PortSwigger)',
    patterns: [commonName(/^portswigger( ca)?$/i), organisation(/^portswigger( ca)?$/i)],
    source: FIXED,
  },
  {
    product: 'Fiddler',
    patterns: [commonName(/^do_not_trust_fiddler/i), organisation(/^do_not_trust(_bc)?$/i)],
    source: FIXED,
  },
  { product: 'Charles', patterns: [commonName(/^charles proxy ca\b/i)], source: FIXED },
  {
    product: 'Skyhigh (McAfee Web Gateway)',
    patterns: [organisation(/^(skyhigh security|mcafee)\b/i), commonName(/^(skyhigh|mcafee web gateway)\b/i)],
    source: BY_NAME,
  },
  {
    product: 'Menlo Security',
    patterns: [organisation(/^menlo security\b/i), commonName(/^menlo security\b/i)],
    source: BY_NAME,
  },
  { product: 'iboss', patterns: [organisation(/^iboss\b/i), commonName(/^iboss\b/i)], source: BY_NAME },
  {
    product: 'Cloudflare Gateway',
    patterns: [
      commonName(/^gateway ca - cloudflare\b/i),
      commonName(/^cloudflare for teams\b/i),
      organisation(/^cloudflare\b/i),
    ],
    source: SEEN,
  },
  {
    product: 'Barracuda',
    patterns: [organisation(/^barracuda networks\b/i), commonName(/^barracuda\b/i)],
    source: BY_NAME,
  },
  {
    product: 'Untangle (Arista)',
    patterns: [organisation(/^untangle\b/i), commonName(/\buntangle\b/i)],
    source: BY_NAME,
  },
  {
    product: 'Microsoft Global Secure Access',
    patterns: [commonName(/\bglobal secure access\b/i)],
    source: BY_NAME,
  },
  {
    product: 'SonicWall',
    patterns: [organisation(/^sonicwall\b/i), commonName(/^sonicwall\b/i)],
    source: BY_NAME,
  },
  {
    product: 'Trend Micro',
    patterns: [organisation(/^trend ?micro\b/i), commonName(/^trend ?micro\b/i)],
    source: BY_NAME,
  },
  // Last: a squid administrator invents the name, so only names that say what the thing does are believed.
  {
    product: 'Squid',
    patterns: [
      commonName(/^squid[ -]?(proxy|ssl[ -]?bump|(root )?ca)\b/i),
      organisation(/^squid[ -]?(proxy|cache)\b/i),
    ],
    source: BY_NAME,
  },
];
