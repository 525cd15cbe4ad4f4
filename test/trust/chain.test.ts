import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publicRoots } from '../../lib/net/public-roots.ts';
import { type Certificate, readCertificate } from '../../lib/trust/certificate.ts';
import { followChain } from '../../lib/trust/chain.ts';
import { rootsOfTheWeb, trustedRoots } from '../../lib/trust/trust.ts';
import {
  type Authority,
  chainOf,
  crossSign,
  makeAuthority,
  makeChain,
  makeLeaf,
  makeLeafAuthority,
  trustIn,
} from '../support/certs.ts';

const NAMES = ['dp-1.storagegateway.us-east-1.amazonaws.com'];

function follow(sent: readonly { readonly der: Buffer }[], ...roots: readonly Authority[]) {
  const [leaf, ...others] = chainOf(...sent).map((der): Certificate => {
    const certificate = readCertificate(der);
    assert.ok(certificate);
    return certificate;
  });
  assert.ok(leaf);
  return followChain({ sent: [leaf, ...others], roots: trustedRoots(trustIn(...roots)), atMs: Date.now() });
}

test('a chain whose root was not sent ends at the trusted key', async () => {
  const { root, leaf, intermediate } = await makeChain({ names: NAMES });
  const followed = follow([leaf, intermediate], root);
  assert.equal(followed.verdict, 'trusted');
  assert.equal(followed.rootKeySha256, root.sha256);
  assert.equal(followed.path.length, 2);
});

test('a chain whose root was sent ends there, and the root itself is not on the path', async () => {
  const { root, leaf, intermediate } = await makeChain({ names: NAMES });
  const followed = follow([leaf, intermediate, root], root);
  assert.equal(followed.verdict, 'trusted');
  assert.equal(followed.rootKeySha256, root.sha256);
  assert.equal(followed.path.length, 2);
});

test('an old chain through cross-signed copies of the roots is genuine', async () => {
  const { root, leaf, intermediate } = await makeChain({ names: NAMES });
  const services = await makeAuthority({ name: 'Services Root - G2', organisation: 'Starfield' });
  const classTwo = await makeAuthority({ name: 'Class 2', organisation: 'Starfield' });
  const old = [leaf, intermediate, await crossSign(root, services), await crossSign(services, classTwo)];
  const newRoot = follow(old, root, services);
  assert.deepEqual([newRoot.verdict, newRoot.rootKeySha256], ['trusted', root.sha256]);
  const oldRootOnly = follow(old, services);
  assert.deepEqual([oldRootOnly.verdict, oldRootOnly.rootKeySha256], ['trusted', services.sha256]);
  assert.equal(oldRootOnly.path.length, 3);
  assert.equal(follow(old, classTwo).verdict, 'trusted');
});

test('a trusted key is known in a certificate of another name', async () => {
  const { root, leaf, intermediate } = await makeChain({ names: NAMES });
  const [leafRead, ...others] = chainOf(leaf, intermediate, root).flatMap(
    (der) => readCertificate(der) ?? [],
  );
  assert.ok(leafRead);
  const [known] = trustedRoots(trustIn(root));
  assert.ok(known);
  const renamed = readCertificate(
    chainOf(await makeAuthority({ name: 'New name', keys: root.keys }))[0] ?? '',
  );
  assert.ok(renamed);
  const followed = followChain({
    sent: [leafRead, ...others],
    roots: [{ ...known, certificate: renamed }],
    atMs: Date.now(),
  });
  assert.deepEqual([followed.verdict, followed.rootKeySha256], ['trusted', root.sha256]);
  assert.equal(followed.path.length, 2);
});

test('certificates may come in any order, with strangers among them', async () => {
  const { root, leaf, intermediate } = await makeChain({ names: NAMES });
  const lower = await makeAuthority({ name: 'M02', organisation: 'Amazon', issuer: intermediate });
  const server = await makeLeaf(lower, { names: NAMES });
  const stranger = await makeAuthority({ name: 'Stranger', organisation: 'Nobody' });
  const followed = follow([server, stranger, root, leaf, intermediate, lower, stranger], root);
  assert.equal(followed.verdict, 'trusted');
  assert.equal(followed.path.length, 3);
});

test('a forged chain that copies every name of the genuine one is not trusted', async () => {
  const genuine = await makeChain({ names: NAMES });
  const forged = await makeChain({ names: NAMES });
  assert.equal(forged.root.subject.toString(), genuine.root.subject.toString());
  for (const sent of [forged.sent, [...forged.sent, forged.root]]) {
    assert.equal(follow(sent, genuine.root).verdict, 'untrusted');
  }
  const topmost = follow([...forged.sent, forged.root], genuine.root);
  assert.equal(topmost.rootKeySha256, forged.root.sha256);
});

test('a forged leaf is not saved by the genuine intermediates sent with it', async () => {
  const { root, intermediate } = await makeChain({ names: NAMES });
  const box = await makeAuthority({ name: 'Box CA', organisation: 'Box' });
  const forged = await makeLeaf(box, { names: NAMES, claimedIssuer: intermediate.subject });
  assert.equal(follow([forged, intermediate, root], root).verdict, 'untrusted');
});

test('the owner of a genuine leaf cannot sign others with it', async () => {
  const { root, intermediate } = await makeChain({ names: NAMES });
  const owner = await makeLeafAuthority(intermediate, { names: ['owner.example.com'] });
  const forged = await makeLeaf(owner, { names: NAMES });
  assert.equal(follow([forged, owner, intermediate], root).verdict, 'misissued');
});

test('a leaf alone that names a trusted organisation is an incomplete chain', async () => {
  const { root, leaf } = await makeChain({ names: NAMES });
  assert.equal(follow([leaf], root).verdict, 'incomplete');
});

test('an authority alone is no leaf that lacks its chain', async () => {
  const { root, intermediate } = await makeChain({ names: NAMES });
  const lower = await makeAuthority({ name: 'M02', organisation: 'Amazon', issuer: intermediate });
  assert.equal(follow([lower], root).verdict, 'untrusted');
});

test('a leaf alone of anybody else is not trusted', async () => {
  const { leaf } = await makeChain({
    names: NAMES,
    intermediate: { name: 'Box CA', organisation: 'Box' },
  });
  const other = await makeAuthority({ name: 'Lab Root CA 1', organisation: 'Amazon' });
  assert.equal(follow([leaf], other).verdict, 'untrusted');
});

test('a self-signed certificate of a trusted organisation is not an incomplete chain', async () => {
  const trusted = await makeAuthority({ name: 'Lab Root CA 1', organisation: 'Amazon' });
  const forged = await makeLeaf(undefined, { names: NAMES, organisation: 'Amazon' });
  assert.equal(follow([forged], trusted).verdict, 'self-signed');
  const authority = await makeAuthority({ name: 'Amazon RSA 2048 M01', organisation: 'Amazon' });
  assert.equal(follow([authority], trusted).verdict, 'self-signed');
});

test('a server that shows the very certificate that was trusted is trusted', async () => {
  const own = await makeAuthority({ name: 'nas.example.com', organisation: '' });
  const followed = follow([own], own);
  assert.deepEqual([followed.verdict, followed.path.length], ['trusted', 1]);
});

test('authorities that sign each other in a ring end without a verdict of trust', async () => {
  const one = await makeAuthority({ name: 'One', organisation: 'Ring' });
  const two = await makeAuthority({ name: 'Two', organisation: 'Ring' });
  const ring = [await crossSign(one, two), await crossSign(two, one)];
  const leaf = await makeLeaf(one, { names: NAMES });
  const trusted = await makeAuthority({ name: 'Root', organisation: 'Ring' });
  const followed = follow([leaf, ...ring], trusted);
  assert.deepEqual([followed.verdict, followed.path.length], ['untrusted', 3]);
});

test('the roots of the public web and the Amazon ones lead to themselves', () => {
  const amazon = new Set(trustedRoots('amazon').map(({ sha256 }) => sha256));
  assert.equal(amazon.size, 5);
  for (const { certificate, sha256 } of publicRoots()) {
    const root = readCertificate(certificate.raw.toString('base64'));
    assert.ok(root);
    assert.equal(followChain({ sent: [root], roots: rootsOfTheWeb(), atMs: Date.now() }).verdict, 'trusted');
    const expected = amazon.has(sha256) ? 'trusted' : 'self-signed';
    assert.equal(
      followChain({ sent: [root], roots: trustedRoots('amazon'), atMs: Date.now() }).verdict,
      expected,
      certificate.subject,
    );
  }
});

test('of two copies of an intermediate the one that is still good is followed', async () => {
  const { root, leaf, intermediate } = await makeChain({ names: NAMES });
  const { name, organisation, keys } = intermediate;
  const notBefore = new Date(Date.now() - 9 * 86_400_000);
  const notAfter = new Date(Date.now() - 86_400_000);
  const expired = await makeAuthority({ name, organisation, keys, issuer: root, notBefore, notAfter });
  const { path } = follow([leaf, expired, intermediate], root);
  assert.equal(path[1]?.x509.raw.toString('base64'), intermediate.der.toString('base64'));
});
