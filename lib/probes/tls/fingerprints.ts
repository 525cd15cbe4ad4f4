import type { Evidence, Finding } from '../../core/finding.ts';
import type { Fingerprint, Mark } from '../../core/last-good.ts';
import { fingerprintsBySubject } from '../kit/fingerprints.ts';
import type { TlsReason } from './spec.ts';

/** The chain of a certificate that ends soon is the good one still. */
const HARMLESS: readonly TlsReason[] = ['tls-expires-soon'];

/** Which key ends the chain of each port. Issuers of the leaf take turns under one root, so that they decide nothing. */
export function fingerprintTls(finding: Finding): readonly Fingerprint[] {
  return fingerprintsBySubject(finding, chainEnd, HARMLESS);
}

/** Characters of a key's SHA-256 that people compare. */
const SHOWN_DIGITS = 16;

function chainEnd({ rootKeySha256, issuerName }: Evidence): readonly Mark[] {
  if (typeof rootKeySha256 !== 'string') return [];
  const key = `${rootKeySha256.slice(0, SHOWN_DIGITS)}…`;
  return [{ id: rootKeySha256, name: typeof issuerName === 'string' ? `${key} (${issuerName})` : key }];
}
