import { X509Certificate } from 'node:crypto';
import { boundedText } from '../core/text.ts';
import { valuesOf } from './certificate.ts';

/** A root that the configuration names, as a question's `trust` takes it. */
export interface PemRoot {
  readonly name: string;
  readonly organisation: string;
  /** DER SubjectPublicKeyInfo, base64. */
  readonly spki: string;
  /** DER of the certificate, base64. */
  readonly certificate: string;
}

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/**
 * Reads the roots of a PEM text (RFC 7468). Text between the certificates is allowed, as in the bundles that
 * distributions ship.
 *
 * @param place - what to call the text in messages, such as ` in "root.pem"`; default nothing
 * @returns the roots, or every fault in words
 */
export function readPemRoots(
  text: string,
  place = '',
): { readonly roots: readonly PemRoot[] } | { readonly faults: readonly string[] } {
  const blocks = text.match(PEM_CERTIFICATE) ?? [];
  if (blocks.length === 0) return { faults: [`expected PEM certificates${place}, found none`] };
  const roots: PemRoot[] = [];
  const faults: string[] = [];
  for (const [index, block] of blocks.entries()) {
    try {
      roots.push(describeRoot(new X509Certificate(block)));
    } catch {
      // OpenSSL's own message ("asn1 encoding routines::…") helps nobody; the place does.
      faults.push(`expected readable certificates, number ${index + 1} of ${blocks.length}${place} is not`);
    }
  }
  return faults.length > 0 ? { faults } : { roots };
}

function describeRoot(certificate: X509Certificate): PemRoot {
  return {
    name: boundedText(valuesOf(certificate.subject, 'CN')[0] ?? certificate.subject),
    organisation: boundedText(valuesOf(certificate.subject, 'O')[0] ?? ''),
    spki: certificate.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    certificate: certificate.raw.toString('base64'),
  };
}
