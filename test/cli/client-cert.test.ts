import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type ClientCertFlags, runClientCert } from '../../lib/cli/client-cert.ts';
import type { ClientCertReport } from '../../lib/cli/client-cert-lines.ts';
import type { TrustStore } from '../../lib/core/aws/load-balancer-reader.ts';
import { AwsRefusal, InputError } from '../../lib/core/errors.ts';
import { DAY_MS } from '../../lib/core/time.ts';
import {
  CA_EXTENSIONS,
  CLIENT_EXTENSIONS,
  certificateFolder,
  type Issued,
  type IssueOptions,
  makeRoot,
  type OpensslCa,
} from '../support/openssl-ca.ts';
import { withPrograms } from '../support/programs.ts';

const { test, before, after } = withPrograms('openssl');

const ARN = 'arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:truststore/partners/0123456789abcdef';

let folder = '';
let root: OpensslCa;
let intermediate: OpensslCa;
let good: Issued;
const ended: (() => Promise<void>)[] = [];

before(async () => {
  folder = await certificateFolder({
    after: (end: () => Promise<void>) => ended.push(end),
  } as unknown as TestContext);
  root = await makeRoot(folder, { name: 'Partner Root' });
  intermediate = await root.subordinate({ name: 'Partner Issuing CA 1' });
  good = await intermediate.issue({ name: 'client-1' });
});
after(async () => {
  for (const end of ended) await end();
});

let files = 0;
async function fileOf(content: string | Buffer): Promise<string> {
  files += 1;
  const path = join(folder, `file-${files}.pem`);
  await writeFile(path, content);
  return path;
}

interface Asked {
  /** What the client's file holds. */
  readonly chain: string | Buffer;
  readonly bundle?: string;
  readonly lists?: string;
  readonly flags?: ClientCertFlags;
  readonly store?: TrustStore;
}

async function ask({
  chain,
  bundle,
  lists,
  flags = {},
  store,
}: Asked): Promise<ClientCertReport & { text: string }> {
  const cert = await fileOf(chain);
  const options = {
    ...(bundle !== undefined && { ca: await fileOf(bundle) }),
    ...(lists !== undefined && { crl: await fileOf(lists) }),
    ...flags,
  };
  const surroundings = {
    trustStores: async () => ({ trustStore: async (arn: string) => (arn === ARN ? store : undefined) }),
    nowMs: Date.now(),
    signal: AbortSignal.timeout(10_000),
  };
  let out = '';
  const status = await runClientCert(
    cert,
    { ...options, json: true },
    {
      ...surroundings,
      write: (text) => {
        out += text;
      },
    },
  );
  let text = '';
  const again = await runClientCert(cert, options, {
    ...surroundings,
    write: (more) => {
      text += more;
    },
  });
  const report = JSON.parse(out) as ClientCertReport;
  assert.equal(status, report.accepted ? 0 : 1);
  assert.equal(again, status);
  return { ...report, text };
}

const codes = ({ problems }: ClientCertReport) => problems.map(({ code }) => code);

test('a good chain is accepted, and the log would show Success', async () => {
  const report = await ask({ chain: good.pem + intermediate.pem, bundle: root.pem });
  assert.deepEqual(codes(report), []);
  assert.equal(report.code, null);
  assert.deepEqual(
    report.path.map(({ subject }) => subject),
    [
      'CN=client-1,O=Example Corp\\, Ltd,C=KR',
      'CN=Partner Issuing CA 1,O=Example Corp\\, Ltd,C=KR',
      'CN=Partner Root,O=Example Corp\\, Ltd,C=KR',
    ],
  );
  assert.match(report.text, /^accepted as of \d{4}-.*: the log would show Success\n/);
});

test('a trusted intermediate is enough, and DER is read as PEM is', async () => {
  assert.deepEqual(codes(await ask({ chain: good.pem, bundle: intermediate.pem })), []);
  const der = execFileSync('openssl', ['x509', '-in', good.certPath, '-outform', 'DER']);
  assert.deepEqual(codes(await ask({ chain: der, bundle: intermediate.pem })), []);
});

test('intermediates in any order, and a file with its key, are read; the key is not shown', async () => {
  const second = await intermediate.subordinate({ name: 'Partner Issuing CA 2' });
  const leaf = await second.issue({ name: 'client-2' });
  const report = await ask({
    chain: leaf.keyPem + leaf.pem + intermediate.pem + second.pem,
    bundle: root.pem,
  });
  assert.deepEqual(codes(report), []);
  assert.match(report.notes.join(), /holds a private key too; it was not read/);
  const secret = leaf.keyPem.split('\n')[1] ?? 'none';
  assert.ok(!JSON.stringify(report).includes(secret));
});

test('a file that does not begin with the leaf is judged in the right order, and says so', async () => {
  const report = await ask({ chain: intermediate.pem + good.pem, bundle: root.pem });
  assert.deepEqual(codes(report), []);
  assert.match(report.notes.join(), /does not begin with the client's own certificate \(CN=client-1/);
});

/** One certificate for every code that a certificate alone can cause, in the order of the code table. */
async function issueAndAsk(options: Partial<IssueOptions>, flags: ClientCertFlags = {}) {
  const issued = await intermediate.issue({ name: 'client-x', ...options });
  return ask({ chain: issued.pem + intermediate.pem, bundle: root.pem, flags });
}

test('ClientCertMaxChainDepthExceeded: more than four certificates', async () => {
  let ca = intermediate;
  const chain = [intermediate.pem];
  for (let depth = 2; depth <= 4; depth += 1) {
    ca = await ca.subordinate({ name: `Level ${depth}` });
    chain.unshift(ca.pem);
  }
  const leaf = await ca.issue({ name: 'deep' });
  const four = await ask({
    chain: leaf.pem + chain.slice(0, 3).join(''),
    bundle: root.pem + intermediate.pem,
  });
  assert.deepEqual(codes(four), []);
  const five = await ask({ chain: leaf.pem + chain.join(''), bundle: root.pem });
  assert.deepEqual(codes(five), ['ClientCertMaxChainDepthExceeded']);
  assert.match(five.problems[0]?.detail ?? '', /^5 certificates would be sent, more than 4$/);
});

test('ClientCertMaxSizeExceeded: more than a TLS message holds', async () => {
  const value = `1.2.3.4=ASN1:FORMAT:HEX,OCTETSTRING:${randomBytes(40_000).toString('hex')}`;
  const big = (name: string) => root.subordinate({ name, extensions: [...CA_EXTENSIONS, value] });
  const first = await big('Big CA');
  const leaf = await first.issue({ name: 'big client', extensions: [...CLIENT_EXTENSIONS, value] });
  const report = await ask({ chain: leaf.pem + first.pem, bundle: root.pem });
  assert.deepEqual(codes(report), ['ClientCertMaxSizeExceeded']);
  assert.deepEqual(codes(await ask({ chain: leaf.pem, bundle: root.pem + first.pem })), []);
});

test('ClientCertCrlHit: the serial number is on the list', async () => {
  const revoked = await intermediate.issue({ name: 'revoked client' });
  await intermediate.revoke(revoked);
  const lists = await intermediate.list();
  const chain = revoked.pem + intermediate.pem;
  const report = await ask({ chain, bundle: root.pem, lists });
  assert.deepEqual(codes(report), ['ClientCertCrlHit']);
  assert.match(
    report.problems[0]?.detail ?? '',
    new RegExp(`^serial number ${report.path[0]?.serial} is on the list of CN=Partner Issuing CA 1`),
  );
  assert.deepEqual(codes(await ask({ chain: good.pem + intermediate.pem, bundle: root.pem, lists })), []);
  const rootList = await ask({ chain, bundle: root.pem, lists: lists + (await root.list()) });
  assert.deepEqual(codes(rootList), ['ClientCertCrlHit']);
});

test('ClientCertCrlProcessingError: another key, a critical extension, or dates that do not hold', async () => {
  const chain = good.pem + intermediate.pem;
  const namesake = await makeRoot(folder, { name: 'Partner Issuing CA 1' });
  const forged = await ask({ chain, bundle: root.pem, lists: await namesake.list() });
  assert.deepEqual(codes(forged), ['ClientCertCrlProcessingError']);
  assert.match(forged.problems[0]?.detail ?? '', /not signed by the CA of that name/);
  const partial = await intermediate.list({
    extensions: ['issuingDistributionPoint=critical,@idp', '[idp]', 'onlyuser=TRUE'],
  });
  const critical = await ask({ chain, bundle: root.pem, lists: partial });
  assert.deepEqual(codes(critical), ['ClientCertCrlProcessingError']);
  assert.match(critical.problems[0]?.detail ?? '', /critical extensions: 2\.5\.29\.28$/);
  // OpenSSL understands this one; what the load balancer does with it, AWS does not say.
  assert.equal(critical.certain, false);
  const from = new Date(Date.now() - 10 * DAY_MS);
  const expired = await ask({
    chain,
    bundle: root.pem,
    lists: await intermediate.list({ from, to: new Date(Date.now() - DAY_MS) }),
  });
  assert.deepEqual([codes(expired), expired.certain], [['ClientCertCrlProcessingError'], false]);
  const to = new Date(Date.now() + 20 * DAY_MS);
  const future = await ask({
    chain,
    bundle: root.pem,
    lists: await intermediate.list({ from: new Date(Date.now() + 5 * DAY_MS), to }),
  });
  assert.deepEqual(codes(future), ['ClientCertCrlProcessingError']);
});

test('a list of a CA that may not sign lists is likely not to be used', async () => {
  const noLists = await root.subordinate({
    name: 'No Lists CA',
    extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign'],
  });
  const leaf = await noLists.issue({ name: 'client-10' });
  const report = await ask({ chain: leaf.pem + noLists.pem, bundle: root.pem, lists: await noLists.list() });
  assert.deepEqual([codes(report), report.certain], [['ClientCertCrlProcessingError'], false]);
  assert.match(report.problems[0]?.detail ?? '', /whose key usage is without cRLSign$/);
});

test('a list is named by its file, and so is one that is damaged anywhere', async () => {
  const chain = good.pem + intermediate.pem;
  const whole = await intermediate.list();
  const der = Buffer.from(whole.replace(/-----[^-]+-----/g, ''), 'base64');
  const namesake = await makeRoot(folder, { name: 'Partner Issuing CA 1' });
  const foreign = await ask({ chain, bundle: root.pem, lists: whole + (await namesake.list()) });
  assert.match(foreign.problems[0]?.detail ?? '', /\(\S+file-\d+\.pem, list 2 of 2\) is not signed by/);
  // Every byte in turn: what is no list any more names its file, and nothing else is ever thrown.
  const cert = await fileOf(chain);
  const ca = await fileOf(root.pem);
  const path = join(folder, 'damaged.crl');
  let refused = 0;
  for (let at = 0; at < der.length; at += 3) {
    const damaged = Buffer.from(der);
    damaged[at] = (damaged[at] ?? 0) ^ 0x5a;
    await writeFile(path, damaged);
    const surroundings = {
      write: () => undefined,
      trustStores: () => assert.fail(),
      nowMs: Date.now(),
      signal: AbortSignal.timeout(5000),
    };
    try {
      await runClientCert(cert, { ca, crl: path }, surroundings);
    } catch (error) {
      assert.ok(error instanceof InputError, `byte ${at}: ${error}`);
      assert.deepEqual(
        error.faults.map((one) => one.path),
        [path],
      );
      refused += 1;
    }
  }
  assert.ok(refused > 10, `${refused}`);
});

test('names that a CA does not permit are refused, not noted', async () => {
  const limited = (limit: string) =>
    root.subordinate({
      name: 'Limited CA',
      extensions: [...CA_EXTENSIONS, `nameConstraints=critical,${limit}`],
    });
  const asked = async (limit: string, name: string) => {
    const ca = await limited(limit);
    const leaf = await ca.issue({
      name: 'client-11',
      extensions: [...CLIENT_EXTENSIONS, `subjectAltName=${name}`],
    });
    return ask({ chain: leaf.pem + ca.pem, bundle: root.pem });
  };
  const outside = await asked('permitted;email:corp.example', 'email:a@other.example');
  assert.deepEqual([codes(outside), outside.certain], [['ClientCertUntrusted'], false]);
  assert.match(
    outside.problems[0]?.detail ?? '',
    /is for a@other\.example, which a CA above it does not permit/,
  );
  assert.deepEqual(codes(await asked('permitted;email:corp.example', 'email:a@corp.example')), []);
  assert.deepEqual(codes(await asked('excluded;DNS:corp.example', 'DNS:a.corp.example')), [
    'ClientCertUntrusted',
  ]);
  const byRoot = await makeRoot(folder, {
    name: 'Limited Root',
    extensions: [...CA_EXTENSIONS, 'nameConstraints=critical,permitted;dirName:dir\n[dir]\nC=FR'],
  });
  const leaf = await byRoot.issue({ name: 'client-12' });
  assert.deepEqual(codes(await ask({ chain: leaf.pem, bundle: byRoot.pem })), ['ClientCertUntrusted']);
});

for (const [count, key] of [
  [8, 'p256'],
  [100, 'p256'],
  [100, 'p384'],
] as const) {
  test(`${count} more CA certificates of one subject and key (${key}) end within a second`, async () => {
    const ca = await makeRoot(folder, { name: 'Many', key });
    const copies = [ca.pem];
    // Self-issued copies: each could have signed every other, and all of them the leaf.
    for (let index = 0; index < count; index += 1) {
      copies.push((await ca.issue({ name: 'Many', keyOf: ca, extensions: CA_EXTENSIONS })).pem);
    }
    const leaf = await ca.issue({ name: 'client-13' });
    const before = process.cpuUsage();
    const report = await ask({ chain: leaf.pem + copies.join(''), bundle: root.pem });
    const { user, system } = process.cpuUsage(before);
    assert.equal(codes(report)[0], 'ClientCertMaxChainDepthExceeded');
    assert.ok(codes(report).includes('ClientCertUntrusted'));
    // It was asked twice.
    assert.ok(user + system < 2_000_000, `${(user + system) / 1000} ms of CPU`);
  });
}

test('what is left out of a search without end is said', async () => {
  const authorities = await Promise.all(
    Array.from({ length: 14 }, () => makeRoot(folder, { name: 'Namesake', key: 'p384' })),
  );
  // Every one vouches for every other: more paths than anybody could follow.
  const crossed: string[] = [];
  for (const by of authorities) {
    for (const one of authorities) {
      if (crossed.length < 150)
        crossed.push((await by.issue({ name: 'Namesake', keyOf: one, extensions: CA_EXTENSIONS })).pem);
    }
  }
  const leaf = await authorities[0]?.issue({ name: 'client-14' });
  const before = process.cpuUsage();
  const report = await ask({ chain: leaf?.pem + crossed.join(''), bundle: root.pem });
  const { user, system } = process.cpuUsage(before);
  assert.match(report.notes.join('\n'), /^Only the first 100 of 151 certificates of the file were looked at/);
  assert.match(report.notes.join('\n'), /what is beyond it was left out/);
  assert.ok(user + system < 2_000_000, `${(user + system) / 1000} ms of CPU`);
});

test('ClientCertUntrusted: a missing intermediate, a stranger, a wrong key, no CA, too long a path', async () => {
  const alone = await ask({ chain: good.pem, bundle: root.pem });
  assert.deepEqual(codes(alone), ['ClientCertUntrusted']);
  assert.match(
    alone.problems[0]?.detail ?? '',
    /^the issuer of CN=client-1,.* is neither sent nor in the trust store: CN=Partner Issuing CA 1/,
  );

  const stranger = await makeRoot(folder, { name: 'stranger', extensions: CLIENT_EXTENSIONS });
  const selfSigned = await ask({ chain: stranger.pem, bundle: root.pem });
  assert.deepEqual(codes(selfSigned), ['ClientCertUntrusted']);
  assert.match(selfSigned.problems[0]?.detail ?? '', /is self-signed and not in the trust store$/);

  const namesake = await makeRoot(folder, { name: 'Partner Root' });
  const rekeyed = await ask({ chain: good.pem + intermediate.pem, bundle: namesake.pem });
  assert.deepEqual(codes(rekeyed), ['ClientCertUntrusted']);
  assert.match(
    rekeyed.problems[0]?.detail ?? '',
    /^a CA of the name CN=Partner Root,.* is there, but its key did not sign/,
  );

  const noCa = await root.subordinate({ name: 'No CA', extensions: CLIENT_EXTENSIONS });
  const byNoCa = await noCa.issue({ name: 'client-3' });
  const wrong = await ask({ chain: byNoCa.pem + noCa.pem, bundle: root.pem });
  assert.deepEqual(codes(wrong), ['ClientCertUntrusted']);
  assert.match(wrong.problems[0]?.detail ?? '', /issues a certificate, but is no CA/);

  const narrow = await root.subordinate({
    name: 'Narrow',
    extensions: ['basicConstraints=critical,CA:TRUE,pathlen:0', 'keyUsage=keyCertSign'],
  });
  const below = await narrow.subordinate({ name: 'Below' });
  const tooLong = await below.issue({ name: 'client-4' });
  const long = await ask({ chain: tooLong.pem + below.pem + narrow.pem, bundle: root.pem });
  assert.deepEqual(codes(long), ['ClientCertUntrusted']);
  assert.match(long.problems[0]?.detail ?? '', /pathLenConstraint 0/);
});

test('ClientCertNotYetValid and ClientCertExpired: the leaf, also as of another moment', async () => {
  const from = new Date(Date.now() + DAY_MS);
  assert.deepEqual(codes(await issueAndAsk({ from })), ['ClientCertNotYetValid']);
  const to = new Date(Date.now() - DAY_MS);
  assert.deepEqual(codes(await issueAndAsk({ to })), ['ClientCertExpired']);
  assert.deepEqual(codes(await issueAndAsk({ to }, { at: '2d' })), []);
  assert.deepEqual(codes(await issueAndAsk({}, { at: '2020-01-01' })).slice(-1), ['ClientCertNotYetValid']);
});

test('ClientCertExpired: an intermediate, named', async () => {
  const old = await root.subordinate({ name: 'Old CA', to: new Date(Date.now() - DAY_MS) });
  const leaf = await old.issue({ name: 'client-5' });
  const report = await ask({ chain: leaf.pem + old.pem, bundle: root.pem });
  assert.deepEqual(codes(report), ['ClientCertExpired']);
  assert.match(report.problems[0]?.detail ?? '', /^CN=Old CA,/);
});

for (const key of ['ed25519', 'secp256k1', 'rsa1024'] as const) {
  test(`ClientCertTypeUnsupported: ${key}`, async () => {
    assert.deepEqual(codes(await issueAndAsk({ key })), ['ClientCertTypeUnsupported']);
  });
}
for (const key of ['p384', 'rsa2048'] as const) {
  test(`a key of ${key} is supported`, async () => {
    assert.deepEqual(codes(await issueAndAsk({ key })), []);
  });
}

test('version 1 is ClientCertTypeUnsupported, and may be ClientCertInvalid: both are named', async () => {
  const old = await issueAndAsk({ extensions: [] });
  assert.deepEqual([codes(old), old.certain], [['ClientCertTypeUnsupported'], false]);
  assert.match(old.problems[0]?.detail ?? '', /version 1, expected version 3; .*ClientCertInvalid/);
});

test('ClientCertInvalid: a certificate that cannot be read', async () => {
  const body = good.pem.split('\n').slice(1, 3).join('\n');
  const broken = await ask({
    chain: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`,
    bundle: root.pem,
  });
  assert.deepEqual([codes(broken), broken.certain], [['ClientCertInvalid'], true]);
});

test('ClientCertPurposeInvalid: a server certificate, a key usage without signatures, a CA for servers only', async () => {
  const server = await issueAndAsk({
    extensions: ['basicConstraints=CA:FALSE', 'extendedKeyUsage=serverAuth'],
  });
  assert.deepEqual(codes(server), ['ClientCertPurposeInvalid']);
  assert.match(server.problems[0]?.detail ?? '', /is serverAuth, without clientAuth$/);
  assert.deepEqual(codes(await issueAndAsk({ extensions: ['extendedKeyUsage=anyExtendedKeyUsage'] })), [
    'ClientCertPurposeInvalid',
  ]);
  const cipher = await issueAndAsk({ extensions: ['keyUsage=critical,keyEncipherment'] });
  assert.match(cipher.problems[0]?.detail ?? '', /is keyEncipherment, without digitalSignature$/);
  assert.deepEqual(codes(await issueAndAsk({ extensions: ['basicConstraints=CA:FALSE'] })), []);
  assert.deepEqual(codes(await issueAndAsk({ extensions: ['extendedKeyUsage=serverAuth,clientAuth'] })), []);
  const servers = await root.subordinate({
    name: 'Servers',
    extensions: [...CA_EXTENSIONS, 'extendedKeyUsage=serverAuth'],
  });
  const leaf = await servers.issue({ name: 'client-6' });
  assert.deepEqual(codes(await ask({ chain: leaf.pem + servers.pem, bundle: root.pem })), [
    'ClientCertPurposeInvalid',
  ]);
});

test('ClientCertIncompatible: a signature that is not among the supported ones, as likely', async () => {
  const report = await issueAndAsk({ hash: 'sha1' });
  assert.deepEqual([codes(report), report.certain], [['ClientCertIncompatible'], false]);
  assert.match(report.text, /likely; AWS does not document the code/);
});

test('several faults come in the order in which the load balancer meets them', async () => {
  const bad = await intermediate.issue({
    name: 'client-7',
    to: new Date(Date.now() - DAY_MS),
    extensions: ['extendedKeyUsage=serverAuth'],
  });
  await intermediate.revoke(bad);
  const report = await ask({
    chain: bad.pem + intermediate.pem,
    bundle: root.pem,
    lists: await intermediate.list(),
  });
  assert.deepEqual(codes(report), ['ClientCertCrlHit', 'ClientCertExpired', 'ClientCertPurposeInvalid']);
  assert.equal(report.code, 'ClientCertCrlHit');
  assert.match(report.text, /✗ ClientCertCrlHit: serial number/);
  assert.match(report.text, /· ClientCertExpired: CN=client-7/);
});

test('without a trust store the rest is judged, and it says that trust was not', async () => {
  const report = await ask({ chain: good.pem });
  assert.equal(report.accepted, true);
  assert.match(report.notes.join(), /Trust was not looked at/);
});

test('a trust store of AWS brings its bundle and its lists', async () => {
  const revoked = await intermediate.issue({ name: 'client-8' });
  await intermediate.revoke(revoked);
  const store = {
    arn: ARN,
    name: 'partners',
    bundle: root.pem,
    revocationLists: [Buffer.from(await intermediate.list())],
  };
  const report = await ask({ chain: revoked.pem + intermediate.pem, flags: { trustStore: ARN }, store });
  assert.deepEqual(codes(report), ['ClientCertCrlHit']);
  assert.ok(report.runbook?.commands.some((command) => command.endsWith(`--trust-store ${ARN}`)));
  await assert.rejects(
    ask({ chain: good.pem, flags: { trustStore: ARN } }),
    /there is no trust store arn:aws/,
  );
});

test('a refusal of AWS names the action', async () => {
  const refuse = () =>
    Promise.reject(new AwsRefusal('access-denied', 'elasticloadbalancing:DescribeTrustStores'));
  const surroundings = {
    write: () => assert.fail(),
    trustStores: async () => ({ trustStore: refuse }),
    nowMs: Date.now(),
    signal: AbortSignal.timeout(5000),
  };
  await assert.rejects(
    runClientCert(good.certPath, { trustStore: ARN }, surroundings),
    /elasticloadbalancing:DescribeTrustStores: access-denied/,
  );
});

test('the runbook comes in the language that is asked for, with the commands filled in', async () => {
  const chain =
    (await intermediate.issue({ name: 'client-9', to: new Date(Date.now() - DAY_MS) })).pem +
    intermediate.pem;
  const report = await ask({ chain, bundle: root.pem, flags: { lang: 'ko' } });
  assert.equal(report.runbook?.title, '클라이언트 인증서가 만료됨');
  assert.ok(report.runbook.steps.length >= 3);
  assert.ok(
    report.runbook.commands.some((command) => /^openssl x509 -in \/.*file-\d+\.pem -noout/.test(command)),
  );
});

const UNSUITABLE: readonly (readonly [string, () => Promise<string | Buffer> | string | Buffer, RegExp])[] = [
  ['a private key', () => good.keyPem, /is a private key, expected the certificate that belongs to it/],
  [
    'an encrypted key',
    () => execFileSync('openssl', ['pkcs8', '-topk8', '-in', good.keyPath, '-passout', 'pass:x']),
    /is a private key/,
  ],
  [
    'a private key in DER',
    () => execFileSync('openssl', ['pkey', '-in', good.keyPath, '-outform', 'DER']),
    /is a private key/,
  ],
  [
    'a PKCS #12 file',
    () =>
      execFileSync('openssl', [
        'pkcs12',
        '-export',
        '-in',
        good.certPath,
        '-inkey',
        good.keyPath,
        '-passout',
        'pass:x',
      ]),
    /is a PKCS #12 file .* openssl pkcs12/,
  ],
  [
    'a PKCS #7 bundle',
    () => execFileSync('openssl', ['crl2pkcs7', '-nocrl', '-certfile', good.certPath]),
    /is a PKCS #7 bundle/,
  ],
  [
    'a request',
    () => execFileSync('openssl', ['req', '-new', '-key', good.keyPath, '-subj', '/CN=x']),
    /is a certificate request/,
  ],
  ['a revocation list', () => intermediate.list(), /is a revocation list, expected a certificate/],
  ['an encrypted file', () => Buffer.concat([Buffer.from('Salted__'), randomBytes(64)]), /is encrypted/],
  ['rubbish', () => randomBytes(300).fill(0x7f, 0, 1), /is neither PEM nor DER/],
  [
    'DER of something else',
    () => Buffer.from('3006020105020106'.replace('020105', '040105'), 'hex'),
    /is DER, but no certificate/,
  ],
  ['a truncated PEM file', () => good.pem.slice(0, 300), /ends in the middle of a certificate/],
  ['an empty file', () => '', /is empty/],
];
for (const [what, content, message] of UNSUITABLE) {
  test(`${what} in place of a certificate is bad usage and says what it is`, async () => {
    await assert.rejects(ask({ chain: await content() }), (error: unknown) => {
      assert.ok(error instanceof InputError);
      assert.match(error.message, message);
      assert.ok(!error.message.includes('MIG'), 'no key material');
      return true;
    });
  });
}

test('every fault of the command line and the files is told at once', async () => {
  const flags = {
    ca: join(folder, 'gone.pem'),
    crl: good.certPath,
    at: 'soon',
    lang: 'de',
    trustStore: 'arn:aws:s3:::x',
  };
  await assert.rejects(ask({ chain: good.keyPem, flags }), (error: unknown) => {
    assert.ok(error instanceof InputError);
    const text = error.faults.map(({ path, message }) => `${path} ${message}`).join('\n');
    for (const part of [
      '--lang',
      '--at',
      '--ca',
      '--trust-store',
      'gone.pem no such file',
      'is a certificate, expected a revocation list',
      'is a private key',
    ]) {
      assert.ok(text.includes(part), `${part} in:\n${text}`);
    }
    return true;
  });
});

test('a file without end is not read to its end', async () => {
  const surroundings = {
    write: () => undefined,
    trustStores: () => assert.fail(),
    nowMs: Date.now(),
    signal: AbortSignal.timeout(5000),
  };
  await assert.rejects(runClientCert('/dev/zero', {}, surroundings), /has more than 1000000 bytes/);
});
