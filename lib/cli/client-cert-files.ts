import { open } from 'node:fs/promises';
import { MUTUAL_TLS_LIMITS } from '../catalogue/mutual-tls.ts';
import type { ConfigIssue } from '../core/errors.ts';
import { fileProblem } from '../core/file-problem.ts';
import {
  MAX_CERTIFICATE_FILE_BYTES,
  readCertificateFile,
  readRevocationFile,
} from '../trust/certificate-file.ts';
import { type ClientCertificate, readClientCertificate } from '../trust/client-certificate.ts';
import { type RevocationList, readRevocationList } from '../trust/revocation-list.ts';

/** What the files hold, read as far as it can be read. */
export interface ClientCertInput {
  readonly sent: readonly (ClientCertificate | undefined)[];
  readonly anchors: readonly ClientCertificate[] | undefined;
  readonly lists: readonly RevocationList[];
  readonly notes: readonly string[];
}

/** Reads what the command line names; every fault is noted. */
export async function readClientCertFiles(
  paths: { readonly cert: string; readonly ca?: string | undefined; readonly crl?: string | undefined },
  faults: ConfigIssue[],
): Promise<ClientCertInput> {
  const [cert, ca, crl] = await Promise.all([
    readBounded(paths.cert, MAX_CERTIFICATE_FILE_BYTES, faults),
    paths.ca === undefined ? undefined : readBounded(paths.ca, MAX_CERTIFICATE_FILE_BYTES, faults),
    paths.crl === undefined
      ? undefined
      : readBounded(paths.crl, MUTUAL_TLS_LIMITS.revocationListBytes, faults),
  ]);
  const { sent, notes } = sentOf(paths.cert, cert, faults);
  return {
    sent,
    notes,
    anchors: paths.ca === undefined || ca === undefined ? undefined : anchorsOf(paths.ca, ca, faults),
    lists: paths.crl === undefined || crl === undefined ? [] : listsOf(paths.crl, crl, faults),
  };
}

function sentOf(
  path: string,
  bytes: Buffer | undefined,
  faults: ConfigIssue[],
): Pick<ClientCertInput, 'sent' | 'notes'> {
  if (bytes === undefined) return { sent: [], notes: [] };
  const file = readCertificateFile(bytes);
  if (file.outcome === 'unsuitable') {
    faults.push({ path, message: file.why });
    return { sent: [], notes: [] };
  }
  const sent = file.ders.map(readClientCertificate);
  const isText = bytes.includes('-----BEGIN ');
  if (!isText && sent[0] === undefined) {
    // DER says nothing of what it holds: what cannot be read may as well be no certificate at all.
    faults.push({ path, message: 'is DER, but no certificate; expected a certificate in PEM or DER' });
  }
  return { sent, notes: file.holdsKey ? [`${path} holds a private key too; it was not read.`] : [] };
}

/** The CA certificates of a trust store; every one must be readable, or AWS would not have taken the bundle. */
export function anchorsOf(path: string, bytes: Buffer, faults: ConfigIssue[]): readonly ClientCertificate[] {
  const file = readCertificateFile(bytes);
  if (file.outcome === 'unsuitable') {
    faults.push({ path, message: file.why });
    return [];
  }
  return file.ders.flatMap((der, index) => {
    const certificate = readClientCertificate(der);
    if (certificate === undefined) {
      faults.push({ path, message: `certificate ${index + 1} of ${file.ders.length} cannot be read` });
    }
    return certificate ?? [];
  });
}

export function listsOf(path: string, bytes: Buffer, faults: ConfigIssue[]): readonly RevocationList[] {
  const file = readRevocationFile(bytes);
  if (file.outcome === 'unsuitable') {
    faults.push({ path, message: file.why });
    return [];
  }
  return file.ders.flatMap((der, index) => {
    const place = `list ${index + 1} of ${file.ders.length}`;
    const list = readRevocationList(der, file.ders.length === 1 ? path : `${path}, ${place}`);
    if (list === undefined) faults.push({ path, message: `revocation ${place} cannot be read` });
    return list ?? [];
  });
}

/** Never more than the limit: a device file has no end. */
async function readBounded(path: string, limit: number, faults: ConfigIssue[]): Promise<Buffer | undefined> {
  try {
    const file = await open(path);
    try {
      const pieces: Buffer[] = [];
      let length = 0;
      while (length <= limit) {
        const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.min(limit + 1 - length, 1 << 20)));
        if (bytesRead === 0) return Buffer.concat(pieces);
        pieces.push(buffer.subarray(0, bytesRead));
        length += bytesRead;
      }
      faults.push({ path, message: `has more than ${limit} bytes` });
    } finally {
      await file.close();
    }
  } catch (error) {
    faults.push({ path, message: fileProblem(error) });
  }
  return undefined;
}
