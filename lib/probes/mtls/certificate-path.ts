import type { ClientCertificate } from './client-certificate.ts';

/** How far the client's certificates lead. */
export type CertificatePath =
  /** Leaf first; the last one is the CA of the trust store. */
  | { readonly outcome: 'trusted'; readonly path: readonly ClientCertificate[] }
  /** As far as it goes, leaf first; `missing` is the issuer nobody has, `why` says what is wrong where one is there. */
  | {
      readonly outcome: 'untrusted';
      readonly path: readonly ClientCertificate[];
      readonly missing: string;
      readonly why: 'no-issuer' | 'bad-signature' | 'not-a-ca' | 'path-too-long' | 'self-signed';
    };

/** Deeper than any chain that is accepted, so that a wrong one is still shown whole. */
const DEEPEST = 12;

/**
 * Follows issuers from the leaf to a CA of the trust store: among the trusted ones first, then among those that
 * were sent, in any order. A trusted intermediate ends the path as a root does (partial chains): s2n-tls, which
 * the load balancer is built on, asks OpenSSL for it.
 *
 * Source: RFC 5280 §6.1; s2n-tls, `s2n_x509_validator.c` (X509_V_FLAG_PARTIAL_CHAIN); AWS News Blog, "Mutual
 * authentication for Application Load Balancer reliably verifies certificate-based client identities".
 */
export function findPath(
  leaf: ClientCertificate,
  sent: readonly ClientCertificate[],
  anchors: readonly ClientCertificate[],
): CertificatePath {
  let best: CertificatePath | undefined;
  const search = (path: readonly ClientCertificate[]): CertificatePath => {
    const last = path.at(-1) ?? leaf;
    const isAnchor = anchors.some(({ der }) => der.equals(last.der));
    if (isAnchor) return { outcome: 'trusted', path };
    const anchor = anchors.find((one) => issues(one, last));
    if (anchor !== undefined) {
      const whole = [...path, anchor];
      const broken = brokenRule(whole);
      if (broken === undefined) return { outcome: 'trusted', path: whole };
      best ??= { outcome: 'untrusted', path: whole, missing: last.issuer, why: broken };
    }
    if (path.length < DEEPEST) {
      for (const next of sent) {
        if (path.includes(next) || !issues(next, last)) continue;
        const broken = brokenRule([...path, next]);
        if (broken !== undefined) {
          best ??= { outcome: 'untrusted', path: [...path, next], missing: last.issuer, why: broken };
          continue;
        }
        const found = search([...path, next]);
        if (found.outcome === 'trusted') return found;
        if (best === undefined || found.path.length > best.path.length) best = found;
      }
    }
    return { outcome: 'untrusted', path, missing: last.issuer, why: whyNot(last, [...anchors, ...sent]) };
  };
  const found = search([leaf]);
  return found.outcome === 'trusted' ? found : (best ?? found);
}

function issues(issuer: ClientCertificate, certificate: ClientCertificate): boolean {
  return issuer.subject === certificate.issuer && isSignedBy(certificate, issuer);
}

function isSignedBy(certificate: ClientCertificate, issuer: ClientCertificate): boolean {
  try {
    return certificate.x509.verify(issuer.x509.publicKey);
  } catch {
    // A key of another kind than the signature's cannot have made it.
    return false;
  }
}

/** RFC 5280 §4.2.1.9: who issues is a CA, may sign certificates, and keeps to its path length. */
function brokenRule(path: readonly ClientCertificate[]): 'not-a-ca' | 'path-too-long' | undefined {
  const issuer = path.at(-1);
  if (issuer === undefined) return undefined;
  if (!issuer.isCa || issuer.keyUsage?.keyCertSign === false) return 'not-a-ca';
  // Self-issued certificates (of a CA that changed its key) do not count.
  const below = path.slice(1, -1).filter(({ subject, issuer: by }) => subject !== by).length;
  return issuer.pathLength !== undefined && below > issuer.pathLength ? 'path-too-long' : undefined;
}

function whyNot(
  last: ClientCertificate,
  others: readonly ClientCertificate[],
): 'no-issuer' | 'bad-signature' | 'self-signed' {
  if (last.subject === last.issuer && isSignedBy(last, last)) return 'self-signed';
  return others.some(({ subject }) => subject === last.issuer) ? 'bad-signature' : 'no-issuer';
}
