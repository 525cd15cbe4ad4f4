import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Probe } from '../../lib/core/probe.ts';
import { assertSurvivesJson, judgeSample, KINDS, type Sample, samplesOf } from './every-sample.ts';

/**
 * A part of the contract suite: what every sample of every kind is judged to be, whole, with evidence, values, measurements,
 * fingerprints, and what ties it to other findings.
 * `UPDATE_GOLDEN=1 npm test -- test/probes/contract.test.ts` writes the files anew; the diff is then read.
 */
const FOLDER = new URL('./judged/', import.meta.url);
const update = process.env.UPDATE_GOLDEN === '1';

/** Certificates are made for each run: what is random or of this minute in them is not held. */
const OF_THIS_RUN: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{16}…|\b[0-9a-f]{64}\b/g, '(hash)'],
  [/(?<="DaysUntilExpiry","value":)\d{3,}/g, '"(days)"'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '(time)'],
];

for (const probe of KINDS) {
  test(`${probe.kind}: an observation survives JSON, and so does what is made of it`, async () => {
    for (const sample of (await samplesOf(probe.kind)).samples) {
      assertSurvivesJson(sample.observation);
      assertSurvivesJson(judgeSample(probe, sample));
    }
  });

  test(`${probe.kind}: what may explain a fault is another kind`, async () => {
    for (const { spec, observation } of (await samplesOf(probe.kind)).samples) {
      const parsed = probe.spec.safeParse(spec);
      assert(parsed.success);
      for (const { reason, dueTo } of probe.judge([{ spec: parsed.data, observation }]).faults)
        assert(dueTo === undefined || KINDS.some(({ kind }) => kind === dueTo), `${reason}: ${dueTo}`);
    }
  });

  const file = new URL(`${probe.kind}.txt`, FOLDER);
  // A kind without one has it among what is left to write.
  if (!update && !existsSync(file)) continue;
  test(`${probe.kind}: its samples are judged as they were approved (UPDATE_GOLDEN=1 renews)`, async () => {
    let text = (await samplesOf(probe.kind)).samples
      .map((sample) => `${linesOf(probe, sample).join('\n')}\n`)
      .join('\n');
    for (const [pattern, shown] of OF_THIS_RUN) text = text.replaceAll(pattern, shown);
    if (update) writeFileSync(file, text);
    assert.deepEqual(text.split('\n'), readFileSync(file, 'utf8').split('\n'));
  });
}

function linesOf(probe: Probe, sample: Sample): readonly string[] {
  const finding = judgeSample(probe, sample);
  const { status, reason, severity, evidence, faults, measurements, explanations } = finding;
  const spec = probe.spec.safeParse(sample.spec);
  const judged = spec.success
    ? probe.judge([{ spec: spec.data, observation: sample.observation }])
    : undefined;
  const all = {
    evidence,
    faults,
    measurements,
    explanations,
    fingerprints: probe.fingerprints?.(finding) ?? [],
    between: judged?.faults.flatMap(({ reason, subject, dueTo, explains, towards }) =>
      [dueTo, explains, towards].some((one) => one !== undefined)
        ? [{ reason, subject, dueTo, explains, towards }]
        : [],
    ),
    correlationKeys: judged?.correlationKeys,
  };
  return [
    [status, reason, severity].filter((one) => one !== null).join(' '),
    ...Object.entries(all).flatMap(([name, list = []]) =>
      list.map((one) => `  ${name} ${JSON.stringify(one)}`),
    ),
  ];
}

test('no approved file is left of a kind that is no more', () => {
  const kinds = KINDS.map(({ kind }) => `${kind}.txt`);
  const left = readdirSync(FOLDER).filter((file) => !kinds.includes(file));
  if (update) for (const file of left) rmSync(new URL(file, FOLDER));
  else assert.deepEqual(left, []);
});
