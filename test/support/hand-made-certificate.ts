import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type Certificate, readDer } from '../../lib/trust/certificate.ts';
import { der, named, oid, type Part, seq, text } from './der-bytes.ts';

/** Certificates made byte by byte, with whatever no library would write (RFC 5280 §4.1). */

export interface Keys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}
export const ecKeys = (): Keys => generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const OF_NOBODY = ecKeys();

export interface HandMade {
  /** A common name, `ORGANISATION/` before it or not; an empty one is an empty name. The issuer is the subject by default. */
  readonly subject?: string;
  readonly issuer?: string;
  readonly keys?: Keys;
  /** Who signs; itself by default. */
  readonly by?: Keys;
  /** DER SubjectPublicKeyInfo; that of `keys` by default. */
  readonly spki?: Buffer;
  /** AlgorithmIdentifier; ECDSA with SHA-256 by default. */
  readonly algorithm?: Buffer;
  readonly hash?: string | null;
  readonly version?: number;
  /** Milliseconds since the Unix epoch. */
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly extensions?: readonly Buffer[];
  /** What stands between the key and the extensions. */
  readonly uniqueIds?: readonly Part[];
}

export const extension = (id: string, value: Buffer, isCritical = false) =>
  seq(oid(id), ...(isCritical ? [der(1, 'ff')] : []), der(4, value));
export const CA = extension('2.5.29.19', seq(der(1, 'ff')), true);

function nameOf(written: string): Buffer {
  const [common = '', organisation] = written.split('/').reverse();
  const before = organisation === undefined ? [] : [named('2.5.4.10', organisation)];
  return seq(...before, ...(common === '' ? [] : [named('2.5.4.3', common)]));
}
const time = (ms: number) => text(0x18, `${new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, '')}`);

/** DER of one. */
export function handMade({
  subject = 'host.example',
  issuer = subject,
  keys = OF_NOBODY,
  by = keys,
  spki = keys.publicKey.export({ type: 'spki', format: 'der' }),
  algorithm = seq(oid('1.2.840.10045.4.3.2')),
  hash = 'sha256',
  version = 3,
  fromMs = Date.UTC(2026, 0, 1),
  toMs = Date.UTC(2030, 0, 1),
  extensions = [],
  uniqueIds = [],
}: HandMade = {}): Buffer {
  const tbs = seq(
    ...(version === 1 ? [] : [der(0xa0, der(2, Buffer.from([version - 1])))]),
    der(2, '05'),
    algorithm,
    nameOf(issuer),
    seq(time(fromMs), time(toMs)),
    nameOf(subject),
    spki,
    ...uniqueIds,
    ...(extensions.length > 0 ? [der(0xa3, seq(...extensions))] : []),
  );
  return seq(tbs, algorithm, der(3, '00', sign(hash, tbs, by.privateKey)));
}

/** One, read. */
export function handMadeCertificate(options: HandMade = {}): Certificate {
  const certificate = readDer(handMade(options));
  if (certificate === undefined) throw new Error('not read');
  return certificate;
}
