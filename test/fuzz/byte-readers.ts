import { alertInFirstRecord, looksLikeTls } from '../../lib/net/alerts.ts';
import { certificatePage } from '../../lib/net/certificate-page.ts';
import { evaluateClientCert } from '../../lib/probes/mtls/client-cert.ts';
import { coveredNames, describeCertificate, readDer } from '../../lib/trust/certificate.ts';
import { readCertificateFile, readRevocationFile } from '../../lib/trust/certificate-file.ts';
import { judgeChain } from '../../lib/trust/chain-verdict.ts';
import { readClientCertificate } from '../../lib/trust/client-certificate.ts';
import { readRevocationList } from '../../lib/trust/revocation-list.ts';
import { x509 } from '../../lib/trust/x509-library.ts';
import { makeAuthority, makeChain, trustIn } from '../support/certs.ts';

/** A function of bytes that strangers send: it answers, whatever they are, and throws nothing but its own error. */
export interface ByteReader {
  readonly name: string;
  /** What is changed to make inputs of: things that are well formed. */
  readonly seeds: readonly Buffer[];
  readonly read: (bytes: Buffer) => unknown;
  /** What it may throw: its own error, and no other. */
  readonly refuses?: (error: unknown) => boolean;
}

const HOST = 'host.example.com';
const chain = await makeChain({ names: [HOST, '192.0.2.1', '2001:db8::1'], purposes: ['1.3.6.1.5.5.7.3.1'] });
const limited = await makeAuthority({
  name: 'Limited',
  issuer: chain.root,
  extensions: [
    // nameConstraints: permitted DNS example.com, excluded IP 192.0.2.0/24.
    new x509.Extension(
      '2.5.29.30',
      true,
      Buffer.from('301fa00f300d820b6578616d706c652e636f6da10c300a8708c0000200ffffff00', 'hex'),
    ),
  ],
});
const certificates = [chain.leaf.der, chain.intermediate.der, chain.root.der, limited.der];
const atMs = Date.now();
const list = Buffer.from(
  (
    await x509.X509CrlGenerator.create({
      issuer: chain.root.subject,
      thisUpdate: new Date(atMs - 1000),
      nextUpdate: new Date(atMs + 86_400_000),
      entries: [{ serialNumber: '0a', revocationDate: new Date(atMs) }],
      signingKey: chain.root.keys.privateKey,
      signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    })
  ).rawData,
);
const pem = (label: string, der: Buffer) =>
  Buffer.from(`-----BEGIN ${label}-----\n${der.toString('base64')}\n-----END ${label}-----\n`);

const page = Buffer.from(
  'HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n<title>400 No required SSL certificate was sent</title>',
);

/** Every reader of certificates, lists and TLS. */
export const BYTE_READERS: readonly ByteReader[] = [
  {
    name: 'x509-certificate',
    seeds: certificates,
    read: (bytes) => {
      const certificate = readDer(bytes);
      return certificate && [describeCertificate(certificate), coveredNames(certificate)];
    },
  },
  {
    name: 'tls-chain',
    seeds: certificates,
    read: (bytes) =>
      judgeChain(
        [bytes, chain.intermediate.der, limited.der].map((der) => der.toString('base64')),
        { acceptNames: [HOST, '192.0.2.1'], trust: trustIn(chain.root) },
        atMs,
      ),
  },
  {
    name: 'client-certificate',
    seeds: certificates,
    read: (bytes) =>
      evaluateClientCert({
        sent: [chain.leaf.der, bytes].map(readClientCertificate),
        anchors: [chain.root.der, bytes].flatMap((der) => readClientCertificate(der) ?? []),
        lists: [list].flatMap((der) => readRevocationList(der, 'list') ?? []),
        atMs,
      }),
  },
  {
    name: 'revocation-list',
    seeds: [list],
    read: (bytes) => {
      const read = readRevocationList(bytes, 'list');
      const [issuer] = [readClientCertificate(chain.root.der)].filter((one) => one !== undefined);
      return read && issuer && [read.isSignedBy(issuer.certificate), read.revokes(issuer)];
    },
  },
  {
    name: 'certificate-file',
    seeds: [...certificates.map((der) => pem('CERTIFICATE', der)), pem('X509 CRL', list)],
    read: (bytes) => [readCertificateFile(bytes), readRevocationFile(bytes)],
  },
  {
    name: 'tls-alert',
    seeds: [Buffer.from([21, 3, 3, 0, 2, 2, 40]), Buffer.from([22, 3, 3, 0, 4, 2, 0, 0, 0])],
    read: (bytes) => [alertInFirstRecord(bytes), looksLikeTls(bytes)],
  },
  {
    name: 'certificate-page',
    seeds: [page],
    read: (bytes) => [
      certificatePage(bytes.toString('latin1'), true),
      certificatePage(bytes.toString(), false),
    ],
  },
];
