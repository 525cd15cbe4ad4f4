import { createHash, type KeyObject, X509Certificate } from 'node:crypto';

/** A root of the public web, as Mozilla lists it and this Node was built with. */
export interface PublicRoot {
  readonly certificate: X509Certificate;
  readonly key: KeyObject;
  /** SHA-256 of the DER SubjectPublicKeyInfo, lower-case hex. */
  readonly sha256: string;
}

let roots: readonly PublicRoot[] | undefined;

/** Node's own list (node:tls `rootCertificates`), parsed once, when first asked for. */
export function publicRoots(): readonly PublicRoot[] {
  roots ??= nodeTls().rootCertificates.map((pem) => {
    const certificate = new X509Certificate(pem);
    const key = certificate.publicKey;
    return { certificate, key, sha256: spkiSha256(key) };
  });
  return roots;
}

/** The fingerprint that a public key is known by: SHA-256 over its DER SubjectPublicKeyInfo, lower-case hex. */
export function spkiSha256(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/** PEM of the roots that this Node trusts, those of NODE_EXTRA_CA_CERTS among them where it can tell (not Node 20). */
export function rootsTrustedHere(): readonly string[] {
  const { getCACertificates, rootCertificates }: Partial<ReturnType<typeof nodeTls>> = nodeTls();
  return getCACertificates?.() ?? rootCertificates ?? [];
}

/** TLS of Node, loaded with the first handshake: loading it takes a third of the time in which a probe starts. */
export function nodeTls() {
  return process.getBuiltinModule('node:tls');
}
