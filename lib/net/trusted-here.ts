import tls from 'node:tls';

/** PEM of the roots that this Node trusts, those of NODE_EXTRA_CA_CERTS among them where it can tell (not Node 20). */
export function rootsTrustedHere(): readonly string[] {
  const all: (() => readonly string[]) | undefined = tls.getCACertificates;
  return all?.() ?? tls.rootCertificates;
}
