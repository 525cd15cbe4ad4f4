import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { type Certificate, coveredNames, readableName } from '../../lib/trust/certificate.ts';
import { followChain } from '../../lib/trust/chain.ts';
import { HARMLESS_FLAWS, judgeChain } from '../../lib/trust/chain-verdict.ts';
import { readClientCertificate } from '../../lib/trust/client-certificate.ts';
import { recogniseProduct } from '../../lib/trust/inspection.ts';
import { limitedWork } from '../../lib/trust/signatures.ts';
import { isAwsEndpoint, type Trust, trustedRoots, trustField } from '../../lib/trust/trust.ts';
import { datesAround, isBetween } from '../../lib/trust/verdict-dates.ts';
import { der, oid, type Part, seq, text } from '../support/der-bytes.ts';
import {
  CA,
  ecKeys,
  extension,
  type HandMade,
  handMade,
  handMadeCertificate,
  type Keys,
} from '../support/hand-made-certificate.ts';

/** What is said of a chain as a whole, with the words that its evidence and its message take from it. */

const [AT, DAY] = [Date.UTC(2027, 0, 1), 86_400_000];
const HOST = 'host.example';
const [rootKeys, caKeys] = [ecKeys(), ecKeys()];
const root = handMadeCertificate({ subject: 'Root', keys: rootKeys, extensions: [CA] });
const caCertificate = (more: HandMade = {}) =>
  handMadeCertificate({
    ...{ subject: 'CA', issuer: 'Root', keys: caKeys, by: rootKeys, extensions: [CA] },
    ...more,
  });
const leafOf = (more: HandMade = {}) => handMadeCertificate({ issuer: 'CA', by: caKeys, ...more });
const [ca, leaf] = [caCertificate(), leafOf()];

const spkiOf = ({ key }: Certificate) => {
  assert.ok(key);
  return key.export({ type: 'spki', format: 'der' }).toString('base64');
};
const base64 = ({ der: bytes }: Certificate) => bytes.toString('base64');
const trustIn = (one: Certificate, organisation = '') => ({
  roots: [{ name: '', organisation, spki: spkiOf(one), certificate: base64(one) }],
});
const trustInKey = (one: Certificate, organisation: string) => ({
  roots: [{ name: '', organisation, spki: spkiOf(one) }],
});
interface Asked {
  readonly trust?: Trust;
  readonly atMs?: number;
  readonly name?: string;
}
function judge(sent: readonly Certificate[], { trust = trustIn(root), atMs = AT, name = HOST }: Asked = {}) {
  const { shown, flaws } = judgeChain(sent.map(base64), { acceptNames: [name], trust }, atMs);
  return { shown, flaws, names: flaws.map(({ flaw }) => flaw), values: flaws.map(({ values }) => values) };
}

test('a good chain has no flaws, and shows no rule', () => {
  const { shown, flaws } = judge([leaf, ca]);
  assert.deepEqual(flaws, []);
  assert.deepEqual(Object.keys(shown), ['subjectName', 'issuerName', 'rootKeySha256', 'chain', 'validTo']);
});

test('what is weak on a path is named with its certificate, the trusted key by its name or its owner', () => {
  const short = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const sha1 = { algorithm: seq(oid('1.2.840.113549.1.1.5'), der(5)), hash: 'sha1' };
  const old = handMadeCertificate({ subject: 'Old', keys: short, extensions: [CA], ...sha1 });
  const below = leafOf({ issuer: 'Old', by: short, ...sha1 });
  const weak = (sent: readonly Certificate[], asked: Asked = { trust: trustIn(old) }) => {
    const { names, flaws, values } = judge(sent, asked);
    assert.ok(flaws.every(({ flaw }) => HARMLESS_FLAWS.includes(flaw)));
    assert.ok(names.every((one) => one === 'weak'));
    return values.map(({ certificate, weakness }) => [certificate, weakness]);
  };
  const signature = ['CN=host.example', 'SHA-1'];
  assert.deepEqual(weak([below]), [signature, ['CN=Old', 'RSA 1024']]);
  assert.deepEqual(weak([below], { trust: trustInKey(old, 'Us') }), [signature, ['Us', 'RSA 1024']]);
  assert.deepEqual(weak([below], { trust: trustInKey(old, '') }), [signature, ['-', 'RSA 1024']]);
  assert.deepEqual(weak([old], { trust: trustIn(old), name: 'Old' }), [['CN=Old', 'RSA 1024']]);
});

test('a broken rule is shown with its certificate and section, dates alone are none', () => {
  const late = Date.UTC(2031, 0, 1);
  const expired = judge([leaf, ca], { atMs: late });
  assert.deepEqual(expired.names, ['expired', 'expired', 'expired']);
  assert.ok(!('rule' in expired.shown));
  const rule = {
    rule: 'unknown-critical-extension',
    certificate: 'CN=host.example',
    section: 'RFC 5280 §4.2',
  };
  const odd = leafOf({ extensions: [extension('1.2.3', seq(), true)] });
  const both = judge([odd, ca], { atMs: late });
  assert.equal(both.names[0], 'chain-invalid');
  assert.partialDeepStrictEqual(both.shown, { ...rule, what: '1.2.3' });
  assert.partialDeepStrictEqual(both.values[0], { ...rule, what: '1.2.3' });
  const nameless = leafOf({ subject: '', extensions: [extension('1.2.3', seq(), true)], toMs: AT - 1 });
  assert.deepEqual(
    judge([nameless, ca]).values.map(({ certificate, expiring }) => certificate ?? expiring),
    ['-', '-', undefined],
  );
  const limits = extension('2.5.29.30', seq(der(0xa0, seq(text(0x82, 'x.example')))));
  const empty = leafOf({ extensions: [extension('2.5.29.17', seq(der(0x82)))] });
  assert.equal(judge([empty, caCertificate({ extensions: [CA, limits] })]).shown.what, '-');
});

test('a chain over certificates that may not sign is invalid, and says by which rule', () => {
  const [ski, aki] = [extension('2.5.29.14', der(4, '02')), extension('2.5.29.35', seq(der(0x80, '01')))];
  const named = caCertificate({ extensions: [CA, ski] });
  const strange = leafOf({ extensions: [aki], toMs: AT - 1 });
  const { names, shown } = judge([strange, named]);
  assert.deepEqual(names, ['expired', 'chain-invalid']);
  assert.partialDeepStrictEqual(shown, {
    ...{ rule: 'key-identifier', what: 'authorityKeyIdentifier', section: 'RFC 5280 §4.2.1.1' },
  });
});

test('an authority that nobody knows is named by what issued the last that was followed', () => {
  const other = handMadeCertificate({ subject: 'Trusted', keys: ecKeys() });
  const authority = (...sent: readonly Certificate[]) =>
    judge(sent, { trust: trustIn(other) }).shown.authority;
  const lower = handMadeCertificate({
    ...{ subject: 'Lower', issuer: 'CA', by: caKeys, extensions: [CA] },
  });
  const lowest = handMadeCertificate({ issuer: 'Lower' });
  assert.deepEqual(
    [authority(leaf), authority(leaf, ca), authority(lowest, lower, ca), authority(leafOf({ issuer: '' }))],
    ['CN=CA', 'CN=Root', 'CN=Root', '-'],
  );
});

test('a leaf without its intermediates is of one that is trusted by its organisation, and of nobody sent', () => {
  const verdict = (
    sent: readonly [Certificate, ...Certificate[]],
    ...organisations: readonly (readonly string[])[]
  ) => {
    const [known] = trustedRoots(trustIn(root));
    assert.ok(known);
    return followChain({
      sent,
      roots: organisations.map((one) => ({ ...known, organisations: one })),
      atMs: AT,
    }).verdict;
  };
  const issued = leafOf({ issuer: 'Us/Issuing' });
  const stranger = caCertificate({ subject: 'Stranger' });
  const inCapitals = caCertificate({ subject: 'US/ISSUING', issuer: 'Nobody' });
  for (const [sent, organisations, is] of [
    [[issued], [['Us']], 'incomplete'],
    [[issued], [['Them'], ['Us']], 'incomplete'],
    [[issued], [['Them', 'Us']], 'incomplete'],
    [[issued], [['Them']], 'untrusted'],
    [[issued, stranger], [['Us']], 'incomplete'],
    [[issued, caCertificate({ subject: 'Us/Issuing', keys: rootKeys })], [['Us']], 'untrusted'],
    [[issued, inCapitals], [['Us']], 'untrusted'],
  ] as const)
    assert.equal(verdict(sent, ...organisations), is);
});

test('when the work is used up only a good path is a verdict', () => {
  const ask = (sent: readonly [Certificate, ...Certificate[]], atMs: number, ...used: readonly boolean[]) => {
    const answers = [...used];
    const work = { ...limitedWork(), isUsedUp: () => answers.shift() ?? true };
    const { verdict, path, problems, rootKeySha256 } = followChain({
      ...{ sent, atMs, work, roots: trustedRoots(trustIn(root)) },
    });
    return [verdict, path.length, problems.length, rootKeySha256];
  };
  const late = Date.UTC(2031, 0, 1);
  assert.deepEqual(ask([leaf, ca], AT), ['trusted', 2, 0, root.keySha256]);
  assert.deepEqual(ask([leaf, ca], late, false), ['trusted', 2, 3, root.keySha256]);
  assert.deepEqual(ask([leaf, ca], late), ['unfinished', 2, 0, ca.keySha256]);
  assert.deepEqual(ask([leaf], AT), ['unfinished', 1, 0, leaf.keySha256]);
  assert.deepEqual(ask([leaf], AT, false), ['unfinished', 1, 0, leaf.keySha256]);
  assert.deepEqual(ask([leaf], AT, false, false), ['untrusted', 1, 0, leaf.keySha256]);
});

test('what cannot be read or looked through to the end is no verdict, and what is left out is counted', () => {
  const unknown = caCertificate({ spki: seq(seq(oid('1.2.3')), der(3, '00', '05')) });
  const stranger = handMadeCertificate({ subject: 'Stranger' });
  const strangers = (count: number) => Array.from({ length: count }, () => stranger);
  const broken = { ...ca, der: Buffer.from('text') };
  for (const sent of [[], [broken], [leaf, broken], [leaf, unknown], [unknown]]) {
    const { shown, flaws } = judge(sent);
    assert.deepEqual(shown, { code: 'malformed-certificate' });
    assert.deepEqual(flaws, [{ flaw: 'chain-unreadable', values: { code: 'malformed-certificate' } }]);
  }
  const [whole, more] = [judge([leaf, ca, ...strangers(30)]), judge([leaf, ca, ...strangers(31)])];
  assert.deepEqual([whole.names, whole.shown.leftOut], [[], undefined]);
  assert.deepEqual([more.names, more.shown.leftOut], [[], 1]);
  const lost = judge([leaf, ...strangers(33)]);
  const code = 'too-many-certificates';
  assert.partialDeepStrictEqual(lost, { shown: { code, leftOut: 2 }, values: [{ code }] });
  assert.deepEqual(
    [lost.names, judge([leaf, ...strangers(31)]).names],
    [['chain-unreadable'], ['untrusted-ca']],
  );
  // Of ten authorities three copies each are 59,049 ways.
  const steps = Array.from({ length: 30 }, (_, place) =>
    caCertificate({
      ...{ subject: `CA ${place % 10}`, issuer: `CA ${(place % 10) + 1}`, by: caKeys },
      toMs: Date.UTC(2030, 0, 1 + place),
    }),
  );
  const lowest = leafOf({ issuer: 'CA 0' });
  const endless = judge([lowest, ...steps]);
  assert.deepEqual([endless.names, endless.shown.code], [['chain-unreadable'], code]);
});

test('a verdict holds between the dates around it, without them', () => {
  const [from, to] = [0, 70 * DAY];
  const soon = to - 7 * DAY;
  const one = { notBeforeMs: from, notAfterMs: to };
  for (const [at, afterMs, beforeMs] of [
    [-1, Number.NEGATIVE_INFINITY, from],
    [from, from, from],
    [1, from, soon],
    [soon, soon, soon],
    [soon + 1, soon, to],
    [to, to, to],
    [to + 1, to, Number.POSITIVE_INFINITY],
  ] as const)
    assert.deepEqual(datesAround([one], at), { afterMs, beforeMs }, `${at}`);
  const other = { notBeforeMs: 5, notAfterMs: to + 9 };
  assert.partialDeepStrictEqual(datesAround([one, other], 9), { afterMs: 5, beforeMs: soon });
  const span = { afterMs: 5, beforeMs: 9 };
  assert.deepEqual(
    [4, 5, 6, 8, 9, 10].map((at) => isBetween(span, at)),
    [false, false, true, true, false, false],
  );
});

test('keys of every kind are labelled, also those that OpenSSL does not know', () => {
  const spki = ({ publicKey }: Keys) => publicKey.export({ type: 'spki', format: 'der' });
  const p384 = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
  const explicit = spki(generateKeyPairSync('ec', { namedCurve: 'prime256v1', paramEncoding: 'explicit' }));
  const unknown = seq(seq(oid('1.2.3')), der(3, '00', '05'));
  for (const [bytes, label, key] of [
    [spki(generateKeyPairSync('ed448')), 'ED448', { type: 'other', name: 'ed448' }],
    [
      spki(generateKeyPairSync('rsa-pss', { modulusLength: 1024 })),
      'RSA-PSS',
      { type: 'other', name: 'rsa-pss' },
    ],
    // OpenSSL knows it by its numbers.
    [explicit, 'EC prime256v1', { type: 'ec', curve: 'prime256v1' }],
    [unknown, 'UNKNOWN', { type: 'other', name: 'unknown' }],
    [spki(p384), 'EC secp384r1', { type: 'ec', curve: 'secp384r1' }],
  ] as const) {
    const read = readClientCertificate(handMade({ spki: bytes }));
    assert.deepEqual([read?.keyLabel, read?.key], [label, key]);
  }
  const of = (bytes: Buffer) => handMadeCertificate({ spki: bytes, issuer: 'CA', by: caKeys });
  assert.equal(of(explicit).fields.hasExplicitCurve, true);
  assert.equal(leaf.fields.hasExplicitCurve, false);
  // Parameters of another kind of key are no curve.
  const odd = of(seq(seq(oid('1.2.3'), seq()), der(3, '00', '05')));
  assert.deepEqual([odd.fields.hasExplicitCurve, odd.key, odd.keySha256], [false, undefined, '']);
  const ed = { keys: generateKeyPairSync('ed25519'), hash: null, algorithm: seq(oid('1.3.101.112')) };
  assert.partialDeepStrictEqual(readClientCertificate(handMade(ed)), {
    ...{ signatureName: 'Ed25519', signatureHash: undefined, keyLabel: 'ED25519' },
  });
});

test('a certificate is read whatever stands before its extensions; parameters stay as they stand', () => {
  const parameters = seq(der(0xa0, seq(oid('2.16.840.1.101.3.4.2.1'))));
  const ids: readonly Part[] = [der(0x81, '0001'), der(0x82, '0002')];
  const { fields } = handMadeCertificate({ uniqueIds: ids, extensions: [CA] });
  assert.deepEqual(fields.extensions.basicConstraints, { isCa: true, pathLength: undefined });
  const old = handMadeCertificate({ version: 1, algorithm: seq(oid('1.2.3'), parameters), uniqueIds: [] });
  assert.deepEqual(
    [old.fields.version, old.fields.signature, fields.version, fields.signature.parameters.length],
    [1, { id: '1.2.3', parameters }, 3, 0],
  );
});

test('names are shown five at most, only those of hosts; lines that are no attribute are passed over', () => {
  const covered = (...names: readonly Buffer[]) =>
    coveredNames(leafOf({ extensions: [extension('2.5.29.17', seq(...names))] }));
  const dns = (count: number) => Array.from({ length: count }, (_, place) => text(0x82, `${place}.example`));
  const five = '0.example, 1.example, 2.example, 3.example, 4.example';
  assert.deepEqual([covered(...dns(5)), covered(...dns(6))], [five, `${five}, …`]);
  assert.equal(covered(text(0x86, 'DNS:x')), HOST);
  assert.equal(covered(der(0x87, '0a000001'), text(0x81, 'me@x.example')), '10.0.0.1');
  assert.equal(readableName('nothing\n=nobody\nCN=a=b\nO='), 'CN=a=b, O=');
  assert.equal(readableName(undefined), '');
});

test('an inspection product is known by issuers and CAs, not by the site it is asked for', () => {
  const zscaler = { subject: 'Zscaler/x' };
  assert.equal(recogniseProduct([leafOf(zscaler), caCertificate()]), 'unnamed');
  assert.equal(recogniseProduct([leaf, caCertificate(zscaler)]), 'Zscaler');
  assert.equal(recogniseProduct([leafOf({ issuer: 'Zscaler/x' })]), 'Zscaler');
});

test('roots are taken with the certificate of their own key, and what is none is named', () => {
  const [own] = trustedRoots(trustIn(root));
  assert.equal(own?.certificate?.keySha256, root.keySha256);
  const [other] = trustedRoots({
    roots: [{ name: '', organisation: '', spki: spkiOf(root), certificate: base64(ca) }],
  });
  assert.deepEqual([other?.sha256, other?.certificate], [root.keySha256, undefined]);
  assert.deepEqual(trustedRoots({ roots: [{ name: '', organisation: '', spki: 'AAAA' }] }), []);
  const fault = (more: object) =>
    trustField
      .safeParse({ roots: [{ ...trustIn(root).roots[0], ...more }] })
      .error?.issues.flatMap((one) => JSON.stringify(one))
      .join();
  assert.equal(fault({}), undefined);
  assert.match(fault({ spki: 'AAAA' }) ?? '', /expected a DER SubjectPublicKeyInfo in base64/);
  assert.match(fault({ certificate: 'AAAA' }) ?? '', /expected a DER certificate in base64/);
});

test('an endpoint is of AWS where one of the names that are wanted is', () => {
  const is = (...acceptNames: readonly string[]) => isAwsEndpoint({ trust: trustIn(root), acceptNames });
  assert.deepEqual(
    [
      is(HOST, 'dp-1.storagegateway.us-east-1.amazonaws.com'),
      is('d4kdq0yaxexbo.cloudfront.net'),
      is(HOST),
      isAwsEndpoint({ trust: 'amazon', acceptNames: [HOST] }),
      isAwsEndpoint({ trust: 'public', acceptNames: [HOST] }),
    ],
    [true, true, false, true, false],
  );
});
