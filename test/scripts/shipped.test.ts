import assert from 'node:assert/strict';
import { test } from 'node:test';
import { billOfMaterials, shippedPackages } from '../../scripts/shipped.ts';
import { builtCli, functionAccounts } from '../support/built.ts';

/** Licences that Apache-2.0 software may be published with (Apache Software Foundation, "ASF 3rd Party License Policy", category A). */
const COMPATIBLE = new Set([
  'Apache-2.0',
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'Unlicense',
]);

test('what ships of others is known, compatible, and whole in the bill of materials', async () => {
  const shipped = await shippedPackages([...(await functionAccounts()).values(), (await builtCli()).account]);
  assert(
    shipped.some(({ name }) => name === '@aws-sdk/client-ec2') &&
      shipped.some(({ name }) => name === 'commander'),
  );
  assert(!shipped.some(({ name }) => name === 'esbuild' || name === 'fast-check'));
  const odd = shipped.filter(({ licence }) => !COMPATIBLE.has(licence));
  assert.deepEqual(odd, []);
  const { components, dependencies } = await billOfMaterials(shipped);
  const named = new Set(components.map(({ name, version }) => `${name}@${version}`));
  assert.deepEqual(
    shipped.map(({ name, version }) => `${name}@${version}`).filter((one) => !named.has(one)),
    [],
  );
  assert.equal(dependencies.length, components.length);
});
