import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileProblem } from '../core/file-problem.ts';
import { boundedText } from '../core/text.ts';
import type { TrustedRoot } from '../targets/target.ts';
import { valuesOf } from '../trust/certificate.ts';
import type { IssueList } from './values.ts';

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/**
 * Reads the roots of a PEM file (RFC 7468). Text between the certificates is allowed, as in the bundles
 * that distributions ship.
 *
 * @returns undefined after noting the fault
 */
export async function readTrust(
  path: string,
  { faults }: IssueList,
): Promise<readonly TrustedRoot[] | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    faults.push({ path: '--trust', message: `cannot read "${path}" (${fileProblem(error)})` });
    return undefined;
  }
  const blocks = text.match(PEM_CERTIFICATE) ?? [];
  if (blocks.length === 0) {
    faults.push({ path: '--trust', message: `expected PEM certificates in "${path}", found none` });
    return undefined;
  }
  const roots: TrustedRoot[] = [];
  for (const [index, block] of blocks.entries()) {
    try {
      roots.push(describeRoot(new X509Certificate(block)));
    } catch {
      // OpenSSL's own message ("asn1 encoding routines::…") helps nobody; the place does.
      faults.push({
        path: '--trust',
        message: `certificate ${index + 1} of ${blocks.length} in "${path}" is not readable`,
      });
    }
  }
  return roots.length === blocks.length ? roots : undefined;
}

function describeRoot(certificate: X509Certificate): TrustedRoot {
  return {
    name: boundedText(valuesOf(certificate.subject, 'CN')[0] ?? certificate.subject),
    organisation: boundedText(valuesOf(certificate.subject, 'O')[0] ?? ''),
    spki: certificate.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    certificate: certificate.raw.toString('base64'),
  };
}
