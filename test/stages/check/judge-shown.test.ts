import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Observation, Question } from '../../../lib/core/observation.ts';
import type { ClockObservation } from '../../../lib/probes/clock/observe.ts';
import type { HelloObservation } from '../../../lib/probes/hello/observe.ts';
import type { PortObservation } from '../../../lib/probes/port/observe.ts';
import { PROBES } from '../../../lib/probes/registry.ts';
import { judgeAll } from '../../../lib/stages/check/judge.ts';
import { observe, read, unreadable } from '../../probes/clock/samples.ts';

const HOST = '10.0.1.20';
const REFUSED = { outcome: 'refused', code: 'ECONNREFUSED', elapsedMs: 1 } as const;
const closed: PortObservation = {
  outcome: 'asked',
  answers: [{ port: 445, address: HOST, attempts: 1, answer: REFUSED }],
};
const unheard: HelloObservation = {
  outcome: 'asked',
  answers: [
    {
      address: HOST,
      attempts: 1,
      elapsedMs: 1,
      answer: { outcome: 'not-connected', tcp: 'refused' },
    },
  ],
};

/** `--only clock` of a gateway whose port 445 is closed: the kinds below are asked, and not shown. */
function onlyClock(clock: ClockObservation): readonly string[] {
  const ask = (question: Question, observation: Observation, shown: boolean) => ({
    planned: { vantage: 'here', target: 'filer', question, shown },
    observation,
  });
  const findings = judgeAll(
    [
      ask({ kind: 'port', host: HOST, ports: [{ port: 445, required: true }] }, closed, false),
      ask({ kind: 'hello', host: HOST, port: 445, protocols: ['smb2'], required: true }, unheard, false),
      ask({ kind: 'clock', host: HOST }, clock, true),
    ],
    PROBES,
  );
  return findings.map(({ check, status, reason }) => `${check} ${status} ${reason ?? '-'}`);
}

test('what explains a finding that is shown is shown with it', () => {
  const dead = observe(unreadable('ntp', 123, 'refused'), unreadable('smb2', 445, 'refused'));
  assert.deepEqual(onlyClock(dead), ['port failed port-refused', 'clock unknown blocked-by']);
});

test('what explains only findings that nobody asked to see is not shown', () => {
  const alive = observe(unreadable('smb2', 445, 'refused'), read('http-date', 80, 100, 501));
  assert.deepEqual(onlyClock(alive), ['clock healthy -']);
});
