import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../lib/core/finding.ts';
import type { LastGood } from '../../../lib/core/last-good.ts';
import { LOCALES } from '../../../lib/core/locale.ts';
import type { Observation } from '../../../lib/core/observation.ts';
import { DAY_MS, MINUTE_MS } from '../../../lib/core/time.ts';
import { PROBES } from '../../../lib/probes/registry.ts';
import type { TlsObservation } from '../../../lib/probes/tls/observe.ts';
import { findingMarkdown } from '../../../lib/report/markdown/markdown.ts';
import { card } from '../../../lib/report/terminal/card.ts';
import { details } from '../../../lib/report/terminal/details.ts';
import { PLAIN_FORM } from '../../../lib/report/terminal/layout.ts';
import { renderFinding } from '../../../lib/report/text/render-finding.ts';
import { judgeAll } from '../../../lib/stages/check/judge.ts';
import { rememberRun, withChanges } from '../../../lib/stages/memory/last-good.ts';
import { chainOf, makeAuthority, makeChain, makeLeaf, trustIn } from '../../support/certs.ts';

const BEGIN_MS = Date.parse('2026-11-20T14:00:00Z');
const HOST = 'filer.example.com';

const name = (addresses: readonly string[], more: object = {}) => ({
  kind: 'dns',
  spec: { host: HOST, ...more },
  observation:
    addresses.length === 0
      ? { outcome: 'no-such-name', rcode: 'NXDOMAIN', elapsedMs: 3, servers: ['10.0.0.2'] }
      : { outcome: 'answered', addresses, from: 'dns', elapsedMs: 3, servers: ['10.0.0.2'] },
});

interface Seen {
  readonly kind: string;
  readonly spec: object;
  readonly observation: Observation;
}

function judged(seen: readonly Seen[], target = 'filer'): readonly Finding[] {
  const answered = seen.map(({ kind, spec, observation }) => ({
    planned: { vantage: 'seoul', target, shown: true, question: { kind, ...spec } },
    observation,
  }));
  return judgeAll(answered, PROBES);
}

/** Full looks a minute apart, each with what it remembers; how often something had to be written. */
function looksAt(runs: readonly (readonly Finding[])[], begin: readonly LastGood[] = []) {
  let remembered = begin;
  let writes = 0;
  for (const [minute, findings] of runs.entries()) {
    const after = rememberRun(remembered, findings, PROBES, BEGIN_MS + minute * MINUTE_MS);
    if (after === undefined) continue;
    remembered = after;
    writes += 1;
  }
  return { remembered, writes };
}
const changesIn = (findings: readonly Finding[], remembered: readonly LastGood[]) =>
  withChanges(findings, remembered, PROBES, BEGIN_MS + DAY_MS).flatMap(({ explanations }) => explanations);

const well = judged([name(['10.0.1.6', '10.0.1.5'], { expect: 'private' })]);
const turned = judged([name(['10.0.1.5', '10.0.1.6'], { expect: 'private' })]);
const outside = judged([name(['52.0.0.1'], { expect: 'private' })]);
const gone = judged([name([], { expect: 'private' })]);

test('what stays the same is written once, in whatever order a server tells it', () => {
  const { remembered, writes } = looksAt([well, turned, well]);
  assert.equal(writes, 1);
  assert.deepEqual(remembered, [
    { target: 'filer', check: 'dns', subject: HOST, marks: [{ id: '10.0.1.5' }, { id: '10.0.1.6' }] },
  ]);
});

test('what is broken is not remembered; the end of what was well is, once, and its return', () => {
  const broken = looksAt([well, outside, gone, outside]);
  assert.equal(broken.writes, 2);
  const [entry] = broken.remembered;
  assert.deepEqual(entry?.marks, [{ id: '10.0.1.5' }, { id: '10.0.1.6' }]);
  assert.equal(entry?.endedMs, BEGIN_MS + MINUTE_MS);
  const repaired = looksAt([judged([name(['10.0.1.9'], { expect: 'private' })])], broken.remembered);
  assert.deepEqual(
    repaired.remembered,
    [{ ...entry, marks: [{ id: '10.0.1.9' }], endedMs: undefined }].map(
      ({ endedMs: _endedMs, ...rest }) => rest,
    ),
  );
});

test('what comes back as it was is well again, and its end is forgotten', () => {
  const { remembered, writes } = looksAt([well, outside, well, well]);
  assert.equal(writes, 3);
  assert.deepEqual(
    remembered.map(({ endedMs }) => endedMs),
    [undefined],
  );
});

test('a run that could not ask ends what it did not see, and takes nothing away', () => {
  const crashed = judged([
    {
      kind: 'dns',
      spec: { host: HOST },
      observation: { outcome: 'out-of-time', waitedMs: 1 } as Observation,
    },
  ]);
  const { remembered } = looksAt([well, crashed, []]);
  assert.deepEqual(
    remembered.map(({ marks, endedMs }) => [marks.length, endedMs]),
    [[2, BEGIN_MS + MINUTE_MS]],
  );
});

test('a name that must be public is remembered as public, however its addresses change', () => {
  const publicName = (addresses: readonly string[]) => judged([name(addresses, { expect: 'public' })]);
  const { remembered, writes } = looksAt([publicName(['52.0.0.1']), publicName(['52.0.0.2', '52.0.0.3'])]);
  assert.equal(writes, 1);
  const [change] = changesIn(publicName(['10.0.1.5']), remembered);
  assert.deepEqual(change?.values, {
    until: '2026-11-21T14:00:00Z',
    before: 'public',
    now: '10.0.1.5',
  });
});

test('one name of a target that is broken leaves the memory of the others alone', () => {
  const other = (addresses: readonly string[]) => {
    const { kind, observation } = name(addresses);
    return { kind, spec: { host: 'other.example.com' }, observation };
  };
  const { remembered } = looksAt([
    judged([name(['10.0.1.5']), other(['10.0.1.7'])]),
    judged([name([]), other(['10.0.1.8'])]),
  ]);
  assert.deepEqual(
    remembered.map(({ subject, marks, endedMs }) => [subject, marks[0]?.id, endedMs !== undefined]),
    [
      [HOST, '10.0.1.5', true],
      ['other.example.com', '10.0.1.8', false],
    ],
  );
});

test('what ended a season ago is forgotten, what is well is not', () => {
  const old = { target: 'filer', check: 'dns', subject: 'old.example.com', marks: [{ id: '10.0.0.1' }] };
  const before: readonly LastGood[] = [
    { ...old, endedMs: BEGIN_MS - 91 * DAY_MS },
    { ...old, subject: 'newer.example.com', endedMs: BEGIN_MS - 89 * DAY_MS },
  ];
  assert.deepEqual(
    looksAt([well], before).remembered.map(({ subject }) => subject),
    ['newer.example.com', HOST],
  );
});

test('a memory that would burst its item keeps what fits, and is not written anew at every look', () => {
  const many = Array.from({ length: 3000 }, (_, n) =>
    judged([name([`10.0.${n >> 8}.${n & 255}`])], `${n}-${'x'.repeat(150)}`),
  );
  const { remembered, writes } = looksAt([many.flat(), many.flat()]);
  assert.equal(writes, 1);
  assert(remembered.length > 1000 && remembered.length < 3000, `${remembered.length}`);
  assert(Buffer.byteLength(JSON.stringify(remembered)) < 400_000);
});

test('a failure says what it was before and until when; one that changed nothing, and a healthy one, say nothing', () => {
  const { remembered } = looksAt([well, outside]);
  assert.deepEqual(changesIn(outside, remembered), [
    {
      what: 'changed',
      id: HOST,
      why: 'changed-since-good',
      values: { until: '2026-11-20T14:01:00Z', before: '10.0.1.5, 10.0.1.6', now: '52.0.0.1' },
      fix: '',
    },
  ]);
  assert.deepEqual(changesIn(gone, remembered)[0]?.why, 'nothing-since-good');
  assert.deepEqual(changesIn(turned, remembered), []);
  const wanted = { addresses: ['10.0.1.77'] };
  assert.deepEqual(changesIn(judged([name(['10.0.1.5', '10.0.1.6'], wanted)]), remembered), []);
  assert.deepEqual(changesIn(outside, []), []);
});

test('what could not be asked did not change, whatever else of the same target is broken', () => {
  const both = (observation?: Observation) => [
    name(observation === undefined ? ['10.0.1.5'] : []),
    { ...name(['10.0.1.7']), spec: { host: 'other.example.com' }, ...(observation && { observation }) },
  ];
  const { remembered } = looksAt([judged(both())]);
  assert.equal(remembered.length, 2);
  const finding = judged(both({ outcome: 'out-of-time', waitedMs: 1 } as Observation));
  assert.deepEqual(
    changesIn(finding, remembered).map(({ id }) => id),
    [HOST],
  );
});

const { root, intermediate, sent } = await makeChain({ names: [HOST] });
const box = await makeAuthority({ name: 'Lab box', organisation: 'Fortinet' });
const forged = await makeLeaf(box, { names: [HOST] });
const ending = await makeLeaf(intermediate, {
  names: [HOST],
  notBefore: new Date(Date.now() - 100 * DAY_MS),
  notAfter: new Date(Date.now() + DAY_MS),
});
const tls = (port: number, chain: readonly { readonly der: Buffer }[]) => ({
  kind: 'tls',
  spec: { host: HOST, port, trust: trustIn(root) },
  observation: {
    outcome: 'asked',
    atMs: Date.now(),
    answers: [
      {
        address: '10.0.1.5',
        attempts: 1,
        answer:
          chain.length === 0
            ? { outcome: 'reset', code: 'ECONNRESET' }
            : {
                outcome: 'answered',
                chain: chainOf(...chain),
                protocol: 'TLSv1.3',
                cipher: 'TLS_AES_128_GCM_SHA256',
                handshakeMs: 1,
              },
      },
    ],
  } satisfies TlsObservation,
});
const PORTS = [443, 1026, 1027];
const genuine = judged(PORTS.map((port) => tls(port, sent)));
const intercepted = judged(PORTS.map((port) => tls(port, [forged, box])));

test('ports that changed alike are one change: the key and the issuer before, and those of now', () => {
  const { remembered } = looksAt([genuine, intercepted]);
  const [change, ...more] = changesIn(intercepted, remembered);
  assert.deepEqual(more, []);
  assert.equal(change?.id, PORTS.map((port) => `${HOST}:${port}`).join(', '));
  const values = change?.values as { readonly before: string; readonly now: string };
  assert(
    values.before.startsWith(`${root.sha256.slice(0, 16)}… (`) && values.before.includes(intermediate.name),
  );
  assert(values.now.startsWith(`${box.sha256.slice(0, 16)}… (`) && values.now.includes('Lab box'));
});

test('a handshake that is reset says which chain it ended at before', () => {
  const { remembered } = looksAt([genuine]);
  const reset = judged(PORTS.map((port) => tls(port, [])));
  assert.deepEqual(
    changesIn(reset, remembered).map(({ why }) => why),
    ['nothing-since-good'],
  );
});

test('a certificate that ends soon is the good one still, and nothing changed', () => {
  const soon = judged(PORTS.map((port) => tls(port, [ending, intermediate])));
  assert.deepEqual(
    soon.map(({ reason }) => reason),
    ['tls-expires-soon'],
  );
  const { remembered, writes } = looksAt([genuine, soon]);
  assert.equal(writes, 1);
  assert.deepEqual(changesIn(soon, remembered), []);
});

test('every output says in its language what changed, and no output has an empty command', async () => {
  const { remembered } = looksAt([well, outside]);
  const [finding] = withChanges(outside, remembered, PROBES, BEGIN_MS + DAY_MS);
  assert(finding !== undefined);
  for (const locale of LOCALES) {
    const told = await renderFinding(finding, PROBES, locale);
    const sentence = told.explanations[0]?.because ?? '';
    for (const wanted of ['2026-11-20T14:01:00Z', '10.0.1.5, 10.0.1.6', '52.0.0.1'])
      assert(sentence.includes(wanted), `${locale}: ${sentence}`);
    assert.doesNotMatch(sentence, /[?{}]/);
    const form = { ...PLAIN_FORM, columns: 1000 };
    const lines = [...card(told, locale, form), ...details(told, locale, form)];
    assert(lines.some((line) => line.includes(sentence)));
    assert(!lines.some((line) => line !== '' && line.trim() === ''));
    const markdown = findingMarkdown(told, locale).join('\n');
    assert(markdown.includes('2026-11-20T14:01:00Z') && !markdown.includes('```\n\n```'));
  }
});
