import assert from 'node:assert/strict';
import { constants, generateKeyPairSync, KeyObject, sign } from 'node:crypto';
import { test } from 'node:test';
import { readDer } from '../../lib/trust/certificate.ts';
import { readClientCertificate } from '../../lib/trust/client-certificate.ts';
import { readPemRoots } from '../../lib/trust/pem-roots.ts';
import { readRevocationList, readRevocationListHead } from '../../lib/trust/revocation-list.ts';
import { readTrustStore } from '../../lib/trust/trust-store.ts';
import { makeAuthority, makeLeaf } from '../support/certs.ts';
import { der, named, oid, type Part, seq, text } from '../support/der-bytes.ts';

/** Lists that revoke, from bytes made by hand and signed with real keys, and what a trust store holds. */

const [root, other] = [
  await makeAuthority({ name: 'Root', organisation: 'Partner' }),
  await makeAuthority({ name: 'Other' }),
];
const leaf = readClientCertificate((await makeLeaf(root, { names: ['gw.example'] })).der);
assert.ok(leaf);
const ECDSA_SHA256 = seq(oid('1.2.840.10045.4.3.2'));
const [UTC, GENERALIZED] = [0x17, 0x18];
const THIS = text(UTC, '261120000000Z');
const NEXT = text(UTC, '261127000000Z');
const [THIS_MS, NEXT_MS] = [Date.UTC(2026, 10, 20), Date.UTC(2026, 10, 27)];
const revoked = (...serials: readonly string[]) =>
  seq(...serials.map((serial) => seq(der(2, serial), text(UTC, '261101000000Z'))));

/** A list of the root's, signed by its key unless it says otherwise (RFC 5280 §5.1). */
function list(
  after: readonly Part[],
  {
    version = der(2, '01'),
    algorithm = ECDSA_SHA256,
    by = root,
    made = (tbs: Buffer) => sign('sha256', tbs, KeyObject.from(by.keys.privateKey)),
  } = {},
): Buffer {
  const tbs = seq(version, algorithm, seq(named('2.5.4.3', 'Root')), ...after);
  return seq(tbs, algorithm, der(3, '00', made(tbs)));
}
const read = (...given: Parameters<typeof list>) => readRevocationList(list(...given), 'a.crl');
const certificateOf = (bytes: Buffer) => {
  const certificate = readDer(bytes);
  assert.ok(certificate);
  return certificate;
};

test('a list says whose it is, until when, how much it holds, and what must be understood of it', () => {
  const extension = (id: string, ...critical: readonly Part[]) => seq(oid(id), ...critical, der(4, '01'));
  const extensions = der(
    0xa0,
    seq(extension('2.5.29.20'), extension('2.5.29.28', der(1, 'ff')), extension('2.5.29.27', der(1, '00'))),
  );
  const whole = read([THIS, NEXT, revoked('05', '06'), extensions]);
  assert.partialDeepStrictEqual(whole, {
    ...{ source: 'a.crl', issuer: 'CN=Root', issuerName: ['2.5.4.3=root'], entries: 2 },
    ...{ thisUpdateMs: THIS_MS, nextUpdateMs: NEXT_MS },
  });
  assert.deepEqual(whole?.criticalExtensions, ['2.5.29.28']);
  const least = read([THIS], { version: Buffer.alloc(0) });
  assert.partialDeepStrictEqual(least, { entries: 0, criticalExtensions: [], thisUpdateMs: THIS_MS });
  assert.equal(least?.nextUpdateMs, undefined);
});

test('two digits of a year are of this century up to 49; other forms of a time are none (RFC 5280 §4.1.2.5)', () => {
  for (const [time, year] of [
    [text(UTC, '491231000000Z'), 2049],
    [text(UTC, '501231000000Z'), 1950],
    [text(GENERALIZED, '20501231000000Z'), 2050],
  ] as const)
    assert.equal(read([time])?.thisUpdateMs, Date.UTC(year, 11, 31), `${year}`);
  for (const bad of ['2612310000Z', '261231000000', '261331000000Z', 'x261231000000Z', '261231000000Zx'])
    assert.equal(read([text(UTC, bad)]), undefined, bad);
  for (const bad of ['x20501231000000Z', '20501231000000', '20501231000000Zx'])
    assert.equal(read([text(GENERALIZED, bad)]), undefined, bad);
});

test('what is damaged anywhere is no list', () => {
  const whole = list([THIS, NEXT, revoked('05')]);
  assert.ok(readRevocationList(whole, 'a'));
  for (const bad of [
    whole.subarray(0, -1),
    list([THIS, NEXT, seq(seq(der(4, '05')))]),
    list([THIS, NEXT, seq(der(2, '05'))]),
    list([THIS, NEXT, der(0xa0, seq(seq(der(2, '05'))))]),
    list([THIS], { algorithm: seq(der(2, '05')) }),
    seq(seq(), seq(), seq()),
    Buffer.from('text'),
  ])
    assert.equal(readRevocationList(bad, 'a'), undefined, bad.toString('hex').slice(0, 40));
});

test('a serial is revoked whatever zeros stand before it, and no other is', () => {
  const serial = leaf.serial.toLowerCase();
  const even = serial.length % 2 === 0 ? serial : `0${serial}`;
  for (const [written, is] of [
    [even, true],
    [`00${even}`, true],
    [`0000${even}`, true],
    [`01${even}`, false],
    [even.slice(2), false],
  ] as const)
    assert.equal(read([THIS, revoked('05', written)])?.revokes(leaf), is, written);
  const small = { ...leaf, serial: '0' };
  assert.equal(read([THIS, revoked('00')])?.revokes(small), true);
  assert.equal(read([THIS, revoked('05')])?.revokes({ ...leaf, serial: '5' }), true);
  assert.equal(read([THIS])?.revokes(leaf), false);
});

test('a list is signed by the key that made it, by an algorithm that is known', () => {
  const [own, foreign] = [certificateOf(root.der), certificateOf(other.der)];
  const signed = read([THIS]);
  assert.deepEqual([signed?.isSignedBy(own), signed?.isSignedBy(foreign)], [true, false]);
  assert.equal(read([THIS], { by: other })?.isSignedBy(own), false);
  assert.equal(signed?.isSignedBy({ ...own, key: undefined }), false);
  // Signed all the same, but named by what says no hash, or one that is forged with ease.
  for (const id of ['1.2.3', '1.2.840.113549.1.1.4'])
    assert.equal(read([THIS], { algorithm: seq(oid(id)) })?.isSignedBy(own), false, id);
});

test('a signature is verified as its algorithm says, with keys of its kind', () => {
  const own = certificateOf(root.der);
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const ed25519 = generateKeyPairSync('ed25519');
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 20 };
  const [pkcs1, sha256] = ['1.2.840.113549.1.1.', seq(der(0xa0, seq(oid('2.16.840.1.101.3.4.2.1'))))];
  for (const [algorithm, { publicKey, privateKey }, hash, how] of [
    [seq(oid(`${pkcs1}5`), der(5)), rsa, 'sha1', {}],
    [seq(oid(`${pkcs1}11`), der(5)), rsa, 'sha256', {}],
    [seq(oid(`${pkcs1}12`), der(5)), rsa, 'sha384', {}],
    [seq(oid(`${pkcs1}13`), der(5)), rsa, 'sha512', {}],
    [seq(oid(`${pkcs1}10`), sha256), rsa, 'sha256', pss],
    [seq(oid(`${pkcs1}10`), seq()), rsa, 'sha1', pss],
    [seq(oid('1.3.101.112')), ed25519, null, {}],
  ] as const) {
    const made = (tbs: Buffer) => sign(hash, tbs, { key: privateKey, ...how });
    const signed = read([THIS], { algorithm, made });
    const by = [publicKey, own.key, ed25519.publicKey].map((key) => signed?.isSignedBy({ ...own, key }));
    assert.deepEqual(by, [true, false, publicKey === ed25519.publicKey], `${hash}`);
  }
  const byEc = read([THIS]);
  for (const key of [rsa.publicKey, ed25519.publicKey])
    assert.equal(byEc?.isSignedBy({ ...own, key }), false);
});

test('the beginning of a list says its dates, in DER and PEM, however little follows', () => {
  const whole = list([THIS, NEXT, revoked(...Array.from({ length: 100 }, () => '05'))]);
  const pem = (bytes: Buffer, end = '') =>
    Buffer.from(`# ours\n-----BEGIN X509 CRL-----\n${bytes.toString('base64')}${end}`);
  const head = { issuer: 'CN=Root', thisUpdateMs: THIS_MS, nextUpdateMs: NEXT_MS };
  for (const bytes of [
    whole,
    whole.subarray(0, 90),
    pem(whole, '\n-----END X509 CRL-----\n'),
    pem(whole.subarray(0, 90)),
  ])
    assert.deepEqual(readRevocationListHead(bytes), head);
  assert.deepEqual(readRevocationListHead(list([THIS])), { ...head, nextUpdateMs: undefined });
  for (const bad of [
    whole.subarray(0, 30),
    Buffer.alloc(0),
    Buffer.from([0x30]),
    Buffer.from('x'),
    seq(der(2, '05')),
    // Neither it nor what is signed of it is a sequence.
    Buffer.concat([Buffer.from([0x31]), whole.subarray(1)]),
    seq(der(0x31, der(2, '01'), ECDSA_SHA256, seq(named('2.5.4.3', 'Root')), THIS)),
  ])
    assert.equal(readRevocationListHead(bad), undefined);
  assert.equal(readRevocationListHead(list([text(UTC, 'never')])), undefined);
});

test('a trust store says what it holds: authorities, lists with their signers, and what cannot be read', () => {
  const upload = list([THIS, NEXT, revoked('05')]);
  const stranger = list([THIS], { by: other });
  const damaged = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  const held = readTrustStore({
    ...{ arn: 'arn', name: 'store', bundle: root.pem + damaged },
    revocationLists: [upload, stranger, Buffer.from('rubbish'), Buffer.alloc(0)],
  });
  const own = certificateOf(root.der);
  assert.deepEqual(held, {
    ...{ arn: 'arn', name: 'store', unreadable: 3 },
    authorities: [
      {
        ...{ subject: 'CN=Root,O=Partner', serial: own.x509.serialNumber, bytes: root.der.length },
        ...{ notBeforeMs: own.notBeforeMs, notAfterMs: own.notAfterMs },
        sha256: own.x509.fingerprint256.replaceAll(':', '').toLowerCase(),
      },
    ],
    lists: [
      {
        ...{ issuer: 'CN=Root', thisUpdateMs: THIS_MS, nextUpdateMs: NEXT_MS, entries: 1 },
        ...{ bytes: upload.length, signedBy: 'CN=Root,O=Partner', criticalExtensions: [] },
      },
      {
        ...{ issuer: 'CN=Root', thisUpdateMs: THIS_MS, entries: 0, bytes: stranger.length },
        criticalExtensions: [],
      },
    ],
  });
  const none = readTrustStore({ arn: 'arn', name: 'store', bundle: '', revocationLists: [] });
  assert.deepEqual([none.authorities, none.unreadable], [[], 1]);
});

test('a certificate of a client is shown as the log of a load balancer writes it', async () => {
  assert.partialDeepStrictEqual(leaf, {
    ...{ subject: 'CN=gw.example', issuer: 'CN=Root,O=Partner', version: 3, keyLabel: 'EC prime256v1' },
    ...{ signatureHash: 'SHA-256', signatureName: 'ECDSA with SHA-256', keyUsage: undefined },
    key: { type: 'ec', curve: 'prime256v1' },
  });
  const rsa = readClientCertificate((await makeLeaf(root, { names: ['gw.example'], rsaBits: 2048 })).der);
  assert.deepEqual([rsa?.keyLabel, rsa?.key], ['RSA 2048', { type: 'rsa', bits: 2048 }]);
  assert.deepEqual(readClientCertificate(root.der)?.keyUsage, ['keyCertSign', 'cRLSign']);
  assert.equal(readClientCertificate(Buffer.from('none')), undefined);
});

test('roots of a PEM text are read in order, and each that cannot be is named by its number', () => {
  const found = readPemRoots(`first\n${root.pem}\nthen ${other.pem}`);
  assert.ok('roots' in found);
  assert.deepEqual(
    found.roots.map(({ name, organisation, spki, certificate }) => [name, organisation, spki, certificate]),
    [
      ['Root', 'Partner', root.spki, root.der.toString('base64')],
      ['Other', '', other.spki, other.der.toString('base64')],
    ],
  );
  const damaged = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
  assert.deepEqual(readPemRoots(`${root.pem}${damaged}`, ' in "root.pem"'), {
    faults: ['expected readable certificates, number 2 of 2 in "root.pem" is not'],
  });
  assert.deepEqual(readPemRoots('nothing'), { faults: ['expected PEM certificates, found none'] });
});
