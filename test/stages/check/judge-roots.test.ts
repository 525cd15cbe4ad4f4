import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Observation, Question } from '../../../lib/core/observation.ts';
import { defineProbe, type JudgedFault, type Probe } from '../../../lib/core/probe.ts';
import { judgeAll } from '../../../lib/stages/check/judge.ts';

/** A kind that judges whatever its observation says. */
function kind(name: string, from: 'vantage' | 'control' = 'control'): Probe {
  const texts = async () => ({ texts: { healthy: '', reasons: {} } });
  return defineProbe({
    kind: name,
    from,
    needs: [],
    permissions: [],
    hops: [{ name: 'port' as const }],
    spec: { safeParse: () => ({ success: true as const, data: {} }) },
    observe: async () => ({ outcome: 'seen', faults: [] as readonly JudgedFault<string>[] }),
    reasons: {
      [`${name}-bad`]: { status: 'failed', severity: 'critical' },
      [`${name}-worse`]: { status: 'failed', severity: 'critical' },
    },
    judge: (asked) => ({
      evidence: [{ subject: 'thing', outcome: 'seen' }],
      faults: asked.flatMap(({ observation }) => observation.faults),
    }),
    measure: () => [],
    runbook: {
      en: texts,
      ko: texts,
      fr: texts,
      remedies: async () => ({ remedies: {} }),
    },
  }) as unknown as Probe;
}

const NAME = kind('name', 'vantage');
const PORT = kind('port', 'vantage');
const LINK = kind('link');
const TABLE = kind('table');
const PROBES = [NAME, PORT, LINK, TABLE];

type ConfigIssue = JudgedFault<string>;
const fault = (reason: string, more: Partial<ConfigIssue> = {}): ConfigIssue => ({
  reason,
  subject: 'thing',
  ...more,
});
const root = (reason: string, more: Partial<ConfigIssue> = {}) =>
  fault(reason, { explains: 'target', ...more });

function judged(...seen: readonly (readonly [kind: string, target: string, ...faults: ConfigIssue[]])[]) {
  const answered = seen.map(([kindName, target, ...faults]) => {
    const question: Question = { kind: kindName };
    const observation: Observation & { faults: readonly ConfigIssue[] } = { outcome: 'seen', faults };
    return { planned: { vantage: 'here', target, question, shown: true }, observation };
  });
  return judgeAll(answered, PROBES).map(
    ({ target, check, status, reason, faults }) =>
      `${target} ${check} ${status} ${reason ?? '-'} ${faults.flatMap(({ blockedBy }) => blockedBy?.reason ?? []).join(',')}`,
  );
}

test('what explains a target explains every fault of its other kinds, whatever they are about', () => {
  assert.deepEqual(
    judged(
      ['port', 'site', fault('port-bad', { subject: '10.60.1.10:22', address: '10.60.1.10', port: 22 })],
      ['link', 'site', root('link-bad', { subject: 'vpn-1' })],
    ),
    ['site port unknown blocked-by link-bad', 'site link failed link-bad '],
  );
});

test('what is blocked says whether by the whole target or by what it is due to', () => {
  const because = (dueTo: string) =>
    judgeAll(
      [
        ['link', 'site', [root('link-bad')]],
        ['port', 'other', [fault('port-bad')]],
        ['table', dueTo, [fault('table-bad', { dueTo: 'port' })]],
      ].map(([kindName, target, faults]) => ({
        planned: {
          vantage: 'here',
          target: String(target),
          question: { kind: String(kindName) },
          shown: true,
        },
        observation: { outcome: 'seen', faults } as Observation,
      })),
      PROBES,
    ).flatMap(({ faults }) => faults.flatMap(({ blockedBy }) => blockedBy ?? []));
  const [whole] = because('site');
  assert.deepEqual(whole, { target: 'site', check: 'link', reason: 'link-bad', because: 'whole-target' });
  const [due] = because('other');
  assert.deepEqual(due, { target: 'other', check: 'port', reason: 'port-bad', because: 'due-to' });
});

test('it explains nothing of another target, and nothing that is well', () => {
  assert.deepEqual(
    judged(['port', 'elsewhere', fault('port-bad')], ['port', 'site'], ['link', 'site', root('link-bad')]),
    ['elsewhere port failed port-bad ', 'site port healthy - ', 'site link failed link-bad '],
  );
});

test('what is only degraded or unknown explains nothing', () => {
  for (const status of ['degraded', 'unknown'] as const) {
    assert.deepEqual(
      judged(['port', 'site', fault('port-bad')], ['link', 'site', root('link-bad', { status })]),
      ['site port failed port-bad ', `site link ${status} link-bad `],
    );
  }
});

test('of two that explain the target, the first in the registry is the cause of the other', () => {
  assert.deepEqual(
    judged(
      ['port', 'site', fault('port-bad')],
      ['link', 'site', root('link-bad')],
      ['table', 'site', root('table-bad')],
    ),
    [
      'site port unknown blocked-by link-bad',
      'site link failed link-bad ',
      'site table unknown blocked-by link-bad',
    ],
  );
});

test('the gravest of several names the cause, and a kind does not explain itself', () => {
  assert.deepEqual(
    judged(
      ['port', 'site', fault('port-bad')],
      ['link', 'site', root('link-worse'), root('link-bad'), fault('link-worse')],
    ),
    ['site port unknown blocked-by link-bad', 'site link failed link-bad '],
  );
});

test('it comes before what the kind itself is due to', () => {
  assert.deepEqual(
    judged(
      ['name', 'site', fault('name-bad')],
      ['port', 'site', fault('port-bad', { dueTo: 'name' })],
      ['link', 'site', root('link-bad')],
    ),
    [
      'site name unknown blocked-by link-bad',
      'site port unknown blocked-by link-bad',
      'site link failed link-bad ',
    ],
  );
});

test('what could not be asked stays what it is', () => {
  const answered = [
    { kind: 'port', observation: { outcome: 'out-of-time', waitedMs: 1 } },
    { kind: 'link', observation: { outcome: 'seen', faults: [root('link-bad')] } },
  ].map(({ kind: name, observation }) => ({
    planned: { vantage: 'here', target: 'site', question: { kind: name }, shown: true },
    observation,
  }));
  assert.deepEqual(
    judgeAll(answered, PROBES).map(({ reason }) => reason),
    ['out-of-time', 'link-bad'],
  );
});
