import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Certificate } from '../../lib/trust/certificate.ts';
import { followChain } from '../../lib/trust/chain.ts';
import { findPaths, isSelfSigned, isTrustedItself, type PathSearch } from '../../lib/trust/path-search.ts';
import { limitedWork } from '../../lib/trust/signatures.ts';
import type { TrustedRoot } from '../../lib/trust/trust.ts';
import { der, seq } from '../support/der-bytes.ts';
import {
  CA,
  ecKeys,
  extension,
  type HandMade,
  handMadeCertificate,
} from '../support/hand-made-certificate.ts';

/** Which path is taken of several, how far is looked, and what is said of a chain that leads nowhere. */

const [AT, DAY] = [Date.UTC(2027, 0, 1), 86_400_000];
const [rootKeys, caKeys] = [ecKeys(), ecKeys()];
const caCertificate = (more: HandMade = {}) =>
  handMadeCertificate({
    ...{ subject: 'CA', issuer: 'Root', keys: caKeys, by: rootKeys, extensions: [CA] },
    ...more,
  });
const root = handMadeCertificate({ subject: 'Root', keys: rootKeys, extensions: [CA] });
const ca = caCertificate();
const leaf = handMadeCertificate({ issuer: 'CA', by: caKeys });
const trusted = (certificate: Certificate, organisation = 'Us'): TrustedRoot => {
  const { key, keySha256: sha256 } = certificate;
  assert.ok(key);
  return { organisations: [organisation], sha256, key, certificate };
};
const byKey = (one: Certificate, organisation?: string): TrustedRoot => {
  const { certificate: _, ...key } = trusted(one, organisation);
  return key;
};

function find(search: Partial<PathSearch>, problemsOf: Parameters<typeof findPaths<string>>[1] = () => []) {
  return findPaths(
    {
      leaf,
      others: [ca],
      roots: [trusted(root)],
      atMs: AT,
      work: limitedWork(),
      issuers: 'authorities',
      ...search,
    },
    problemsOf,
  );
}

test('of two copies the valid one is tried first, of two such the one that is good for longer', () => {
  const from = (fromMs: number, toMs: number) => caCertificate({ fromMs, toMs });
  for (const [better, worse] of [
    [from(AT, AT + DAY), from(AT + DAY, AT + 9 * DAY)],
    [from(AT - DAY, AT), from(AT + DAY, AT + 9 * DAY)],
    [from(AT - DAY, AT + DAY), from(AT + 2 * DAY, AT + 9 * DAY)],
    [from(AT - DAY, AT + 2 * DAY), from(AT - DAY, AT + DAY)],
    [from(AT - 9 * DAY, AT - DAY), from(AT - 9 * DAY, AT - 2 * DAY)],
  ] as const)
    for (const others of [
      [better, worse],
      [worse, better],
    ]) {
      const { best } = find({ others }, () => ['one']);
      assert.equal(best?.path[1], better);
      assert.equal(
        find({ others }, ({ path }) => (path[1] === worse ? ['one'] : ['one', 'two'])).best?.path[1],
        worse,
      );
    }
});

test('the first path without problems ends the search', () => {
  const others = [ca, caCertificate()];
  const seen: (readonly Certificate[])[] = [];
  const noting =
    (problems: readonly string[]): Parameters<typeof find>[1] =>
    ({ path }) => {
      seen.push(path);
      return problems;
    };
  find({ others, roots: [trusted(root), trusted(root)] }, noting([]));
  assert.equal(seen.length, 1);
  find({ others, roots: [trusted(root), trusted(root)] }, noting(['one']));
  assert.equal(seen.length, 1 + 4);
});

test('nothing is looked for once the steps are used up', () => {
  const allowed = (most: number) => {
    const work = limitedWork();
    let steps = 0;
    const step = () => {
      steps += 1;
      return steps <= most;
    };
    const { best, farthest } = find({ others: [ca, caCertificate()], work: { ...work, step } }, () => [
      'one',
    ]);
    return { steps, found: best?.path.length, farthest: farthest.length };
  };
  assert.deepEqual(allowed(0), { steps: 1, found: undefined, farthest: 1 });
  assert.deepEqual(allowed(1), { steps: 2, found: undefined, farthest: 1 });
  assert.deepEqual(allowed(9), { steps: 3, found: 2, farthest: 2 });
});

test('a path is of twelve certificates at most, and one key may be of many names', () => {
  const ofLength = (length: number) => {
    const others = Array.from({ length: length - 1 }, (_, place) =>
      caCertificate({
        subject: `CA ${place}`,
        issuer: place === length - 2 ? 'Root' : `CA ${place + 1}`,
        by: place === length - 2 ? rootKeys : caKeys,
      }),
    );
    const lowest = handMadeCertificate({ issuer: 'CA 0', by: caKeys });
    const { best, farthest } = find({ leaf: lowest, others });
    return [best?.path.length, farthest.length];
  };
  assert.deepEqual(
    [ofLength(12), ofLength(13)],
    [
      [12, 12],
      [undefined, 12],
    ],
  );
});

test('where no path leads to trust, the first of the longest is shown', () => {
  const [one, other] = [caCertificate(), caCertificate({ toMs: Date.UTC(2029, 0, 1) })];
  const upper = handMadeCertificate({
    subject: 'Root',
    issuer: 'Top',
    keys: rootKeys,
    extensions: [CA],
    by: caKeys,
  });
  assert.equal(find({ others: [other, one], roots: [] }).farthest[1], one);
  assert.deepEqual(find({ others: [one, other, upper], roots: [] }).farthest, [leaf, one, upper]);
});

test('only what names the issuer and may sign leads on; of anybody the key is enough', () => {
  const old = caCertificate({ version: 1, extensions: [] });
  const renamed = caCertificate({ subject: 'Another' });
  const lead = (others: readonly Certificate[], issuers: PathSearch['issuers']) =>
    find({ others, issuers }).best?.path.length;
  assert.deepEqual([lead([ca], 'authorities'), lead([ca], 'anybody')], [2, 2]);
  assert.deepEqual([lead([old], 'authorities'), lead([old], 'anybody')], [undefined, 2]);
  assert.deepEqual([lead([renamed], 'authorities'), lead([renamed], 'anybody')], [undefined, undefined]);
});

test('a leaf with a trusted key is trusted where it is that very certificate, or only the key is known', () => {
  const copy = handMadeCertificate({ subject: 'Root', keys: rootKeys, by: caKeys, extensions: [CA] });
  const own = trusted(root);
  assert.deepEqual([isTrustedItself(root, own), isTrustedItself(copy, own)], [true, false]);
  assert.deepEqual([isTrustedItself(copy, byKey(root)), isTrustedItself(ca, byKey(root))], [true, false]);
  const found = (one: Certificate, by: TrustedRoot) =>
    find({ leaf: one, others: [], roots: [by] }).best?.path;
  assert.deepEqual(
    [found(root, own), found(copy, own), found(copy, byKey(root))],
    [[root], undefined, [copy]],
  );
});

test('self-signed is what names itself and was made by its own key', () => {
  const is = (one: Certificate) => isSelfSigned(one, limitedWork());
  const [claims, other] = [
    { subject: 'Root', keys: rootKeys, by: caKeys },
    { issuer: 'Other', keys: caKeys },
  ];
  assert.deepEqual(
    [is(root), is(handMadeCertificate(claims)), is(handMadeCertificate(other))],
    [true, false, false],
  );
});

const follow = (sent: readonly [Certificate, ...Certificate[]], roots = [trusted(root)], atMs = AT) => {
  const { verdict, problems, path } = followChain({ sent, roots, atMs });
  const said = problems.map((one) =>
    one.problem === 'broken-rule' ? [one.rule, one.what, one.certificate] : [one.problem, one.certificate],
  );
  return { verdict, said, length: path.length };
};

test('a chain over certificates that may not sign says which, and why', () => {
  const [ski, aki] = [extension('2.5.29.14', der(4, '02')), extension('2.5.29.35', seq(der(0x80, '01')))];
  const named = caCertificate({ extensions: [CA, ski] });
  const strange = handMadeCertificate({ issuer: 'CA', by: caKeys, extensions: [aki] });
  assert.deepEqual(follow([strange, named]), {
    ...{ verdict: 'misissued', length: 2 },
    said: [['key-identifier', 'authorityKeyIdentifier', strange]],
  });
  const usage = (bits: string) =>
    caCertificate({ extensions: [CA, ski, extension('2.5.29.15', der(3, bits))] });
  const mute = usage('0102');
  assert.deepEqual(follow([strange, mute]).said, [['may-not-sign', 'cRLSign', mute]]);
  assert.deepEqual(follow([strange, usage('0204')]).said, [
    ['key-identifier', 'authorityKeyIdentifier', strange],
  ]);
  const none = caCertificate({ extensions: [extension('2.5.29.19', seq())] });
  assert.deepEqual(follow([leaf, none]), {
    ...{ verdict: 'misissued', length: 2 },
    said: [['not-a-ca', 'basicConstraints', none]],
  });
});

test('dates are those of the whole path, with the root where it signed and once where it is shown itself', () => {
  const late = Date.UTC(2031, 0, 1);
  assert.deepEqual(
    follow([leaf, ca], undefined, late).said,
    [leaf, ca, root].map((one) => ['expired', one]),
  );
  assert.deepEqual(
    follow([leaf, ca], [byKey(root)], 0).said,
    [leaf, ca].map((one) => ['not-yet-valid', one]),
  );
  assert.deepEqual(follow([root], undefined, late).said, [['expired', root]]);
  const lower = handMadeCertificate({ issuer: 'Root', by: rootKeys });
  assert.deepEqual(
    follow([lower], undefined, late).said,
    [lower, root].map((one) => ['expired', one]),
  );
  for (const edge of [Date.UTC(2026, 0, 1), Date.UTC(2030, 0, 1)])
    assert.deepEqual(follow([leaf, ca], undefined, edge).said, []);
});
