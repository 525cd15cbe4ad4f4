import assert from 'node:assert/strict';
import { createHash, createPublicKey } from 'node:crypto';
import { test } from 'node:test';
import { AMAZON_ROOT_KEYS } from '../../lib/catalogue/root-keys.ts';
import { publicRoots } from '../../lib/net/public-roots.ts';

/** amazontrust.com/repository, "SHA-256 Hash of Subject Public Key Information", read 2026-11-21. */
const PUBLISHED = {
  'Amazon Root CA 1': 'fbe3018031f9586bcbf41727e417b7d1c45c2f47f93be372a17b96b50757d5a2',
  'Amazon Root CA 2': '7f4296fc5b6a4e3b35d3c369623e364ab1af381d8fa7121533c9d6c633ea2461',
  'Amazon Root CA 3': '36abc32656acfc645c61b71613c4bf21c787f5cabbee48348d58597803d7abc9',
  'Amazon Root CA 4': 'f7ecded5c66047d28ed6466b543c40e0743abe81d109254dcf845d4c2c7853c5',
  'Starfield Services Root Certificate Authority - G2':
    '2b071c59a0a0ae76b0eadb2bad23bad4580b69c3601b630c2eaf0613afa83f92',
};

test('the five Amazon keys are the published ones', () => {
  assert.deepEqual(Object.fromEntries(AMAZON_ROOT_KEYS.map(({ name, sha256 }) => [name, sha256])), PUBLISHED);
});

for (const { name, organisation, sha256, spki } of AMAZON_ROOT_KEYS) {
  test(`the key of ${name} has the fingerprint it claims and stands in Node's own list`, () => {
    const der = Buffer.from(spki, 'base64');
    assert.equal(createHash('sha256').update(der).digest('hex'), sha256);
    assert.doesNotThrow(() => createPublicKey({ key: der, format: 'der', type: 'spki' }));
    const listed = publicRoots().find((root) => root.sha256 === sha256);
    assert.ok(listed, `${name} is not among Node's roots`);
    assert.ok(listed.certificate.toLegacyObject().subject.O === organisation);
  });
}
