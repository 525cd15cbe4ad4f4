import type { SignatureAlgorithm } from './certificate-fields.ts';

/** How a certificate or a list was signed. */
export interface SignatureScheme {
  /** As people write it, without the hash: `ECDSA`. */
  readonly name: string;
  /** As people write it: `SHA-256`; undefined for schemes with a hash of their own (Ed25519). */
  readonly hash: string | undefined;
}

const RSA = 'RSASSA-PKCS1-v1_5';

/** Source: RFC 3279 §2.2, RFC 4055 §5, RFC 5758, RFC 8410 §3; 1.3.14.3.2.29 is OIW's older name of one of them. */
const SCHEMES: Readonly<Record<string, SignatureScheme>> = {
  '1.2.840.113549.1.1.2': { name: RSA, hash: 'MD2' },
  '1.2.840.113549.1.1.4': { name: RSA, hash: 'MD5' },
  '1.2.840.113549.1.1.5': { name: RSA, hash: 'SHA-1' },
  '1.3.14.3.2.29': { name: RSA, hash: 'SHA-1' },
  '1.2.840.113549.1.1.14': { name: RSA, hash: 'SHA-224' },
  '1.2.840.113549.1.1.11': { name: RSA, hash: 'SHA-256' },
  '1.2.840.113549.1.1.12': { name: RSA, hash: 'SHA-384' },
  '1.2.840.113549.1.1.13': { name: RSA, hash: 'SHA-512' },
  '1.2.840.10040.4.3': { name: 'DSA', hash: 'SHA-1' },
  '2.16.840.1.101.3.4.3.2': { name: 'DSA', hash: 'SHA-256' },
  '1.2.840.10045.4.1': { name: 'ECDSA', hash: 'SHA-1' },
  '1.2.840.10045.4.3.1': { name: 'ECDSA', hash: 'SHA-224' },
  '1.2.840.10045.4.3.2': { name: 'ECDSA', hash: 'SHA-256' },
  '1.2.840.10045.4.3.3': { name: 'ECDSA', hash: 'SHA-384' },
  '1.2.840.10045.4.3.4': { name: 'ECDSA', hash: 'SHA-512' },
  '1.3.101.112': { name: 'Ed25519', hash: undefined },
  '1.3.101.113': { name: 'Ed448', hash: undefined },
};

export const RSASSA_PSS = '1.2.840.113549.1.1.10';
/** The hash of RSASSA-PSS is in its parameters, in DER; SHA-1 where they are absent (RFC 4055 §3.1). */
const PSS_HASHES: readonly (readonly [string, Buffer])[] = [
  ['SHA-1', Buffer.from('06052b0e03021a', 'hex')],
  ['SHA-224', Buffer.from('0609608648016503040204', 'hex')],
  ['SHA-256', Buffer.from('0609608648016503040201', 'hex')],
  ['SHA-384', Buffer.from('0609608648016503040202', 'hex')],
  ['SHA-512', Buffer.from('0609608648016503040203', 'hex')],
];
/** `hashAlgorithm [0]`, the first of the parameters. */
const HASH_FIELD = 0xa0;

/** Names an algorithm; what is not in the table is called by its object identifier. */
export function schemeOf({ id, parameters }: SignatureAlgorithm): SignatureScheme {
  if (id !== RSASSA_PSS) return SCHEMES[id] ?? { name: id, hash: undefined };
  // SEQUENCE { [0] { AlgorithmIdentifier }, … }: short enough for lengths of one byte.
  const field = parameters[2] === HASH_FIELD ? parameters.subarray(4, 4 + (parameters[3] ?? 0)) : undefined;
  const hash =
    field === undefined ? 'SHA-1' : PSS_HASHES.find(([, identifier]) => field.includes(identifier))?.[0];
  return { name: 'RSASSA-PSS', hash };
}
