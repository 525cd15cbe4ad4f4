import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Evidence } from '../../../lib/core/finding.ts';
import { DAY_MS } from '../../../lib/core/time.ts';
import { publicRoots } from '../../../lib/net/public-roots.ts';
import type { TlsOutcome } from '../../../lib/net/tls.ts';
import { judgeTls, measureTls } from '../../../lib/probes/tls/judge.ts';
import type { TlsObservation } from '../../../lib/probes/tls/observe.ts';
import { tlsSpec } from '../../../lib/probes/tls/spec.ts';
import {
  chainOf,
  crossSign,
  type LeafOptions,
  makeAuthority,
  makeChain,
  makeLeaf,
  trustIn,
} from '../../support/certs.ts';

const HOST = 'vpce-0123456789abcdef0.storagegateway.us-east-1.vpce.amazonaws.com';
const SERVICE = 'anon-cp.storagegateway.us-east-1.amazonaws.com';
const chain = await makeChain({ names: [SERVICE, '*.wild.example.com', 'f*.part.example.com', '10.0.1.5'] });
const { root, intermediate, leaf } = chain;

const specOf = (more: object = {}) =>
  tlsSpec.parse({ host: HOST, port: 1027, acceptNames: [SERVICE, HOST], trust: trustIn(root), ...more });
const answered = (...sent: readonly { readonly der: Buffer }[]): TlsOutcome => ({
  outcome: 'answered',
  chain: chainOf(...sent),
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_128_GCM_SHA256',
  handshakeMs: 12.345,
});
const seen = (answers: readonly TlsOutcome[], more: object = {}): TlsObservation => ({
  outcome: 'asked',
  atMs: Date.now(),
  answers: answers.map((answer, index) => ({ address: `10.0.1.${index + 5}`, attempts: 1, answer })),
  ...more,
});
const judge = (observation: TlsObservation, more: object = {}) =>
  judgeTls([{ spec: specOf(more), observation }]);
const reasonsOf = (observation: TlsObservation, more: object = {}) =>
  judge(observation, more).faults.map(({ reason }) => reason);
const evidenceOf = (observation: TlsObservation, more: object = {}): Evidence => {
  const [first] = judge(observation, more).evidence;
  assert.ok(first);
  return first;
};
const leafWith = (options: Partial<LeafOptions>) => makeLeaf(intermediate, { names: [SERVICE], ...options });

test('the evidence of a genuine chain holds what the contract names', () => {
  const evidence = evidenceOf(seen([answered(leaf, intermediate, root)]), { serves: 'anon-cp' });
  const { chain: shown, validTo, ...rest } = evidence;
  assert.deepEqual(rest, {
    subject: `${HOST}:1027`,
    outcome: 'answered',
    port: 1027,
    serves: 'anon-cp',
    address: '10.0.1.5',
    attempts: 1,
    subjectName: `CN=${SERVICE}`,
    issuerName: 'O=Amazon, CN=Lab RSA 2048 M01',
    rootKeySha256: root.sha256,
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_128_GCM_SHA256',
    handshakeMs: 12.3,
  });
  assert.ok(Array.isArray(shown) && shown.length === 3);
  assert.deepEqual(Object.keys(shown[0]), ['subject', 'issuer', 'notBefore', 'notAfter']);
  assert.equal(shown[0].subject, `CN=${SERVICE}`);
  assert.equal(shown[2].issuer, 'O=Amazon, CN=Lab Root CA 1');
  assert.equal(validTo, shown[0].notAfter);
});

test('an intercepted path names the product, and "unnamed" where the issuer does not tell', async () => {
  const names = [SERVICE];
  const known = await makeAuthority({ name: 'Zscaler Root CA', organisation: 'Zscaler Inc.' });
  const intermediateOfBox = await makeAuthority({ name: 'Issuing 1', organisation: 'Corp', issuer: known });
  const unknown = await makeAuthority({ name: 'Corporate Web CA', organisation: 'Corp' });
  const byRoot = seen([answered(await makeLeaf(intermediateOfBox, { names }), intermediateOfBox, known)]);
  assert.deepEqual(reasonsOf(byRoot), ['tls-intercepted']);
  assert.equal(evidenceOf(byRoot).product, 'Zscaler');
  assert.equal(evidenceOf(byRoot).rootKeySha256, known.sha256);
  const unnamed = seen([answered(await makeLeaf(unknown, { names }), unknown)]);
  assert.equal(evidenceOf(unnamed).product, 'unnamed');
  assert.equal(judge(unnamed).faults[0]?.values?.issuerName, 'O=Corp, CN=Corporate Web CA');
});

test('a trusted chain shows no product, whatever its issuer is called', async () => {
  const own = await makeChain({
    names: [SERVICE],
    intermediate: { name: 'Zscaler CA', organisation: 'Zscaler Inc.' },
  });
  const evidence = evidenceOf(seen([answered(...own.sent)]), { trust: trustIn(own.root) });
  assert.equal('product' in evidence, false);
});

test('an intercepted, expired certificate for another name is just intercepted', async () => {
  const box = await makeAuthority({ name: 'Box', organisation: 'Box' });
  const forged = await makeLeaf(box, {
    names: ['other.example.com'],
    notBefore: new Date(Date.now() - 9 * DAY_MS),
    notAfter: new Date(Date.now() - DAY_MS),
  });
  assert.deepEqual(reasonsOf(seen([answered(forged, box)])), ['tls-intercepted']);
});

test('a public chain for the wanted name is an interception where Amazon is wanted', () => {
  const named = publicRoots().find(({ certificate }) => /^CN=GlobalSign$/m.test(certificate.subject));
  assert.ok(named);
  const observation = seen([answered({ der: named.certificate.raw })]);
  const amazon = { trust: 'amazon', acceptNames: ['GlobalSign'] };
  assert.deepEqual(reasonsOf(observation, amazon), ['tls-intercepted']);
  assert.deepEqual(reasonsOf(observation, { ...amazon, acceptNames: [SERVICE] }), ['tls-wrong-endpoint']);
  // A root is for signing others: as a server's own certificate clients refuse it.
  assert.deepEqual(reasonsOf(observation, { trust: 'public', acceptNames: [SERVICE] }), [
    'tls-chain-invalid',
    'tls-name-mismatch',
  ]);
});

test('names are matched label by label', () => {
  const accepts = (name: string) => reasonsOf(seen([answered(leaf, intermediate)]), { acceptNames: [name] });
  assert.deepEqual(accepts(SERVICE.toUpperCase()), []);
  assert.deepEqual(accepts(`${SERVICE}.`), []);
  assert.deepEqual(accepts('a.wild.example.com'), []);
  assert.deepEqual(accepts('a.b.wild.example.com'), ['tls-name-mismatch']);
  assert.deepEqual(accepts('wild.example.com'), ['tls-name-mismatch']);
  assert.deepEqual(accepts('foo.part.example.com'), ['tls-name-mismatch']);
  assert.deepEqual(accepts('10.0.1.5'), []);
  assert.deepEqual(accepts('10.0.1.6'), ['tls-name-mismatch']);
});

test('the host itself is the name that is wanted unless others are named', () => {
  const observation = seen([answered(leaf, intermediate)]);
  assert.deepEqual(reasonsOf(observation, { acceptNames: undefined }), ['tls-name-mismatch']);
  assert.deepEqual(reasonsOf(observation, { acceptNames: undefined, host: SERVICE }), []);
});

test('an intermediate on the way is judged by its dates too, a copy of the root is not', async () => {
  const past = { notBefore: new Date(Date.now() - 900 * DAY_MS), notAfter: new Date(Date.now() - DAY_MS) };
  const old = await makeChain({ names: [SERVICE], root, intermediate: { name: 'M00', ...past } });
  const expired = judge(seen([answered(...old.sent)]));
  assert.deepEqual(
    expired.faults.map(({ reason, values }) => [reason, values?.expiring]),
    [['tls-expired', 'O=Amazon, CN=M00']],
  );
  const services = await makeAuthority({ name: 'Services Root - G2', organisation: 'Starfield' });
  const staleCopy = await crossSign(root, services, past);
  assert.deepEqual(reasonsOf(seen([answered(leaf, intermediate, staleCopy)])), []);
});

test('a week before its end a long certificate ends soon, a short one only in its last tenth', async () => {
  const endingIn = async (days: number, lifetimeDays: number) => {
    const notAfter = new Date(Date.now() + days * DAY_MS);
    const one = await leafWith({ notBefore: new Date(notAfter.getTime() - lifetimeDays * DAY_MS), notAfter });
    return reasonsOf(seen([answered(one, intermediate)]));
  };
  assert.deepEqual(await endingIn(6.9, 197), ['tls-expires-soon']);
  assert.deepEqual(await endingIn(7.1, 197), []);
  assert.deepEqual(await endingIn(3, 6.5), []);
  assert.deepEqual(await endingIn(0.5, 6.5), ['tls-expires-soon']);
});

test('dates are judged at the moment of the look, not of the judging', () => {
  const later = seen([answered(leaf, intermediate)], { atMs: Date.now() + 300 * DAY_MS });
  assert.deepEqual(reasonsOf(later), ['tls-expired', 'tls-expired']);
});

test('one address that cannot be reached among others is told by port alone', () => {
  const refused: TlsOutcome = { outcome: 'no-connection', how: 'refused', code: 'ECONNREFUSED' };
  const { evidence, faults } = judge(seen([answered(leaf, intermediate), refused]));
  assert.deepEqual(faults, []);
  assert.deepEqual(
    evidence.map(({ outcome, how }) => [outcome, how]),
    [
      ['answered', undefined],
      ['no-connection', 'refused'],
    ],
  );
});

test('a host that cannot be reached at all is explained by the port', () => {
  const none = seen([
    { outcome: 'no-connection', how: 'silent' },
    { outcome: 'no-connection', how: 'unreachable', code: 'EHOSTUNREACH' },
  ]);
  assert.deepEqual(
    judge(none).faults.map(({ reason, dueTo, address }) => [reason, dueTo, address]),
    [
      ['tls-silent', 'port', '10.0.1.5'],
      ['tls-reset', 'port', '10.0.1.6'],
    ],
  );
  assert.deepEqual(reasonsOf(none, { required: false }), []);
});

test('a connection that is reset is explained by the port, where that was reset without a hello too', () => {
  const reset = seen([{ outcome: 'reset', code: 'ECONNRESET' }]);
  const dueTo = (required: boolean) => judge(reset, { required }).faults.map((fault) => fault.dueTo);
  assert.deepEqual(dueTo(true), ['port']);
  // An optional port's reset costs nothing but a note in either finding.
  assert.deepEqual(dueTo(false), [undefined]);
  assert.equal(judge(seen([{ outcome: 'closed' }])).faults[0]?.dueTo, undefined);
});

test('an optional port degrades the finding, except where nothing could be read', () => {
  const optional = { required: false };
  const [alert] = judge(seen([{ outcome: 'alert', alert: 'internal-error' }]), optional).faults;
  assert.deepEqual([alert?.status, alert?.severity], ['degraded', 'info']);
  const [unreadable] = judge(seen([{ outcome: 'unreadable', code: 'x' }]), optional).faults;
  assert.deepEqual([unreadable?.status, unreadable?.severity], [undefined, undefined]);
});

test('the two sizes of hello are compared at the address that was asked both', () => {
  const reset: TlsOutcome = { outcome: 'reset', code: 'ECONNRESET' };
  const sizes = (classic: TlsOutcome, large: TlsOutcome['outcome']) =>
    judge(
      seen([classic, answered(leaf, intermediate)], { largeHello: { address: '10.0.1.5', outcome: large } }),
    );
  const told = (judged: ReturnType<typeof sizes>) => judged.evidence.map(({ helloSizes }) => helloSizes);
  const good = answered(leaf, intermediate);
  assert.deepEqual(told(sizes(good, 'answered')), ['both-work', undefined]);
  assert.deepEqual(told(sizes(good, 'silent')), ['only-small-works', undefined]);
  assert.deepEqual(sizes(good, 'silent').faults, []);
  assert.deepEqual(told(sizes(reset, 'answered')), ['only-large-works', undefined]);
  assert.deepEqual(told(sizes(reset, 'reset')), [undefined, undefined]);
});

test('a fault carries what the commands need: a server name, or an address without one', () => {
  const broken = seen([{ outcome: 'closed' }]);
  const valuesFor = (more: object) => judge(broken, more).faults[0]?.values;
  assert.deepEqual(valuesFor({}), {
    acceptNames: `${SERVICE}, ${HOST}`,
    awsHost: HOST,
    servername: HOST,
  });
  const other = { host: 'wiki.corp.example', acceptNames: undefined };
  assert.deepEqual(valuesFor(other), {
    acceptNames: 'wiki.corp.example',
    variant: 'other-host',
    servername: 'wiki.corp.example',
  });
  assert.equal(valuesFor({ host: '10.0.1.5' })?.literal4, '10.0.1.5');
  assert.equal(valuesFor({ host: '::1' })?.literal6, '::1');
  assert.equal(valuesFor({ host: '10.0.1.5', servername: SERVICE })?.servername, SERVICE);
  assert.equal(valuesFor({ host: '::1', servername: SERVICE })?.servername, undefined);
});

test('what a peer wrote into a certificate is bounded in everything that is told', async () => {
  const monster = await leafWith({
    names: Array.from({ length: 900 }, (_, index) => `${'n'.repeat(50)}${index}.example.com`),
    commonName: `a\u202eb\u0000c\n${'x'.repeat(30_000)}`,
    organisation: '\u2066'.repeat(500),
  });
  const judged = judge(seen([answered(monster, intermediate)]));
  assert.deepEqual(
    judged.faults.map(({ reason }) => reason),
    ['tls-name-mismatch'],
  );
  const told = JSON.stringify(judged);
  assert.ok(told.length < 4000, `${told.length} characters`);
  assert.doesNotMatch(told, /[\u202a-\u202e\u2066-\u2069]|\\u00|\\n/);
});

test('handshakes and days are measured for what answered', async () => {
  const observation = seen([answered(leaf, intermediate), { outcome: 'closed' }]);
  assert.deepEqual(measureTls([{ spec: specOf(), observation }]), [
    { name: 'HandshakeTime', value: 12.3, unit: 'Milliseconds', subject: `${HOST}:1027` },
    { name: 'DaysUntilExpiry', value: 195, unit: 'Count', subject: `${HOST}:1027` },
  ]);
  // The first certificate to end counts, and a time that is this machine's doing does not.
  const sooner = await leafWith({ notAfter: new Date(Date.now() + 9.5 * DAY_MS) });
  const late = { ...answered(leaf, intermediate), isOurs: true } as TlsOutcome;
  const both = seen([late, answered(sooner, intermediate)]);
  assert.deepEqual(
    measureTls([{ spec: specOf(), observation: both }]).map(({ name, value }) => [name, value]),
    [
      ['HandshakeTime', 12.3],
      ['DaysUntilExpiry', 9],
    ],
  );
  const unresolved = { outcome: 'unresolved', lookup: 'silent' } as const;
  assert.deepEqual(measureTls([{ spec: specOf(), observation: unresolved }]), []);
});

test('a common name of a type without text is nobody’s name, and nothing is thrown', async () => {
  const whole = (await leafWith({ names: [], commonName: 'Limited' })).der;
  const damaged = Buffer.from(whole);
  // The tag of the value: 0x0e is no string type of X.680.
  damaged[damaged.lastIndexOf(Buffer.from('Limited')) - 2] = 0x0e;
  const [reason] = reasonsOf(seen([answered({ der: damaged }, intermediate)]));
  assert.equal(reason, 'tls-intercepted');
  const trusted = await makeAuthority({ name: 'Limited' });
  const own = Buffer.from(trusted.der);
  own[own.lastIndexOf(Buffer.from('Limited')) - 2] = 0x0e;
  const found = reasonsOf(seen([answered({ der: own })]), {
    trust: trustIn(trusted),
    acceptNames: ['x.example.com'],
  });
  assert.ok(found.includes('tls-name-mismatch'), found.join());
});
