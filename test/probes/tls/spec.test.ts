import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AMAZON_ROOT_KEYS } from '../../../lib/catalogue/root-keys.ts';
import { servernameOf } from '../../../lib/probes/kit/server-name.ts';
import { tlsSpec } from '../../../lib/probes/tls/spec.ts';
import { specs } from './samples.ts';

const GOOD = { host: 'dp-1.example.com', port: 443, trust: 'amazon' };
const [key] = AMAZON_ROOT_KEYS;
const ROOT = { name: 'x', organisation: 'y', spki: key?.spki };

test('the samples are accepted, and a port is required unless it says otherwise', () => {
  for (const spec of specs) assert.equal(tlsSpec.safeParse(spec).success, true);
  assert.equal(tlsSpec.parse(GOOD).required, true);
});

const REFUSED: readonly (readonly [string, object])[] = [
  ['an unknown key', { ...GOOD, verify: false }],
  ['a port out of range', { ...GOOD, port: 65_536 }],
  ['a host with a space', { ...GOOD, host: 'a b' }],
  ['an address as server name', { ...GOOD, servername: '10.0.1.5' }],
  ['no names at all', { ...GOOD, acceptNames: [] }],
  ['an unknown trust', { ...GOOD, trust: 'everybody' }],
  ['trust in nobody', { ...GOOD, trust: { roots: [] } }],
  ['a root that is no key', { ...GOOD, trust: { roots: [{ ...ROOT, spki: 'bm90IGEga2V5' }] } }],
  ['a root with an unknown key', { ...GOOD, trust: { roots: [{ ...ROOT, sha256: 'x' }] } }],
];

for (const [what, spec] of REFUSED) {
  test(`${what} is refused`, () => assert.equal(tlsSpec.safeParse(spec).success, false));
}

test('the server name is the host where it is a name, without its final dot', () => {
  const nameFor = (more: object) => servernameOf(tlsSpec.parse({ ...GOOD, ...more }));
  assert.equal(nameFor({}), 'dp-1.example.com');
  assert.equal(nameFor({ host: 'dp-1.example.com.' }), 'dp-1.example.com');
  assert.equal(nameFor({ host: '10.0.1.5' }), undefined);
  assert.equal(nameFor({ host: '::1' }), undefined);
  assert.equal(nameFor({ host: '10.0.1.5', servername: 'b.example.com' }), 'b.example.com');
});
