import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { growth, type Soaked, soakFunctions, soakRun } from '../support/soak.ts';

/** The bounded form of `npm run soak`. So few rounds end before every cache is full. */
const WARMING_UP_MEGABYTES = 10;

describe('for so many rounds', { concurrency: true }, () => {
  test('120 invocations of the deployed bundles leave nothing open, and none fails', async (t) => {
    for (const soaked of await soakFunctions(t, 120)) {
      assert.equal(soaked.rounds, 120);
      assert.deepEqual(growth(soaked, WARMING_UP_MEGABYTES), []);
    }
  });

  test('40 rounds of the loop leave nothing open, and none fails', async (t) => {
    const soaked = await soakRun(t, 40);
    assert.equal(soaked.rounds, 40);
    assert.deepEqual(growth(soaked, WARMING_UP_MEGABYTES), []);
  });
});

const steady = { megabytes: 100, liveMegabytes: 20, descriptors: 20, cpuMsARound: 10 };
const soaked = (last: Partial<typeof steady>, errors = 0): Soaked => ({
  ...{ name: 'run', rounds: 2000, errors },
  quarters: [steady, steady, steady, { ...steady, ...last }],
});

test('what grows while it soaks is told, each by its name', () => {
  assert.deepEqual(growth(soaked({})), []);
  assert.deepEqual(growth(soaked({ liveMegabytes: 23 })), ['run: what is live grew from 20.0 to 23.0 MB']);
  assert.deepEqual(growth(soaked({ megabytes: 121 })), ['run: memory grew from 100.0 to 121.0 MB']);
  assert.deepEqual(growth(soaked({ descriptors: 22 })), ['run: descriptors grew from 20 to 22']);
  assert.deepEqual(growth(soaked({ cpuMsARound: 18 })), ['run: a round took 10.0 ms, and takes 18.0 ms']);
  assert.deepEqual(growth(soaked({}, 3)), ['run: 3 errors']);
  assert.deepEqual(growth({ ...soaked({}), quarters: [] }), ['run: too few rounds']);
});
