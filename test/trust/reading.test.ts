import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CertificateFields } from '../../lib/trust/certificate-fields.ts';
import { readCertificateFile, readRevocationFile } from '../../lib/trust/certificate-file.ts';
import { isSameName, isWithin, nameText, readName } from '../../lib/trust/distinguished-name.ts';
import { type Extensions, readExtensions } from '../../lib/trust/extensions.ts';
import { type GeneralName, readGeneralName } from '../../lib/trust/general-names.ts';
import { checkNames } from '../../lib/trust/name-constraints.ts';
import { schemeOf } from '../../lib/trust/signature-algorithms.ts';
import { DerCursor } from '../../lib/wire/der.ts';
import { WireError } from '../../lib/wire/wire-error.ts';
import { der, named, oid, type Part, seq, text } from '../support/der-bytes.ts';

/** What is read of the bytes of a certificate, part by part; chains are judged in the other files. */

const extension = (id: string, value: Buffer, isCritical?: boolean) =>
  seq(oid(id), ...(isCritical === undefined ? [] : [der(1, isCritical ? 'ff' : '00')]), der(4, value));
const read = (...all: readonly Buffer[]) => readExtensions(new DerCursor(Buffer.concat(all)));
/** The one extension, or `malformed`. */
const only = <K extends keyof Extensions>(key: K, id: string, value: Buffer) => {
  const found = read(extension(id, value));
  return found.malformed.length > 0 ? 'malformed' : found[key];
};

const NONE: Extensions = {
  ...{ basicConstraints: undefined, keyUsage: undefined, extendedKeyUsage: undefined, altNames: undefined },
  ...{ nameConstraints: undefined, unknownCritical: [], malformed: [] },
};

test('a certificate without extensions allows everything and limits nothing', () => {
  assert.deepEqual(readExtensions(undefined), NONE);
  assert.deepEqual(read(), NONE);
});

test('basicConstraints says whether it is a CA, and of how long a path (RFC 5280 §4.2.1.9)', () => {
  const constraints = (...parts: readonly Part[]) => only('basicConstraints', '2.5.29.19', seq(...parts));
  const [ca, not] = [der(1, 'ff'), der(1, '00')];
  assert.deepEqual(constraints(), { isCa: false, pathLength: undefined });
  assert.deepEqual(constraints(ca), { isCa: true, pathLength: undefined });
  assert.deepEqual(constraints(not), { isCa: false, pathLength: undefined });
  assert.deepEqual(constraints(ca, der(2, '00')), { isCa: true, pathLength: 0 });
  assert.deepEqual(constraints(der(2, '7f')), { isCa: false, pathLength: 127 });
  assert.deepEqual(constraints(ca, der(2, '00ffffff')), { isCa: true, pathLength: 0xffffff });
  assert.deepEqual(constraints(ca, der(2, '0100000000')), { isCa: true, pathLength: undefined });
  assert.equal(constraints(ca, der(2, '80')), 'malformed');
  assert.equal(constraints(ca, der(2)), 'malformed');
  assert.equal(constraints(ca, der(4, '00')), 'malformed');
});

test('keyUsage is read bit by bit from the highest of the first byte (RFC 5280 §4.2.1.3)', () => {
  const usage = (bits: string) => only('keyUsage', '2.5.29.15', der(3, bits));
  for (const [bits, names] of [
    ['0780', ['digitalSignature']],
    ['0640', ['nonRepudiation']],
    ['0520', ['keyEncipherment']],
    ['0410', ['dataEncipherment']],
    ['0308', ['keyAgreement']],
    ['0106', ['keyCertSign', 'cRLSign']],
    ['0001', ['encipherOnly']],
    ['070080', ['decipherOnly']],
    ['0780ff', ['digitalSignature', 'decipherOnly']],
    ['00', []],
  ] as const)
    assert.deepEqual(usage(bits), names, bits);
  assert.equal(usage('0880'), 'malformed');
  assert.equal(usage(''), 'malformed');
});

test('purposes and key identifiers are read, and what is none is malformed', () => {
  const purposes = (...parts: readonly Part[]) => only('extendedKeyUsage', '2.5.29.37', seq(...parts));
  assert.deepEqual(purposes(oid('1.3.6.1.5.5.7.3.1'), oid('1.3.6.1.5.5.7.3.2')), [
    '1.3.6.1.5.5.7.3.1',
    '1.3.6.1.5.5.7.3.2',
  ]);
  assert.deepEqual(purposes(), []);
  assert.equal(purposes(der(2, '01')), 'malformed');
  for (const [id, good, bad] of [
    ['2.5.29.14', der(4, '01'), seq()],
    ['2.5.29.35', seq(), der(4, '01')],
  ] as const)
    assert.deepEqual([read(extension(id, good)).malformed, read(extension(id, bad)).malformed], [[], [id]]);
});

test('an extension that is there twice is malformed, and one that is critical must be known', () => {
  const [usage, policies, other] = ['2.5.29.15', '2.5.29.32', '1.2.3'];
  const value = der(3, '0780');
  assert.deepEqual(read(extension(usage, value), extension(usage, value)).malformed, [usage]);
  const found = read(
    extension(usage, value, true),
    extension(policies, seq(), true),
    extension(other, seq(), true),
    extension('1.2.4', seq(), false),
    extension('1.2.5', seq()),
  );
  assert.deepEqual([found.unknownCritical, found.malformed], [[other], []]);
  assert.throws(() => read(der(0x31)), WireError);
  // What OpenSSL knows: policies, their mappings and limits, lists to look in, and older inventions.
  const policies4 = [31, 32, 33, 36, 54].map((last) => `2.5.29.${last}`);
  const older = ['2.16.840.1.113730.1.1', ...[7, 8, 14].map((last) => `1.3.6.1.5.5.7.1.${last}`)];
  for (const id of [...policies4, ...older])
    assert.deepEqual(read(extension(id, seq(), true)).unknownCritical, [], id);
  assert.deepEqual(only('altNames', '2.5.29.17', seq(text(0x82, 'a'))), [{ kind: 'dns', text: 'a' }]);
});

test('each kind of name is read; a zero byte and what is no choice are refused (RFC 5280 §4.2.1.6)', () => {
  const nameOf = (bytes: Buffer) => {
    const cursor = new DerCursor(bytes);
    return readGeneralName(cursor, cursor.next());
  };
  assert.deepEqual(nameOf(text(0x82, 'a.example')), { kind: 'dns', text: 'a.example' });
  assert.deepEqual(nameOf(text(0x81, 'a@b.example')), { kind: 'email', text: 'a@b.example' });
  assert.deepEqual(nameOf(text(0x86, 'https://\xe9.example')), { kind: 'uri', text: 'https://\xe9.example' });
  assert.deepEqual(nameOf(der(0x87, '0a000001')), { kind: 'ip', bytes: Buffer.from([10, 0, 0, 1]) });
  assert.deepEqual(nameOf(der(0xa4, seq(named('2.5.4.10', 'Example')))), {
    ...{ kind: 'directory', name: ['2.5.4.10=example'] },
  });
  assert.deepEqual(nameOf(der(0xa0)), { kind: 'other', choice: 0 });
  assert.deepEqual(nameOf(der(0x88, '2a')), { kind: 'other', choice: 8 });
  for (const bad of [text(0x82, 'a\0b'), der(0x89), der(0x02, '01'), der(0xa4, der(0x31)), der(0xc2)])
    assert.throws(() => nameOf(bad), WireError, bad.toString('hex'));
});

test('limits on names are permitted or excluded subtrees without a depth (RFC 5280 §4.2.1.10)', () => {
  const limits = (...parts: readonly Part[]) => only('nameConstraints', '2.5.29.30', seq(...parts));
  const subtree = (name: string, ...more: readonly Part[]) => seq(text(0x82, name), ...more);
  const dns = (name: string) => ({ kind: 'dns', text: name });
  assert.deepEqual(limits(der(0xa0, subtree('a'), subtree('b')), der(0xa1, subtree('c'))), {
    ...{ permitted: [dns('a'), dns('b')], excluded: [dns('c')] },
  });
  assert.deepEqual(limits(), { permitted: [], excluded: [] });
  assert.equal(limits(der(0xa2, subtree('a'))), 'malformed');
  assert.equal(limits(der(0xa0, subtree('a', der(0x80, '01')))), 'malformed');
});

const nameOf = (...sets: readonly Buffer[]) => {
  const cursor = new DerCursor(seq(...sets));
  return readName(cursor, cursor.next());
};

test('names are compared whatever their case, spaces and types of text are (RFC 5280 §7.1)', () => {
  const folded = (tag: number, value: string) => nameOf(named('2.5.4.10', value, tag)).name;
  for (const tag of [0x0c, 0x12, 0x13, 0x14, 0x16, 0x1a])
    assert.deepEqual(folded(tag, '  EXAMPLE \t Corp '), ['2.5.4.10=example corp'], tag.toString(16));
  assert.deepEqual(folded(0x0c, '\xc3\xa9'), ['2.5.4.10=é']);
  assert.deepEqual(folded(0x14, '\xe9'), ['2.5.4.10=é']);
  assert.deepEqual(folded(0x1e, '\0A\0b'), ['2.5.4.10=ab'], 'UTF-16, the high byte first');
  assert.deepEqual(folded(0x1e, 'A\0b'), ['2.5.4.10=410062'], 'half a character');
  assert.deepEqual(folded(0x03, '\x01\x02'), ['2.5.4.10=#30102'], 'no text');
  const [one, other] = [seq(oid('2.5.4.10'), text(0x0c, 'a')), seq(oid('2.5.4.11'), text(0x0c, 'b'))];
  for (const both of [der(0x31, other, one), der(0x31, one, other)])
    assert.deepEqual(nameOf(both).name, ['2.5.4.10=a+2.5.4.11=b']);
  assert.throws(() => nameOf(seq(one)), WireError);
});

test('a name is the same as another of the same parts, and lies in one that it begins with', () => {
  const [whole, part] = [['c=kr', 'o=a'], ['c=kr']];
  assert.deepEqual([isSameName(whole, ['c=kr', 'o=a']), isSameName(whole, part)], [true, false]);
  assert.deepEqual([isWithin(whole, part), isWithin(part, whole), isWithin(whole, [])], [true, false, true]);
  assert.equal(isWithin(whole, ['o=a']), false);
});

test('a name is shown as load balancers write it: the last attribute first (RFC 2253 §2.1)', () => {
  const shown = (...sets: readonly Buffer[]) => nameText(nameOf(...sets));
  assert.equal(
    shown(
      named('2.5.4.6', 'KR'),
      named('2.5.4.10', 'A, B+C"<>;\\'),
      named('1.2.3', 'x'),
      named('2.5.4.3', 'gw'),
    ),
    'CN=gw,1.2.3=x,O=A\\, B\\+C\\"\\<\\>\\;\\\\,C=KR',
  );
  for (const [type, short] of [
    ['2.5.4.4', 'SN'],
    ['2.5.4.5', 'serialNumber'],
    ['2.5.4.7', 'L'],
    ['2.5.4.8', 'ST'],
    ['2.5.4.9', 'STREET'],
    ['2.5.4.12', 'title'],
    ['2.5.4.42', 'GN'],
    ['2.5.4.97', 'organizationIdentifier'],
    ['0.9.2342.19200300.100.1.1', 'UID'],
    ['0.9.2342.19200300.100.1.25', 'DC'],
    ['1.2.840.113549.1.9.1', 'emailAddress'],
  ] as const)
    assert.equal(shown(named(type, 'x')), `${short}=x`);
  const many = Array.from({ length: 31 }, (_, index) => named('2.5.4.11', `${index}`));
  assert.equal(
    shown(...many)
      .split(',')
      .at(-1),
    'OU=1',
    'the last thirty',
  );
  assert.ok(shown(named('2.5.4.3', 'x'.repeat(500))).length <= 400);
});

test('of RSASSA-PSS the hash is in the parameters, SHA-1 where there are none (RFC 4055 §3.1)', () => {
  const pss = (parameters: Buffer) => schemeOf({ id: '1.2.840.113549.1.1.10', parameters });
  const hashed = (id: string) => pss(seq(der(0xa0, seq(oid(id)))));
  const name = 'RSASSA-PSS';
  assert.deepEqual(pss(seq()), { name, hash: 'SHA-1' });
  assert.deepEqual(pss(Buffer.alloc(0)), { name, hash: 'SHA-1' });
  // `saltLength [2]` alone.
  assert.deepEqual(pss(seq(der(0xa2, der(2, '20')))), { name, hash: 'SHA-1' });
  for (const [id, hash] of [
    ['1.3.14.3.2.26', 'SHA-1'],
    ['2.16.840.1.101.3.4.2.4', 'SHA-224'],
    ['2.16.840.1.101.3.4.2.1', 'SHA-256'],
    ['2.16.840.1.101.3.4.2.2', 'SHA-384'],
    ['2.16.840.1.101.3.4.2.3', 'SHA-512'],
    ['1.2.3', undefined],
  ] as const)
    assert.deepEqual(hashed(id), { name, hash }, id);
  // Only of its own field: that of the mask function may be another.
  const mask = seq(der(0xa0, seq(oid('1.2.3'))), der(0xa1, seq(oid('2.16.840.1.101.3.4.2.1'))));
  assert.deepEqual(pss(mask), { name, hash: undefined });
  const none = Buffer.alloc(0);
  assert.deepEqual(schemeOf({ id: '1.2.3', parameters: none }), { name: '1.2.3', hash: undefined });
  assert.deepEqual(schemeOf({ id: '1.3.101.112', parameters: none }), { name: 'Ed25519', hash: undefined });
});

const SUBJECT = { name: [], attributes: [] };
function fieldsOf(more: Partial<Extensions>, subject: CertificateFields['subject'] = SUBJECT) {
  const fields: CertificateFields = {
    ...{ version: 3, issuer: SUBJECT, subject, hasExplicitCurve: false },
    signature: { id: '1.2.840.113549.1.1.11', parameters: Buffer.alloc(0) },
    extensions: { ...NONE, ...more },
  };
  return { fields };
}
const [ip4, mask8] = [Buffer.from([10, 1, 2, 3]), Buffer.from([10, 0, 0, 0, 255, 0, 0, 0])];
const ip6 = Buffer.from('20010db8000000000000000000000001', 'hex');
const T = (kind: 'dns' | 'email' | 'uri', value: string): GeneralName => ({ kind, text: value });

test('which names lie in which subtree (RFC 5280 §4.2.1.10)', () => {
  const lies = (name: GeneralName, limit: GeneralName) => {
    const below = fieldsOf({ altNames: [name] });
    const verdict = (limits: Partial<NonNullable<Extensions['nameConstraints']>>) =>
      checkNames(fieldsOf({ nameConstraints: { permitted: [], excluded: [], ...limits } }), below, true);
    const [permitted, excluded] = [verdict({ permitted: [limit] }), verdict({ excluded: [limit] })];
    assert.equal(permitted.verdict === 'allowed', excluded.verdict === 'excluded');
    return permitted.verdict === 'allowed';
  };
  for (const [name, limit, isIn] of [
    [T('dns', 'A.Example.com'), T('dns', 'example.COM'), true],
    [T('dns', 'example.com'), T('dns', 'example.com'), true],
    [T('dns', 'a.example.com'), T('dns', '.example.com'), true],
    [T('dns', 'example.com'), T('dns', '.example.com'), false],
    [T('dns', 'badexample.com'), T('dns', 'example.com'), false],
    [T('dns', 'anything'), T('dns', ''), true],
    [T('email', 'Me@Host.example'), T('email', 'host.EXAMPLE'), true],
    [T('email', 'me@a.host.example'), T('email', 'host.example'), false],
    [T('email', 'me@a.host.example'), T('email', '.HOST.example'), true],
    [T('email', 'me@host.example'), T('email', '.host.example'), false],
    [T('email', 'me@host.example'), T('email', 'me@HOST.example'), true],
    [T('email', 'Me@host.example'), T('email', 'me@host.example'), false],
    [T('email', 'me@other.example'), T('email', 'me@host.example'), false],
    [T('email', 'host.example'), T('email', '@host.example'), true],
    [T('email', 'me@host.example'), T('email', ''), true],
    [T('uri', 'https://Host.example/a@b'), T('uri', 'host.example'), true],
    [T('uri', 'https://me:pw@host.example:8443/'), T('uri', 'HOST.example'), true],
    [T('uri', 'https://a.host.example?x'), T('uri', '.host.example'), true],
    [T('uri', 'https://a.host.example'), T('uri', 'host.example'), false],
    [T('uri', 'https://host.example'), T('uri', '.host.example'), false],
    [T('uri', 'urn:host.example'), T('uri', 'host.example'), false],
    [T('uri', 'x https://host.example'), T('uri', 'host.example'), false],
    [T('uri', 'urn:host.example'), T('uri', ''), false],
    [T('uri', 'https://host.example'), T('uri', ''), true],
    [{ kind: 'ip', bytes: ip4 }, { kind: 'ip', bytes: mask8 }, true],
    [{ kind: 'ip', bytes: Buffer.from([11, 1, 2, 3]) }, { kind: 'ip', bytes: mask8 }, false],
    [{ kind: 'ip', bytes: ip6 }, { kind: 'ip', bytes: mask8 }, false],
    [{ kind: 'ip', bytes: ip6 }, { kind: 'ip', bytes: Buffer.concat([ip6, Buffer.alloc(16, 255)]) }, true],
    [{ kind: 'directory', name: ['c=kr', 'o=a'] }, { kind: 'directory', name: ['c=kr'] }, true],
    [{ kind: 'directory', name: ['c=fr'] }, { kind: 'directory', name: ['c=kr'] }, false],
  ] as const satisfies readonly (readonly [GeneralName, GeneralName, boolean])[])
    assert.equal(lies(name, limit), isIn, `${JSON.stringify(name)} in ${JSON.stringify(limit)}`);
});

test('a name that breaks a limit is shown as it stands, and a limit of a kind nobody knows is not passed over', () => {
  const limits = (permitted: readonly GeneralName[], excluded: readonly GeneralName[] = []) =>
    fieldsOf({ nameConstraints: { permitted, excluded } });
  const check = (name: GeneralName, ca: ReturnType<typeof limits>) =>
    checkNames(ca, fieldsOf({ altNames: [name] }), true);
  assert.deepEqual(check({ kind: 'ip', bytes: ip4 }, limits([], [{ kind: 'ip', bytes: mask8 }])), {
    ...{ verdict: 'excluded', name: '10.1.2.3' },
  });
  assert.deepEqual(check({ kind: 'ip', bytes: ip6 }, limits([{ kind: 'ip', bytes: mask8 }])), {
    ...{ verdict: 'not-permitted', name: '2001:db8:0:0:0:0:0:1' },
  });
  const directory: GeneralName = { kind: 'directory', name: ['2.5.4.6=fr', '2.5.4.10=a=1'] };
  assert.deepEqual(check(directory, limits([{ kind: 'directory', name: ['c=kr'] }])), {
    ...{ verdict: 'not-permitted', name: 'fr, a=1' },
  });
  const other = (choice: number): GeneralName => ({ kind: 'other', choice });
  assert.equal(check(other(0), limits([other(0)])).verdict, 'not-understood');
  assert.equal(check(other(0), limits([], [other(0)])).verdict, 'not-understood');
  assert.equal(check(other(0), limits([other(1)], [T('dns', '')])).verdict, 'allowed');
  assert.equal(check(other(0), limits([other(0), other(1)])).verdict, 'not-understood');
  for (const [kind, name] of [
    ['dns', 'a.example'],
    ['email', 'me@a.example'],
    ['uri', 'https://a.example/b'],
  ] as const)
    assert.deepEqual(check(T(kind, name), limits([], [T(kind, '')])), { verdict: 'excluded', name });
  // One permitted subtree is enough.
  const two = limits([T('dns', 'b.example'), T('dns', 'a.example')]);
  assert.equal(check(T('dns', 'a.example'), two).verdict, 'allowed');
  // No kind lies in another, however alike both are written.
  const alike: readonly GeneralName[] = [
    T('dns', 'https://a.example'),
    T('email', 'https://a.example'),
    T('uri', 'https://a.example'),
    { kind: 'ip', bytes: ip4 },
    { kind: 'directory', name: [] },
  ];
  const wide: readonly GeneralName[] = [
    T('dns', ''),
    T('email', ''),
    T('uri', ''),
    { kind: 'ip', bytes: Buffer.alloc(8) },
    { kind: 'directory', name: [] },
  ];
  for (const name of alike)
    for (const limit of wide) {
      const verdict = name.kind === limit.kind ? 'excluded' : 'allowed';
      assert.equal(check(name, limits([], [limit])).verdict, verdict, `${name.kind} in ${limit.kind}`);
    }
  // A limit on another kind is no limit on this one.
  assert.equal(check(T('dns', 'a.example'), limits([T('email', 'b.example')])).verdict, 'allowed');
  assert.equal(checkNames(fieldsOf({}), fieldsOf({ altNames: [other(0)] }), true).verdict, 'allowed');
});

test('the subject counts as a name, its e-mail addresses do, and the common name of a leaf without DNS names', () => {
  const subject = nameOf(named('2.5.4.3', 'host.b.example'), named('1.2.840.113549.1.9.1', 'me@b.example'));
  const check = (excluded: GeneralName, isLeaf = true, altNames: readonly GeneralName[] = []) =>
    checkNames(
      fieldsOf({ nameConstraints: { permitted: [], excluded: [excluded] } }),
      fieldsOf({ altNames }, subject),
      isLeaf,
    ).verdict;
  const directory: GeneralName = { kind: 'directory', name: ['2.5.4.3=host.b.example'] };
  assert.equal(check(directory), 'excluded');
  assert.equal(check(T('email', 'b.example')), 'excluded');
  assert.equal(check(T('dns', 'b.example')), 'excluded');
  assert.equal(check(T('dns', 'b.example'), false), 'allowed');
  assert.equal(check(T('dns', 'b.example'), true, [T('dns', 'c.example')]), 'allowed');
  assert.equal(check(T('dns', 'b.example'), true, [T('email', 'a@c.example')]), 'excluded');
  const spoken = (commonName: string) =>
    checkNames(
      fieldsOf({ nameConstraints: { permitted: [T('dns', 'b.example')], excluded: [] } }),
      fieldsOf({}, nameOf(named('2.5.4.3', commonName))),
      true,
    ).verdict;
  for (const words of ['Example Corp', 'localhost', 'a..b', '.example', 'a.b/c', 'Go to www.c.example'])
    assert.equal(spoken(words), 'allowed');
  assert.equal(spoken('www.c.example'), 'not-permitted');
  assert.equal(spoken('*.c_d.example'), 'not-permitted');
});

test('more names times limits than OpenSSL compares are refused, and no fewer', () => {
  const many = (count: number) => Array.from({ length: count }, () => T('dns', 'a.b'));
  const verdict = (names: number, permitted: number, excluded: number) =>
    checkNames(
      fieldsOf({
        nameConstraints: {
          permitted: [T('dns', ''), ...many(permitted - 1)],
          excluded: Array.from({ length: excluded }, () => T('email', 'x')),
        },
      }),
      fieldsOf({ altNames: many(names) }),
      true,
    ).verdict;
  assert.equal(verdict(1024, 512, 512), 'allowed');
  assert.equal(verdict(1024, 512, 513), 'not-understood');
});

const PEM = (label: string, ...bytes: readonly number[]) =>
  `-----BEGIN ${label}-----\n${Buffer.from(bytes).toString('base64')}\n-----END ${label}-----\n`;

test('of a file certificates and lists are read, whatever stands between them; a key in it is only noted', () => {
  const ofText = (written: string, how = readCertificateFile) => how(Buffer.from(written));
  assert.deepEqual(ofText(`# ours\n${PEM('CERTIFICATE', 1)}and\n${PEM('X509 CERTIFICATE', 2)}`), {
    ...{ outcome: 'read', ders: [Buffer.from([1]), Buffer.from([2])], holdsKey: false },
  });
  assert.deepEqual(ofText(PEM('RSA PRIVATE KEY', 9) + PEM('CERTIFICATE', 1)), {
    ...{ outcome: 'read', ders: [Buffer.from([1])], holdsKey: true },
  });
  assert.deepEqual(ofText(PEM('CERTIFICATE', 1) + PEM('X509 CRL', 2), readRevocationFile), {
    ...{ outcome: 'read', ders: [Buffer.from([2])], holdsKey: false },
  });
  const whole = seq(seq(), seq());
  assert.deepEqual(readCertificateFile(whole), { outcome: 'read', ders: [whole], holdsKey: false });
});

test('a file of something else says what it is, and what was expected', () => {
  const why = (bytes: Buffer | string, how = readCertificateFile) => {
    const file = how(Buffer.from(bytes));
    return file.outcome === 'unsuitable' ? file.why : 'read';
  };
  for (const [file, says] of [
    ['', /^is empty, expected a certificate in PEM or DER$/],
    ['hello', /^is neither PEM nor DER, expected a certificate/],
    ['Salted__abc', /^is encrypted, expected/],
    [PEM('ENCRYPTED PRIVATE KEY', 1), /^is a private key, .* never needed here$/],
    [PEM('PUBLIC KEY', 1), /^is a public key/],
    [PEM('NEW CERTIFICATE REQUEST', 1), /\(CSR\)/],
    [PEM('PKCS7', 1), /^is a PKCS #7 bundle/],
    [PEM('CMS', 1), /^is a PKCS #7 bundle/],
    [PEM('X509 CRL', 1), /^is a revocation list, expected a certificate$/],
    // A label is known whole.
    ...[
      ...['PRIVATE KEY INFO', 'PUBLIC KEY INFO', 'CERTIFICATE REQUEST INFO', 'PKCS7 X', 'MY CMS', 'CMS X'],
      ...['MY X509 CRL', 'X509 CRL X', 'MY CERTIFICATE', 'CERTIFICATE LIST'],
    ].map(
      (label) =>
        [PEM(label, 1), new RegExp(`^holds "${label}", expected a certificate in PEM or DER$`)] as const,
    ),
    [PEM('MY PKCS7', 1), /^holds "MY PKCS7", expected a certificate in PEM or DER$/],
    [PEM('TRUSTED CERTIFICATE', 1), /^is a certificate, expected a revocation list$/],
    ['-----BEGIN CERTIFICATE-----\nAQ==\n', /^ends in the middle of a certificate in PEM or DER$/],
    [seq(der(2, '03'), seq()), /^is a PKCS #12 file/],
    [seq(der(2, '00'), seq()), /^is a private key/],
    [seq(der(2, '01'), der(4, Buffer.alloc(200))), /^is a private key/],
    [seq(oid('1.2.840.113549.1.7.2')), /^is a PKCS #7 bundle/],
    [seq(der(2, '0100'), seq()), /^read$/],
    [seq(der(4, '03'), seq()), /^read$/],
  ] as const)
    assert.match(why(file), says, String(says));
  assert.match(
    why(PEM('CERTIFICATE', 1), readRevocationFile),
    /^is a certificate, expected a revocation list$/,
  );
  for (const label of ['MY X509 CRL', 'X509 CRL X', 'MY CERTIFICATE', 'CERTIFICATE LIST'])
    assert.match(why(PEM(label, 1), readRevocationFile), /^holds "[A-Z0-9 ]+", expected a revocation list/);
  assert.match(why('', readRevocationFile), /^is empty, expected a revocation list \(CRL\) in PEM or DER$/);
});
