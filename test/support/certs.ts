import { DAY_MS } from '../../lib/core/time.ts';
import 'reflect-metadata';
import { createHash, KeyObject, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/**
 * Certificates made in the test run, so that none can expire in the repository. Keys are P-256: a whole chain
 * takes a few milliseconds.
 */

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** From when to when; default from a day ago for 197 days, as AWS's own are. */
export interface Validity {
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

export interface NameParts {
  /** Common name (CN). */
  readonly name: string;
  /** Organisation (O). */
  readonly organisation?: string;
  /** Further attributes, in order, such as `['OU', 'NSG']` or `['E', 'support@example.com']`. */
  readonly more?: readonly (readonly [string, string])[];
}

/** Somebody who signs certificates: a root, or an intermediate when made with an `issuer`. */
export interface Authority {
  readonly name: string;
  readonly organisation: string;
  readonly pem: string;
  readonly der: Buffer;
  /** DER SubjectPublicKeyInfo, base64: what a question's `trust.roots` takes. */
  readonly spki: string;
  /** SHA-256 of it, lower-case hex. */
  readonly sha256: string;
  readonly subject: x509.Name;
  readonly keys: webcrypto.CryptoKeyPair;
}

/** A server's certificate and its key. */
export interface Leaf {
  readonly pem: string;
  readonly der: Buffer;
  readonly keyPem: string;
}

/** Makes an authority: self-signed, or signed by `issuer`. `keys` gives it the key of another one. */
export async function makeAuthority(
  options: NameParts &
    Validity & {
      readonly issuer?: Authority;
      readonly keys?: webcrypto.CryptoKeyPair;
      readonly extensions?: readonly x509.Extension[];
    },
): Promise<Authority> {
  const { name, organisation = '', issuer } = options;
  const keys = options.keys ?? (await makeKeys());
  const subject = nameOf(options);
  const certificate = await x509.X509CertificateGenerator.create({
    subject,
    issuer: issuer?.subject ?? subject,
    ...datesOf(options),
    publicKey: keys.publicKey,
    signingKey: issuer?.keys.privateKey ?? keys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      ...(options.extensions ?? []),
    ],
  });
  const spki = Buffer.from(await webcrypto.subtle.exportKey('spki', keys.publicKey));
  return {
    name,
    organisation,
    pem: certificate.toString('pem'),
    der: Buffer.from(certificate.rawData),
    spki: spki.toString('base64'),
    sha256: createHash('sha256').update(spki).digest('hex'),
    subject,
    keys,
  };
}

/** A cross-signed copy: the same name and key, vouched for by somebody else. */
export async function crossSign(
  authority: Authority,
  issuer: Authority,
  validity: Validity = {},
): Promise<Authority> {
  const { name, organisation, keys } = authority;
  return await makeAuthority({ name, organisation, issuer, keys, ...validity });
}

export interface LeafOptions extends Validity {
  /** DNS names and addresses it is for; the first is the common name too. */
  readonly names: readonly string[];
  /** A common name of its own, such as one with control characters. */
  readonly commonName?: string;
  readonly organisation?: string;
  /** What the issuer field says, for every signer: a forger copies names. */
  readonly claimedIssuer?: x509.Name;
  /** Gives a leaf the right to sign, which no leaf should have. */
  readonly mayServeAsCa?: boolean;
  /** Object identifiers of `extendedKeyUsage`; none is written without. */
  readonly purposes?: readonly string[];
  /** A short RSA key in place of P-256. */
  readonly rsaBits?: number;
}

/** Makes a server certificate signed by `issuer`, or by itself. */
export async function makeLeaf(issuer: Authority | undefined, options: LeafOptions): Promise<Leaf> {
  const { keyPem, pem, der } = await issueLeaf(issuer, options);
  return { keyPem, pem, der };
}

/** A leaf that signs certificates although it may not. */
export async function makeLeafAuthority(issuer: Authority, options: LeafOptions): Promise<Authority & Leaf> {
  const { keyPem, pem, der, keys, subject } = await issueLeaf(issuer, options);
  const spki = Buffer.from(await webcrypto.subtle.exportKey('spki', keys.publicKey));
  return {
    name: options.names[0] ?? '',
    organisation: options.organisation ?? '',
    pem,
    der,
    keyPem,
    spki: spki.toString('base64'),
    sha256: createHash('sha256').update(spki).digest('hex'),
    subject,
    keys,
  };
}

async function issueLeaf(issuer: Authority | undefined, options: LeafOptions) {
  const keys = await makeKeys(options.rsaBits);
  const { purposes = [] } = options;
  const { names, organisation, commonName = names[0] ?? 'nameless' } = options;
  const subject = nameOf({ name: commonName, ...(organisation !== undefined && { organisation }) });
  const certificate = await x509.X509CertificateGenerator.create({
    subject,
    issuer: options.claimedIssuer ?? issuer?.subject ?? subject,
    ...datesOf(options),
    publicKey: keys.publicKey,
    signingKey: issuer?.keys.privateKey ?? keys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(options.mayServeAsCa ?? false, undefined, true),
      ...(purposes.length > 0 ? [new x509.ExtendedKeyUsageExtension([...purposes])] : []),
      ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names.map(generalName))] : []),
    ],
  });
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' });
  return {
    pem: certificate.toString('pem'),
    der: Buffer.from(certificate.rawData),
    keyPem: key.toString(),
    keys,
    subject,
  };
}

/** A root, an intermediate under it and a leaf under that, and what a server of theirs sends. */
export async function makeChain(
  options: LeafOptions & { readonly root?: Authority; readonly intermediate?: NameParts & Validity },
) {
  const root = options.root ?? (await makeAuthority({ name: 'Lab Root CA 1', organisation: 'Amazon' }));
  const intermediate = await makeAuthority({
    name: 'Lab RSA 2048 M01',
    organisation: root.organisation,
    ...options.intermediate,
    issuer: root,
  });
  const leaf = await makeLeaf(intermediate, options);
  return { root, intermediate, leaf, sent: [leaf, intermediate], trust: trustIn(root) };
}

/** A question's `trust` in nobody but these. */
export function trustIn(...roots: readonly Authority[]) {
  return { roots: roots.map(({ name, organisation, spki }) => ({ name, organisation, spki })) };
}

/** The certificates as a server takes them. */
export function bundle(...certificates: readonly { readonly pem: string }[]): string {
  return certificates.map(({ pem }) => pem).join('\n');
}

/** The certificates as an observation holds them. */
export function chainOf(...certificates: readonly { readonly der: Buffer }[]): readonly string[] {
  return certificates.map(({ der }) => der.toString('base64'));
}

async function makeKeys(rsaBits?: number): Promise<webcrypto.CryptoKeyPair> {
  const rsa = {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: rsaBits ?? 0,
    publicExponent: Uint8Array.of(1, 0, 1),
    hash: 'SHA-256',
  };
  return await webcrypto.subtle.generateKey(rsaBits === undefined ? ALGORITHM : rsa, true, [
    'sign',
    'verify',
  ]);
}

/** Attribute by attribute, as UTF-8: nothing in a value is read as syntax. */
function nameOf({ name, organisation, more = [] }: NameParts): x509.Name {
  const attributes: (readonly [string, string])[] = [
    ...(organisation === undefined || organisation === '' ? [] : [['O', organisation] as const]),
    ...more,
    ['CN', name],
  ];
  return new x509.Name(attributes.map(([type, value]) => ({ [type]: [{ utf8String: value }] })));
}

function datesOf({ notBefore, notAfter }: Validity) {
  return {
    notBefore: notBefore ?? new Date(Date.now() - DAY_MS),
    notAfter: notAfter ?? new Date(Date.now() + 196 * DAY_MS),
  };
}

function generalName(name: string): { readonly type: 'ip' | 'dns'; readonly value: string } {
  return { type: /^[0-9.]+$|:/.test(name) ? 'ip' : 'dns', value: name };
}
