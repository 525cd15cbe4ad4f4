import type { TrustStore } from '../core/aws/load-balancer-reader.ts';
import { readCertificateFile, readRevocationFile } from './certificate-file.ts';
import { type ClientCertificate, readClientCertificate } from './client-certificate.ts';
import { type RevocationList, readRevocationList } from './revocation-list.ts';

/** One CA certificate of a trust store. */
interface Authority {
  /** RFC 2253. */
  readonly subject: string;
  /** Upper-case hexadecimal, as in the log. */
  readonly serial: string;
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
  /** Length in DER. */
  readonly bytes: number;
  /** Of the certificate, lower-case hexadecimal. */
  readonly sha256: string;
}

/** One revocation list of a trust store. */
interface StoredList {
  readonly issuer: string;
  readonly thisUpdateMs: number;
  /** Absent where the list names no next one (RFC 5280 §5.1.2.5 wants it). */
  readonly nextUpdateMs?: number;
  readonly entries: number;
  /** The whole upload that the list came with. */
  readonly bytes: number;
  /** The subject of the CA of this trust store whose key signed it; absent where none of them did. */
  readonly signedBy?: string;
  /** Object identifiers. */
  readonly criticalExtensions: readonly string[];
}

/** What a trust store holds, in figures. No key and no certificate is in it. */
export interface TrustStoreContents {
  readonly arn: string;
  readonly name: string;
  readonly authorities: readonly Authority[];
  readonly lists: readonly StoredList[];
  /** Certificates and lists that cannot be read. */
  readonly unreadable: number;
}

/** Reads every certificate and list of a trust store. Pure; nothing but certificates and lists is decoded. */
export function readTrustStore(store: TrustStore): TrustStoreContents {
  const file = readCertificateFile(Buffer.from(store.bundle));
  const read = file.outcome === 'read' ? file.ders.map(readClientCertificate) : [undefined];
  const authorities = read.filter((one) => one !== undefined);
  const lists = store.revocationLists.map((bytes) => readLists(bytes, authorities));
  return {
    arn: store.arn,
    name: store.name,
    authorities: authorities.map((one) => ({
      subject: one.subject,
      serial: one.serial,
      notBeforeMs: one.notBeforeMs,
      notAfterMs: one.notAfterMs,
      bytes: one.der.length,
      sha256: one.certificate.x509.fingerprint256.replaceAll(':', '').toLowerCase(),
    })),
    lists: lists.flat().filter((one) => one !== undefined),
    unreadable: [...read, ...lists.flat()].filter((one) => one === undefined).length,
  };
}

function readLists(
  upload: Uint8Array,
  authorities: readonly ClientCertificate[],
): readonly (StoredList | undefined)[] {
  const file = readRevocationFile(Buffer.from(upload));
  if (file.outcome !== 'read') return [undefined];
  return file.ders.map((der) => {
    const list = readRevocationList(der, 'trust store');
    return list && toStored(list, upload.length, authorities);
  });
}

function toStored(
  list: RevocationList,
  bytes: number,
  authorities: readonly ClientCertificate[],
): StoredList {
  const signer = authorities.find((one) => list.isSignedBy(one.certificate));
  return {
    issuer: list.issuer,
    thisUpdateMs: list.thisUpdateMs,
    ...(list.nextUpdateMs !== undefined && { nextUpdateMs: list.nextUpdateMs }),
    entries: list.entries,
    bytes,
    ...(signer !== undefined && { signedBy: signer.subject }),
    criticalExtensions: list.criticalExtensions,
  };
}
