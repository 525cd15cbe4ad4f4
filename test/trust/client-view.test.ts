import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HARMLESS_FLAWS, judgeChain } from '../../lib/trust/chain-verdict.ts';
import {
  CA_EXTENSIONS,
  certificateFolder,
  type Issued,
  type IssueOptions,
  makeRoot,
  type OpensslCa,
} from '../support/openssl-ca.ts';
import { withPrograms } from '../support/programs.ts';

/** Chains that OpenSSL made, judged here and by OpenSSL itself: what is called healthy, clients take. */
const { test } = withPrograms('openssl');
const run = promisify(execFile);

const HOST = 'host.corp.example';
const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);
const PAST = { from: inDays(-100), to: inDays(-1) };
const NAMES = `subjectAltName=DNS:${HOST},IP:192.0.2.7,IP:2001:db8::7`;
const SERVER = [
  'basicConstraints=critical,CA:FALSE',
  'keyUsage=critical,digitalSignature',
  'extendedKeyUsage=serverAuth',
  NAMES,
];
const without = (lines: readonly string[], name: string) => lines.filter((line) => !line.startsWith(name));
const serverWith = (...more: readonly string[]) => [
  ...more.reduce((rest, line) => without(rest, line.split('=')[0] ?? ''), SERVER as readonly string[]),
  ...more,
];
const caWith = (...more: readonly string[]) => [
  ...more.reduce((rest, line) => without(rest, line.split('=')[0] ?? ''), CA_EXTENSIONS as readonly string[]),
  ...more,
];

/** What a server sends, leaf first, and whom the client trusts. */
interface Case {
  readonly sent: readonly Issued[];
  readonly trusted: readonly Issued[];
}

let places = 0;

/** The flaws we find, with the rule where one is broken, and whether OpenSSL takes the chain. */
async function judge(folder: string, { sent, trusted }: Case, name = HOST) {
  const roots = trusted.map(({ pem }) => {
    const x509 = new X509Certificate(pem);
    const spki = x509.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    return { name: '', organisation: '', spki, certificate: x509.raw.toString('base64') };
  });
  const chain = sent.map(({ pem }) => new X509Certificate(pem).raw.toString('base64'));
  const { flaws } = judgeChain(chain, { acceptNames: [name], trust: { roots } }, Date.now());
  places += 1;
  const [caFile, othersFile] = [join(folder, `ca-${places}.pem`), join(folder, `others-${places}.pem`)];
  await writeFile(caFile, trusted.map(({ pem }) => pem).join('\n'));
  const [leaf, ...others] = sent;
  await writeFile(othersFile, others.map(({ pem }) => pem).join('\n'));
  const words = [
    'verify',
    '-partial_chain',
    '-purpose',
    'sslserver',
    '-no-CApath',
    '-no-CAstore',
    '-CAfile',
    caFile,
  ];
  const takes = await run('openssl', [
    ...words,
    ...(others.length > 0 ? ['-untrusted', othersFile] : []),
    ...(/^[0-9.]+$|:/.test(name) ? ['-verify_ip', name] : ['-verify_hostname', name]),
    leaf?.certPath ?? '',
  ]).then(
    () => true,
    () => false,
  );
  return {
    flaws: flaws.map(({ flaw, values }) => (flaw === 'chain-invalid' ? String(values.rule) : flaw)),
    values: flaws[0]?.values,
    takes,
    healthy: flaws.every(({ flaw }) => HARMLESS_FLAWS.includes(flaw)),
  };
}

/** A root, an intermediate and a leaf, each with what a case changes about it. */
async function simple(
  folder: string,
  options: {
    readonly root?: Partial<IssueOptions>;
    readonly intermediate?: Partial<IssueOptions>;
    readonly leaf?: Partial<IssueOptions>;
  },
): Promise<Case & { readonly root: OpensslCa; readonly intermediate: OpensslCa }> {
  const root = await makeRoot(folder, { name: 'Test Root', ...options.root });
  const intermediate = await root.subordinate({ name: 'Test Issuing CA', ...options.intermediate });
  const leaf = await intermediate.issue({ name: HOST, extensions: SERVER, ...options.leaf });
  return { sent: [leaf, intermediate], trusted: [root], root, intermediate };
}

const extensions = (...lines: readonly string[]) => ({ extensions: lines });
type Parts = Parameters<typeof simple>[1];

/** One rule broken in each, by its name; clients refuse every one. */
const REFUSED: readonly (readonly [what: string, rule: string, parts: Parts])[] = [
  [
    'a leaf for clients only',
    'extended-key-usage',
    { leaf: extensions(...serverWith('extendedKeyUsage=clientAuth')) },
  ],
  [
    'a leaf for signing code',
    'extended-key-usage',
    { leaf: extensions(...serverWith('extendedKeyUsage=codeSigning')) },
  ],
  [
    'a leaf for any purpose but no named one',
    'extended-key-usage',
    { leaf: extensions(...serverWith('extendedKeyUsage=anyExtendedKeyUsage')) },
  ],
  [
    'an intermediate for e-mail only',
    'extended-key-usage',
    { intermediate: extensions(...CA_EXTENSIONS, 'extendedKeyUsage=emailProtection') },
  ],
  [
    'a root for clients only',
    'extended-key-usage',
    { root: extensions(...CA_EXTENSIONS, 'extendedKeyUsage=clientAuth') },
  ],
  [
    'a leaf that may only sign certificates',
    'key-usage',
    { leaf: extensions(...serverWith('keyUsage=critical,keyCertSign')) },
  ],
  ['a CA in place of a leaf', 'key-usage', { leaf: extensions(...CA_EXTENSIONS, NAMES) }],
  [
    'an intermediate that is no CA',
    'not-a-ca',
    { intermediate: extensions('basicConstraints=critical,CA:FALSE', 'keyUsage=keyCertSign') },
  ],
  [
    'an intermediate that does not say it is a CA',
    'not-a-ca',
    { intermediate: extensions('keyUsage=keyCertSign') },
  ],
  [
    'a CA that may not sign certificates',
    'may-not-sign',
    { intermediate: extensions(...caWith('keyUsage=critical,cRLSign')) },
  ],
  [
    'a root that allows no CA below it',
    'path-length',
    { root: extensions(...caWith('basicConstraints=critical,CA:TRUE,pathlen:0')) },
  ],
  [
    'names that are not permitted',
    'name-not-permitted',
    { intermediate: extensions(...CA_EXTENSIONS, 'nameConstraints=critical,permitted;DNS:other.example') },
  ],
  [
    'names that the root does not permit, though the intermediate does',
    'name-not-permitted',
    {
      root: extensions(...CA_EXTENSIONS, 'nameConstraints=critical,permitted;DNS:other.example'),
      intermediate: extensions(...CA_EXTENSIONS, 'nameConstraints=critical,permitted;DNS:corp.example'),
    },
  ],
  [
    'names that are excluded',
    'name-excluded',
    { intermediate: extensions(...CA_EXTENSIONS, 'nameConstraints=critical,excluded;DNS:corp.example') },
  ],
  [
    'an IPv4 address that is not permitted',
    'name-not-permitted',
    { intermediate: extensions(...CA_EXTENSIONS, 'nameConstraints=permitted;IP:198.51.100.0/255.255.255.0') },
  ],
  [
    'an IPv4 address that is excluded',
    'name-excluded',
    { intermediate: extensions(...CA_EXTENSIONS, 'nameConstraints=excluded;IP:192.0.2.0/255.255.255.0') },
  ],
  [
    'an IPv6 address that is not permitted',
    'name-not-permitted',
    {
      intermediate: extensions(
        ...CA_EXTENSIONS,
        'nameConstraints=permitted;IP:2001:db9:0:0:0:0:0:0/ffff:ffff:0:0:0:0:0:0',
      ),
    },
  ],
  [
    'an IPv6 address that is excluded',
    'name-excluded',
    {
      intermediate: extensions(
        ...CA_EXTENSIONS,
        'nameConstraints=excluded;IP:2001:db8:0:0:0:0:0:0/ffff:ffff:0:0:0:0:0:0',
      ),
    },
  ],
  [
    'a subject outside the permitted names',
    'name-not-permitted',
    {
      intermediate: extensions(...CA_EXTENSIONS, 'nameConstraints=permitted;dirName:dir\n[dir]\nC=FR'),
    },
  ],
  [
    'a critical extension of a leaf that nobody knows',
    'unknown-critical-extension',
    { leaf: extensions(...SERVER, '1.2.3.4=critical,ASN1:NULL') },
  ],
  [
    'a critical extension of an intermediate that nobody knows',
    'unknown-critical-extension',
    { intermediate: extensions(...CA_EXTENSIONS, '1.2.3.4=critical,ASN1:NULL') },
  ],
  [
    'alternative names that are none',
    'malformed-names',
    { leaf: extensions(...serverWith('2.5.29.17=DER:30:03:82:05:61')) },
  ],
  ['an expired leaf', 'expired', { leaf: PAST }],
  ['an expired intermediate', 'expired', { intermediate: PAST }],
  ['an expired root', 'expired', { root: PAST }],
  ['an intermediate of tomorrow', 'not-yet-valid', { intermediate: { from: inDays(1), to: inDays(9) } }],
];
for (const [what, rule, parts] of REFUSED) {
  test(`clients refuse ${what}, and so do we: ${rule}`, async (t) => {
    const folder = await certificateFolder(t);
    const found = await judge(folder, await simple(folder, parts));
    assert.equal(found.takes, false, 'OpenSSL takes it');
    assert.equal(found.flaws.includes(rule), true, found.flaws.join());
    assert.equal(found.healthy, false);
  });
}

test('a broken rule names the certificate, what breaks it, and the section', async (t) => {
  const folder = await certificateFolder(t);
  const constrained = extensions(...CA_EXTENSIONS, 'nameConstraints=critical,excluded;DNS:corp.example');
  const { values } = await judge(folder, await simple(folder, { intermediate: constrained }));
  assert.equal(values?.rule, 'name-excluded');
  assert.equal(values?.certificate, `C=KR, O=Example Corp, Ltd, CN=${HOST}`);
  assert.equal(values?.what, HOST);
  assert.equal(values?.section, 'RFC 5280 §4.2.1.10');
});

/** Genuine cases: clients take them, however odd they look. */
const TAKEN: readonly (readonly [what: string, make: (folder: string) => Promise<Case>])[] = [
  ['a plain chain', (folder) => simple(folder, {})],
  [
    'certificates out of order, twice, and a stranger among them',
    async (folder) => {
      const { sent, trusted, root } = await simple(folder, {});
      const stranger = await makeRoot(folder, { name: 'Stranger' });
      const [leaf, intermediate] = sent;
      assert.ok(leaf && intermediate);
      return { sent: [leaf, stranger, root, intermediate, intermediate], trusted };
    },
  ],
  [
    'a leaf without extended key usage, key usage and basic constraints',
    (folder) => simple(folder, { leaf: extensions(NAMES) }),
  ],
  [
    'limits on names that it keeps to, of every sort',
    (folder) =>
      simple(folder, {
        intermediate: extensions(
          ...CA_EXTENSIONS,
          'nameConstraints=critical,permitted;DNS:corp.example,permitted;IP:192.0.2.0/255.255.255.0,permitted;IP:2001:db8:0:0:0:0:0:0/ffff:ffff:0:0:0:0:0:0,permitted;dirName:dir,excluded;DNS:bad.corp.example\n[dir]\nC=KR',
        ),
      }),
  ],
  [
    'P-384 and SHA-384',
    (folder) => simple(folder, { root: { key: 'p384', hash: 'sha384' }, intermediate: { key: 'p384' } }),
  ],
  [
    'RSASSA-PSS',
    (folder) =>
      simple(folder, {
        root: { key: 'rsa2048' },
        intermediate: { key: 'rsa2048', pss: true },
        leaf: { pss: true },
      }),
  ],
  [
    'a root that is cross-signed by another one, sent though its own key is trusted',
    async (folder) => {
      const { sent, trusted, root } = await simple(folder, {});
      const other = await makeRoot(folder, { name: 'Older Root' });
      const crossed = await other.subordinate({ name: 'Test Root', keyOf: root });
      return { sent: [...sent, crossed], trusted };
    },
  ],
  [
    'a root that is cross-signed, where only the older root is trusted',
    async (folder) => {
      const { sent, root } = await simple(folder, {});
      const other = await makeRoot(folder, { name: 'Older Root' });
      const crossed = await other.subordinate({ name: 'Test Root', keyOf: root });
      return { sent: [...sent, crossed], trusted: [other] };
    },
  ],
  [
    'an expired cross-signed copy beside a root that is trusted itself',
    async (folder) => {
      const { sent, trusted, root } = await simple(folder, {});
      const other = await makeRoot(folder, { name: 'Older Root' });
      const crossed = await other.subordinate({ name: 'Test Root', keyOf: root, ...PAST });
      return { sent: [...sent, crossed, other], trusted };
    },
  ],
  [
    'an expired copy of an intermediate beside a valid one of another root',
    async (folder) => {
      const { sent, root, intermediate } = await simple(folder, {});
      const other = await makeRoot(folder, { name: 'Other Root' });
      const [leaf] = sent;
      assert.ok(leaf);
      const expired = await root.subordinate({ name: 'Test Issuing CA', keyOf: intermediate, ...PAST });
      const valid = await other.subordinate({ name: 'Test Issuing CA', keyOf: intermediate });
      return { sent: [leaf, expired, valid], trusted: [root, other] };
    },
  ],
  [
    "the old chain over two cross-signed roots, as Amazon's over Starfield",
    async (folder) => {
      const { sent, root } = await simple(folder, { root: { name: 'Root CA 1' } });
      const services = await makeRoot(folder, { name: 'Services Root - G2' });
      const classTwo = await makeRoot(folder, { name: 'Class 2' });
      const rootBelow = await services.subordinate({ name: 'Root CA 1', keyOf: root });
      const servicesBelow = await classTwo.subordinate({ name: 'Services Root - G2', keyOf: services });
      return { sent: [...sent, rootBelow, servicesBelow], trusted: [classTwo] };
    },
  ],
  [
    'an intermediate that is trusted itself',
    async (folder) => {
      const { sent, intermediate } = await simple(folder, {});
      return { sent: sent.slice(0, 1), trusted: [intermediate] };
    },
  ],
  [
    'a self-signed leaf that is trusted itself',
    async (folder) => {
      const own = await makeRoot(folder, { name: HOST, extensions: SERVER });
      return { sent: [own], trusted: [own] };
    },
  ],
  [
    "a CA's change of key, whose self-issued certificate no path length counts",
    async (folder) => {
      const narrow = extensions(...caWith('basicConstraints=critical,CA:TRUE,pathlen:0'));
      const root = await makeRoot(folder, { name: 'Test Root', ...narrow });
      const renewed = await root.subordinate({ name: 'Test Root' });
      const leaf = await renewed.issue({ name: HOST, extensions: SERVER });
      return { sent: [leaf, renewed], trusted: [root] };
    },
  ],
];
for (const [what, make] of TAKEN) {
  test(`clients take ${what}, and so do we`, async (t) => {
    const folder = await certificateFolder(t);
    const found = await judge(folder, await make(folder));
    assert.equal(found.takes, true, 'OpenSSL refuses it');
    assert.deepEqual(found.flaws, []);
  });
}

test('a chain is judged on its best path, where OpenSSL takes the first', async (t) => {
  const folder = await certificateFolder(t);
  const { sent, intermediate } = await simple(folder, {});
  const [leaf] = sent;
  assert.ok(leaf);
  const constrained = await makeRoot(folder, {
    name: 'Constrained Root',
    extensions: [...CA_EXTENSIONS, 'nameConstraints=critical,excluded;DNS:corp.example'],
  });
  const free = await makeRoot(folder, { name: 'Free Root' });
  const below = (root: OpensslCa, to: Date) =>
    root.subordinate({ name: 'Test Issuing CA', keyOf: intermediate, to });
  const longer = await below(constrained, inDays(300));
  const shorter = await below(free, inDays(200));
  const found = await judge(folder, { sent: [leaf, longer, shorter], trusted: [constrained, free] });
  assert.deepEqual(found.flaws, []);
});

const WEAK: readonly (readonly [what: string, parts: Parts])[] = [
  ['SHA-1', { leaf: { hash: 'sha1' } }],
  ['MD5', { root: { key: 'rsa2048' }, intermediate: { hash: 'md5' } }],
  ['RSA 1024', { leaf: { key: 'rsa1024' } }],
  ['RSA 1024', { root: { key: 'rsa1024' } }],
];
for (const [what, parts] of WEAK) {
  test(`${what} of ${Object.keys(parts).join(', ')} is weak, and taken by some`, async (t) => {
    const folder = await certificateFolder(t);
    const found = await judge(folder, await simple(folder, parts));
    assert.deepEqual([found.flaws, found.values?.weakness], [['weak'], what]);
  });
}

test('how a root signed itself is nobody’s concern', async (t) => {
  const folder = await certificateFolder(t);
  const found = await judge(folder, await simple(folder, { root: { hash: 'sha1' } }));
  assert.deepEqual(found.flaws, []);
});

test('a private CA is not trusted, and named; a self-signed certificate is called so', async (t) => {
  const folder = await certificateFolder(t);
  const { sent } = await simple(folder, {});
  const other = await makeRoot(folder, { name: 'Other Root' });
  const untrusted = await judge(folder, { sent, trusted: [other] });
  assert.deepEqual(
    [untrusted.flaws, untrusted.values?.authority],
    [['untrusted-ca'], 'CN=Test Root,O=Example Corp\\, Ltd,C=KR'],
  );
  const own = await makeRoot(folder, { name: HOST, extensions: SERVER });
  assert.deepEqual((await judge(folder, { sent: [own], trusted: [other] })).flaws, ['self-signed']);
  const aws = 'storagegateway.eu-west-1.amazonaws.com';
  assert.deepEqual((await judge(folder, { sent, trusted: [other] }, aws)).flaws, ['intercepted']);
});
