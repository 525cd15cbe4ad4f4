import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  coveredNames,
  describeCertificate,
  readableName,
  readCertificate,
  valuesOf,
} from '../../lib/trust/certificate.ts';
import { chainOf, makeAuthority, makeLeaf } from '../support/certs.ts';
import { fc } from '../support/property.ts';

const authority = await makeAuthority({ name: 'Lab CA', organisation: 'Example, Inc.' });

async function read(options: Parameters<typeof makeLeaf>[1]) {
  const [der = ''] = chainOf(await makeLeaf(authority, options));
  const certificate = readCertificate(der);
  assert.ok(certificate);
  return certificate;
}

test('a name is shown in one line, with its commas', async () => {
  const { x509 } = await read({ names: ['a.example.com'] });
  assert.equal(readableName(x509.issuer), 'O=Example, Inc., CN=Lab CA');
  assert.deepEqual(valuesOf(x509.issuer, 'O'), ['Example, Inc.']);
});

test('control characters and marks that turn the writing round do not leave the certificate', async () => {
  const { x509 } = await read({
    names: ['a.example.com'],
    commonName: 'amazon\u202e\u0007\r\nSet-Cookie: x\u2066\u001b[31m',
  });
  assert.equal(readableName(x509.subject), 'CN=amazon Set-Cookie: x [31m');
});

test('a line feed inside a value starts no attribute of its own', async () => {
  const { x509 } = await read({ names: ['a.example.com'], commonName: 'x\nO=Amazon' });
  assert.deepEqual(valuesOf(x509.subject, 'O'), []);
  assert.deepEqual(valuesOf(x509.subject, 'CN'), ['x\nO=Amazon']);
});

test('60 KB of names are shown as the first five', async () => {
  const names = Array.from({ length: 900 }, (_, index) => `${'n'.repeat(50)}${index}.example.com`);
  const certificate = await read({ names, commonName: 'x'.repeat(60) });
  const shown = coveredNames(certificate);
  assert.ok(shown.length <= 240);
  assert.match(shown, /^n{50}0\.example\.com, n{50}1\.example\.com, /);
  assert.ok(JSON.stringify(describeCertificate(certificate)).length < 1000);
});

test('a certificate without alternative names is for its common name', async () => {
  assert.equal(coveredNames(await read({ names: [], commonName: 'old.example.com' })), 'old.example.com');
});

test('a certificate for nothing at all leaves no hole in a sentence', async () => {
  assert.equal(coveredNames(await read({ names: [], commonName: '' })), '-');
});

test('dates are ISO 8601 in UTC', async () => {
  const certificate = await read({
    names: ['a.example.com'],
    notBefore: new Date('2026-02-03T04:05:06Z'),
    notAfter: new Date('2051-12-01T00:00:00Z'),
  });
  const { notBefore, notAfter } = describeCertificate(certificate);
  assert.equal(notBefore, '2026-02-03T04:05:06.000Z');
  assert.equal(notAfter, '2051-12-01T00:00:00.000Z');
});

test('damaged certificates are not read, and never throw', () => {
  const [whole = ''] = chainOf(authority);
  const der = Buffer.from(whole, 'base64');
  assert.ok(readCertificate(whole));
  assert.equal(readCertificate(der.subarray(0, 100).toString('base64')), undefined);
  fc.assert(
    fc.property(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const damaged = Buffer.from(der);
      damaged[at] = (damaged[at] ?? 0) ^ flip;
      const certificate = readCertificate(damaged.toString('base64'));
      if (certificate !== undefined) describeCertificate(certificate);
    }),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(
      fc.uint8Array(),
      (bytes) => readCertificate(Buffer.from(bytes).toString('base64')) === undefined,
    ),
  );
});
