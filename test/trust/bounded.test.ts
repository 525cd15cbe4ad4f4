import assert from 'node:assert/strict';
import { test } from 'node:test';

import { evaluateClientCert } from '../../lib/probes/mtls/client-cert.ts';
import { readDer } from '../../lib/trust/certificate.ts';
import { judgeChain } from '../../lib/trust/chain-verdict.ts';
import { readClientCertificate } from '../../lib/trust/client-certificate.ts';
import { readRevocationList } from '../../lib/trust/revocation-list.ts';
import { x509 } from '../../lib/trust/x509-library.ts';
import { chainOf, makeAuthority, makeChain, makeLeaf, trustIn } from '../support/certs.ts';
import { fc } from '../support/property.ts';

/** A second of processor time for a mebibyte of anything; a loaded machine counts the same time of its own process. */
const LIMIT_MS = 1000;
const MEBIBYTE = 1 << 20;
const HOST = 'host.example.com';

function cpuMs<T>(run: () => T): readonly [T, number] {
  const before = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(before);
  return [result, (user + system) / 1000];
}

function assertQuick<T>(run: () => T): T {
  const [result, tookMs] = cpuMs(run);
  assert.ok(tookMs < LIMIT_MS, `${Math.round(tookMs)} ms`);
  return result;
}

const authority = await makeAuthority({ name: 'Root' });
const judge = (chain: readonly string[], names = [HOST]) =>
  judgeChain(chain, { acceptNames: names, trust: trustIn(authority) }, Date.now());

test('a certificate with a mebibyte of names is judged in time, for fifty names', async () => {
  const names = Array.from({ length: 9_000 }, (_, index) => `${'n'.repeat(55)}${index}.${HOST}`);
  const leaf = await makeLeaf(authority, { names, commonName: 'x' });
  assert.ok(leaf.der.length > MEBIBYTE / 2);
  const wanted = Array.from({ length: 50 }, (_, index) => `w${index}.example.net`);
  const { flaws } = assertQuick(() => judge(chainOf(leaf), wanted));
  assert.deepEqual(
    flaws.map(({ flaw }) => flaw),
    ['name-mismatch'],
  );
});

/** DER: tag, length of at most three bytes, content. */
function der(tag: number, content: Buffer): Buffer {
  const length = Buffer.alloc(3);
  length.writeUIntBE(content.length, 0, 3);
  return Buffer.concat([Buffer.from([tag, 0x83]), length, content]);
}

test('millions of names times limits are not compared, and refused as OpenSSL refuses them', async () => {
  const subtrees = Array.from({ length: 15_000 }, (_, index) =>
    der(0x30, der(0x82, Buffer.from(`n${index}.example.net`))),
  );
  const limits = der(0x30, der(0xa1, Buffer.concat(subtrees)));
  const ca = await makeAuthority({
    name: 'Limited',
    issuer: authority,
    extensions: [new x509.Extension('2.5.29.30', true, limits)],
  });
  const names = Array.from({ length: 10_000 }, (_, index) => `n${index}.${HOST}`);
  const leaf = await makeLeaf(ca, { names: [HOST, ...names] });
  const { flaws } = assertQuick(() => judge(chainOf(leaf, ca)));
  assert.equal(flaws[0]?.values.rule, 'name-limit-not-understood');
});

test('three thousand certificates are no longer a search than thirty', async () => {
  const { sent } = await makeChain({ names: [HOST] });
  const one = chainOf(...sent);
  const many = Array.from({ length: 1500 }, () => one).flat();
  const { flaws, shown } = assertQuick(() => judge(many));
  assert.deepEqual([flaws[0]?.values.code, shown.leftOut], ['too-many-certificates', many.length - 32]);
});

test('a mebibyte of CA certificates as a trust store is read and searched in time, and says what was left out', async () => {
  const many = await makeAuthority({ name: 'Many' });
  const leaf = await makeLeaf(many, { names: [HOST] });
  const copies = Math.floor(MEBIBYTE / many.der.length);
  const verdict = assertQuick(() =>
    evaluateClientCert({
      sent: [readClientCertificate(leaf.der)],
      anchors: Array.from({ length: copies }, () => readClientCertificate(authority.der)).flatMap(
        (one) => one ?? [],
      ),
      lists: [],
      atMs: Date.now(),
    }),
  );
  assert.match(verdict.notes.join(), /Only the first 500 of \d+ CA certificates/);
  assert.equal(verdict.problems[0]?.code, 'ClientCertUntrusted');
});

test('nothing that is damaged is ever thrown, and everything ends in time', async () => {
  const { sent, root } = await makeChain({ names: [HOST, '192.0.2.1'] });
  const ders = [...sent.map(({ der }) => der), root.der];
  const damage = fc.tuple(
    fc.nat(ders.length - 1),
    fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { minLength: 1, maxLength: 8 }),
  );
  fc.assert(
    fc.property(damage, ([which, changes]) => {
      const damaged = ders.map((der) => Buffer.from(der));
      const one = damaged[which];
      assert.ok(one);
      for (const [at, value] of changes) one[at % one.length] = value;
      const chain = damaged.map((der) => der.toString('base64'));
      judgeChain(chain, { acceptNames: [HOST], trust: trustIn(root) }, Date.now());
      readDer(one);
      readRevocationList(one, 'list');
      evaluateClientCert({
        sent: damaged.map(readClientCertificate),
        anchors: [root.der].flatMap((der) => readClientCertificate(der) ?? []),
        lists: [],
        atMs: Date.now(),
      });
    }),
    { numRuns: 400 },
  );
});

test('a mebibyte of anything is no list, or one, in time', () => {
  const shapes: readonly (readonly [string, Buffer])[] = [
    ['zeros', Buffer.alloc(MEBIBYTE)],
    ['sequences in sequences', Buffer.alloc(MEBIBYTE, Buffer.from([0x30, 0x84, 0x00, 0x0f, 0xff, 0x00]))],
    [
      'empty sequences',
      Buffer.concat([
        Buffer.from([0x30, 0x83, 0x10, 0x00, 0x00]),
        Buffer.alloc(MEBIBYTE, Buffer.from([0x30, 0x00])),
      ]),
    ],
    [
      'an identifier without end',
      Buffer.concat([Buffer.from([0x30, 0x83, 0x10, 0x00, 0x00]), Buffer.alloc(MEBIBYTE, 0xff)]),
    ],
  ];
  for (const [what, bytes] of shapes) {
    assert.equal(
      assertQuick(() => readRevocationList(bytes, 'list')),
      undefined,
      what,
    );
    assert.equal(
      assertQuick(() => readDer(bytes)),
      undefined,
      what,
    );
  }
});
