import assert from 'node:assert/strict';
import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import type { Certificate } from '../../lib/trust/certificate.ts';
import type { Extensions } from '../../lib/trust/extensions.ts';
import { brokenRules, mayIssue, PURPOSES } from '../../lib/trust/path-rules.ts';
import { schemeOf } from '../../lib/trust/signature-algorithms.ts';
import { limitedWork } from '../../lib/trust/signatures.ts';
import { weaknessesOf, weaknessOfKey } from '../../lib/trust/weakness.ts';
import { der, oid, seq } from '../support/der-bytes.ts';
import { CA, ecKeys, handMadeCertificate } from '../support/hand-made-certificate.ts';

/** What is asked of the certificates of one path, each by itself; paths are looked for in the other files. */

const [rootKeys, caKeys] = [ecKeys(), ecKeys()];
const root = handMadeCertificate({ subject: 'Root', keys: rootKeys, extensions: [CA] });
const ca = handMadeCertificate({
  ...{ subject: 'CA', issuer: 'Root', keys: caKeys, by: rootKeys, extensions: [CA] },
});
const leaf = handMadeCertificate({ issuer: 'CA', by: caKeys });

/** The same certificate as if other things stood in it. */
const as = (one: Certificate, more: Partial<Extensions>, fields: Partial<Certificate['fields']> = {}) => ({
  ...one,
  fields: { ...one.fields, ...fields, extensions: { ...one.fields.extensions, ...more } },
});
const broken = (
  path: readonly Certificate[],
  anchor?: Certificate,
  purpose: keyof typeof PURPOSES = 'server',
) =>
  brokenRules(path, anchor, PURPOSES[purpose]).map(({ rule, what, certificate }) => [
    rule,
    what,
    certificate.x509.subject,
  ]);

test('each rule that one certificate breaks is named, with what breaks it', () => {
  assert.deepEqual(broken([leaf, ca, root], root), []);
  const [own, of] = ['CN=host.example', 'CN=CA'];
  const permitted = { permitted: [{ kind: 'dns' as const, text: 'other.example' }], excluded: [] };
  const other = { kind: 'other' as const, choice: 0 };
  for (const [path, found] of [
    [[as(leaf, { malformed: ['2.5.29.17'] })], ['malformed-names', '2.5.29.17', own]],
    [[as(leaf, { malformed: ['2.5.29.15'] })], ['malformed-extension', '2.5.29.15', own]],
    [[as(leaf, { unknownCritical: ['1.2.3'] })], ['unknown-critical-extension', '1.2.3', own]],
    [[as(leaf, {}, { hasExplicitCurve: true })], ['unnamed-curve', 'EC', own]],
    [[as(leaf, { keyUsage: ['cRLSign'] })], ['key-usage', 'cRLSign', own]],
    [[as(leaf, { keyUsage: [] })], ['key-usage', '-', own]],
    [
      [leaf, as(ca, { basicConstraints: undefined })],
      ['not-a-ca', 'basicConstraints', of],
    ],
    [
      [leaf, as(ca, { keyUsage: ['digitalSignature'] })],
      ['may-not-sign', 'digitalSignature', of],
    ],
    [
      [leaf, ca, as(root, { basicConstraints: { isCa: true, pathLength: 0 } })],
      ['path-length', '1 > 0', 'CN=Root'],
    ],
    [
      [leaf, as(ca, { nameConstraints: permitted })],
      ['name-not-permitted', 'host.example', own],
    ],
    [
      [leaf, as(ca, { nameConstraints: { ...permitted, excluded: permitted.permitted, permitted: [] } })],
      undefined,
    ],
    [
      [as(leaf, { altNames: [other] }), as(ca, { nameConstraints: { permitted: [other], excluded: [] } })],
      ['name-limit-not-understood', 'nameConstraints', of],
    ],
    // A common name is a host's in a leaf alone.
    [
      [leaf, as(ca, {}, { subject: leaf.fields.subject }), as(root, { nameConstraints: permitted })],
      ['name-not-permitted', 'host.example', own],
    ],
    [[leaf, as(ca, { basicConstraints: { isCa: true, pathLength: 0 } }), root], undefined],
  ] as const satisfies readonly (readonly [readonly Certificate[], readonly string[] | undefined])[])
    assert.deepEqual(broken(path), found === undefined ? [] : [found], `${found}`);
});

test('purposes are named, six at most, and each use wants its own', () => {
  const of = (ids: readonly string[], purpose: keyof typeof PURPOSES = 'client') =>
    broken([as(leaf, { extendedKeyUsage: ids })], undefined, purpose).map(([, what]) => what);
  const pkix = (last: number) => `1.3.6.1.5.5.7.3.${last}`;
  assert.deepEqual(of([pkix(1), pkix(3), pkix(4), pkix(8), pkix(9), '2.5.29.37.0']), [
    'serverAuth, codeSigning, emailProtection, timeStamping, OCSPSigning, anyExtendedKeyUsage',
  ]);
  assert.deepEqual(of(['1.3.6.1.4.1.311.20.2.2', '1', '2', '3', '4', '5', '6']), [
    'smartcardLogon, 1, 2, 3, 4, 5, …',
  ]);
  assert.deepEqual([of([]), of([pkix(2)]), of([pkix(2)], 'server')], [['-'], [], ['clientAuth']]);
  for (const id of [pkix(1), '1.3.6.1.4.1.311.10.3.3', '2.16.840.1.113730.4.1'])
    assert.deepEqual(of([id], 'server'), [], id);
});

test('a trusted certificate may be from before CAs said so; it is looked at once, and the root first', () => {
  const old = { basicConstraints: undefined };
  for (const [one, isAnchor, may] of [
    [as(root, old, { version: 1 }), true, true],
    [as(root, old, { version: 1 }), false, false],
    [as(root, old), true, false],
    [as(root, { ...old, keyUsage: ['keyCertSign'] }), true, true],
    [as(root, { ...old, keyUsage: ['keyCertSign'] }), false, false],
    [as(root, { ...old, keyUsage: ['cRLSign'] }), true, false],
    [as(root, { basicConstraints: { isCa: false, pathLength: undefined } }, { version: 1 }), true, false],
    [root, false, true],
  ] as const)
    assert.equal(mayIssue(one, isAnchor), may);
  const v1 = as(root, old, { version: 1 });
  assert.deepEqual(broken([leaf, ca], v1), []);
  const odd = as(root, { unknownCritical: ['1.2.3'] });
  const found = ['unknown-critical-extension', '1.2.3', 'CN=Root'];
  for (const path of [[leaf, ca, odd], [leaf, odd], [leaf]]) assert.deepEqual(broken(path, odd), [found]);
  // One that is not trusted itself has to say so whatever its age.
  assert.deepEqual(broken([leaf, as(ca, old, { version: 1 })], root), [
    ['not-a-ca', 'basicConstraints', 'CN=CA'],
  ]);
  assert.deepEqual(
    broken([as(leaf, { keyUsage: [] }), ca], odd).map(([rule]) => rule),
    ['unknown-critical-extension', 'key-usage'],
  );
});

test('signatures of hashes that can be forged and short RSA keys are weak', () => {
  const signed = (id: string) => as(leaf, {}, { signature: { id, parameters: Buffer.alloc(0) } });
  const weak = (one: Certificate, isTrustedItself = false) =>
    weaknessesOf([one], isTrustedItself).map(({ certificate, what }) => (certificate === one ? what : '?'));
  for (const [id, found] of [
    ['1.2.840.113549.1.1.2', ['MD2']],
    ['1.2.840.113549.1.1.4', ['MD5']],
    ['1.2.840.10045.4.1', ['SHA-1']],
    ['1.2.840.113549.1.1.14', []],
    ['1.3.101.112', []],
  ] as const) {
    assert.deepEqual(weak(signed(id)), found, id);
    assert.deepEqual(weak(signed(id), true), [], id);
  }
  const short = { ...signed('1.2.840.113549.1.1.5'), key: rsa(1024) };
  assert.deepEqual([weak(short), weak(short, true)], [['SHA-1', 'RSA 1024'], ['RSA 1024']]);
  assert.deepEqual(weak({ ...leaf, key: undefined }), []);
  assert.deepEqual([rsa(2047), rsa(2048), dsa(1024), rootKeys.publicKey].map(weaknessOfKey), [
    'RSA 2047',
    undefined,
    undefined,
    undefined,
  ]);
});

test('algorithms are named as people write them', () => {
  const [pkcs1, none] = ['1.2.840.113549.1.1.', Buffer.alloc(0)];
  for (const [id, name, hash] of [
    [`${pkcs1}2`, 'RSASSA-PKCS1-v1_5', 'MD2'],
    [`${pkcs1}4`, 'RSASSA-PKCS1-v1_5', 'MD5'],
    [`${pkcs1}5`, 'RSASSA-PKCS1-v1_5', 'SHA-1'],
    ['1.3.14.3.2.29', 'RSASSA-PKCS1-v1_5', 'SHA-1'],
    [`${pkcs1}14`, 'RSASSA-PKCS1-v1_5', 'SHA-224'],
    [`${pkcs1}11`, 'RSASSA-PKCS1-v1_5', 'SHA-256'],
    [`${pkcs1}12`, 'RSASSA-PKCS1-v1_5', 'SHA-384'],
    [`${pkcs1}13`, 'RSASSA-PKCS1-v1_5', 'SHA-512'],
    ['1.2.840.10040.4.3', 'DSA', 'SHA-1'],
    ['2.16.840.1.101.3.4.3.2', 'DSA', 'SHA-256'],
    ['1.2.840.10045.4.1', 'ECDSA', 'SHA-1'],
    ['1.2.840.10045.4.3.1', 'ECDSA', 'SHA-224'],
    ['1.2.840.10045.4.3.2', 'ECDSA', 'SHA-256'],
    ['1.2.840.10045.4.3.3', 'ECDSA', 'SHA-384'],
    ['1.2.840.10045.4.3.4', 'ECDSA', 'SHA-512'],
    ['1.3.101.113', 'Ed448', undefined],
  ] as const)
    assert.deepEqual(schemeOf({ id, parameters: none }), { name, hash }, id);
});

/** A public key of any size is quickly made: nobody needs the private one. */
function rsa(bits: number, exponent = '010001') {
  const modulus = randomBytes(Math.ceil(bits / 8));
  modulus[0] = 0xff >> (8 * modulus.length - bits);
  const n = modulus.toString('base64url');
  const e = Buffer.from(exponent, 'hex').toString('base64url');
  return createPublicKey({ format: 'jwk', key: { kty: 'RSA', n, e } });
}
function dsa(bits: number) {
  const number = (length: number) => der(2, '007f', Buffer.alloc(length - 1, 0x55));
  const p = der(2, '00ff', Buffer.alloc(bits / 8 - 1, 0x55));
  const spki = seq(seq(oid('1.2.840.10040.4.1'), seq(p, number(20), number(20))), der(3, '00', der(2, '05')));
  return createPublicKey({ key: spki, format: 'der', type: 'spki' });
}

test('a signature costs what verifying it takes, by key and bytes, and work ends when it is spent', () => {
  const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).publicKey;
  for (const [what, key, bytes, units] of [
    ['RSA 2048', rsa(2048), 1, 1 + 1],
    ['RSA 1024', rsa(1024), 1, 1 + 1],
    ['RSA 4096', rsa(4096), 1, 1 + 4],
    ['RSA 2048 over more', rsa(2048), 20_001, 2 + 1],
    ['a short exponent', rsa(2048, '0100000000'), 1, 1 + 1],
    ['a long exponent', rsa(4096, '0100000001'), 1, 1 + 70 * 4],
    ['DSA', dsa(2048), 1, 1 + 70],
    ['P-256', ec('prime256v1'), 20_000, 1 + 2],
    ['P-384', ec('secp384r1'), 1, 1 + 15],
    ['P-521', ec('secp521r1'), 20_001, 2 + 35],
    ['secp256k1', ec('secp256k1'), 1, 1 + 70],
    ['Ed25519', generateKeyPairSync('ed25519').publicKey, 1, 1 + 4],
    ['Ed448', generateKeyPairSync('ed448').publicKey, 1, 1 + 70],
  ] as const) {
    const [enough, less] = [limitedWork(units), limitedWork(units - 1)];
    assert.deepEqual([enough.spend(key, bytes), enough.isUsedUp()], [true, false], what);
    assert.deepEqual([less.spend(key, bytes), less.isUsedUp()], [false, true], what);
  }
  const work = limitedWork();
  for (let step = 0; step < 4000; step += 1) assert.equal(work.step(), true);
  assert.equal(work.isUsedUp(), false);
  assert.deepEqual([work.step(), work.isUsedUp()], [false, true]);
});

test('a signature is verified once for each fingerprint, and by no key of another kind', () => {
  const work = limitedWork(100);
  const [maker, other] = [caKeys.publicKey, rootKeys.publicKey];
  const one = handMadeCertificate({ issuer: 'CA', by: caKeys });
  assert.equal(work.isSignedBy(one, other, 'other'), false);
  assert.equal(work.isSignedBy(one, maker, 'maker'), true);
  assert.equal(work.isSignedBy(one, other, 'maker'), true, 'remembered');
  assert.equal(work.isSignedBy(one, generateKeyPairSync('ed25519').publicKey, 'ed25519'), false);
  assert.equal(limitedWork(2).isSignedBy(one, maker, 'maker'), undefined);
  assert.equal(limitedWork(3).isSignedBy(one, maker, 'maker'), true);
});
