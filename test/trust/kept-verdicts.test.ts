import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeChain } from '../../lib/trust/chain-verdict.ts';
import { chainOf, makeAuthority, makeLeaf, trustIn } from '../support/certs.ts';

test('a verdict is kept between two dates of its certificates, and not beyond', async () => {
  const notBefore = new Date('2030-01-01T00:00:00Z');
  const notAfter = new Date('2030-03-02T00:00:00Z');
  const root = await makeAuthority({ name: 'Root', organisation: 'Test' });
  const leaf = await makeLeaf(root, { names: ['peer.test'], notBefore, notAfter });
  const chain = chainOf(leaf);
  const flawsAt = (atMs: number) =>
    judgeChain(chain, { acceptNames: ['peer.test'], trust: trustIn(root) }, atMs).flaws.map(
      ({ flaw }) => flaw,
    );
  const [start, end] = [notBefore.getTime(), notAfter.getTime()];
  // A tenth of 60 days ahead.
  const soon = end - 6 * 86_400_000;
  const verdicts: readonly (readonly [atMs: number, flaws: readonly string[]])[] = [
    [start - 1, ['not-yet-valid']],
    [start, []],
    [start + 1, []],
    [soon, []],
    [soon + 1, ['expires-soon']],
    [end - 1, ['expires-soon']],
    [end, ['expires-soon']],
    [end + 1, ['expired']],
  ];
  for (const [atMs, flaws] of [...verdicts, ...verdicts.toReversed(), ...verdicts])
    assert.deepEqual(flawsAt(atMs), flaws, new Date(atMs).toISOString());
});
