/** Asks and judges in a process of its own, and tells what processor time that took: for `bench/side-by-side.ts`. */
import { readFile } from 'node:fs/promises';
import type { JsonObject } from '../lib/core/json.ts';
import type { PlannedQuestion } from '../lib/core/plan.ts';
import { deadlineIn, systemClock } from '../lib/core/time.ts';
import { createResolver } from '../lib/net/resolve.ts';
import { PROBES } from '../lib/probes/registry.ts';
import { judgeAll } from '../lib/stages/check/judge.ts';
import { askAll } from '../lib/stages/check/probe.ts';

interface Spec {
  readonly how: 'tcp' | 'ports' | 'tls';
  readonly targets: readonly (readonly [address: string, port: number])[];
  readonly portsAQuestion: number;
  /** What a question's `trust` is. */
  readonly trust?: JsonObject;
}

const { how, targets, portsAQuestion, trust } = JSON.parse(
  await readFile(process.argv[2] ?? '', 'utf8'),
) as Spec;
const questions = questionsOf();
const planned = questions.map(
  (question, index): PlannedQuestion => ({ vantage: 'bench', target: `t${index}`, shown: true, question }),
);
const before = process.cpuUsage();
const observations = await askAll(questions, {
  probes: PROBES,
  clock: systemClock,
  names: createResolver({ timeoutMs: 1000 }),
  deadline: deadlineIn(systemClock, 600_000),
});
const findings = judgeAll(
  planned.flatMap((one, index) => {
    const observation = observations[index];
    return observation === undefined ? [] : [{ planned: one, observation }];
  }),
  PROBES,
);
const { user, system } = process.cpuUsage(before);
const wrong = findings.find(({ status }) => status !== 'healthy');
process.stdout.write(
  JSON.stringify({
    cpuSeconds: (user + system) / 1e6,
    healthy: wrong === undefined,
    wrong: wrong?.faults[0],
  }),
);

function questionsOf() {
  if (how === 'tcp') return targets.map(([host, port]) => ({ kind: 'port', host, ports: [{ port }] }));
  if (how === 'ports') {
    const ofHost = Map.groupBy(targets, ([host]) => host);
    return [...ofHost].map(([host, all]) => ({
      kind: 'port',
      host,
      ports: all.slice(0, portsAQuestion).map(([, port]) => ({ port })),
    }));
  }
  return targets.map(([host, port]) => ({
    kind: 'tls',
    host,
    port,
    servername: 'bench.test',
    acceptNames: ['bench.test'],
    trust: trust ?? 'public',
  }));
}
