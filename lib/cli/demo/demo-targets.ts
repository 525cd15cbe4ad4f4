import * as z from 'zod/mini';
import type { PlannedTarget } from '../../core/plan.ts';
import { hostQuestions, tlsQuestion } from '../../targets/questions.ts';
import { defineTarget, type Target } from '../../targets/target.ts';
import { DEMO_HOSTS } from './hosts.ts';
import type { DemoLab } from './lab.ts';

const portField = z.strictObject({ port: z.number(), serves: z.string() });

/** An endpoint of the lab. It has the ports of a real one, on numbers that need no rights. */
const demoEndpoint = defineTarget({
  type: 'demo-endpoint',
  fields: z.lazy(() => z.strictObject({ host: z.string(), ports: z.array(portField) })),
  questions: ({ host, ports }, { trust = [] }) => ({
    outcome: 'asks',
    questions: [
      ...hostQuestions(host, ports, { expect: 'private' }),
      ...ports.map(({ port, serves }) => tlsQuestion({ host, port, serves, trust: { roots: trust } })),
    ],
  }),
});

const demoTime = defineTarget({
  type: 'demo-time',
  fields: z.lazy(() =>
    z.strictObject({ servers: z.array(z.strictObject({ host: z.string(), port: z.number() })) }),
  ),
  questions: ({ servers }) => ({ outcome: 'asks', questions: [{ kind: 'ntp', hosts: servers }] }),
});

export const DEMO_TYPES: readonly Target[] = [demoEndpoint, demoTime];

/** What the demonstration watches: one of each sort of trouble beside a healthy path. */
export function demoTargets(lab: DemoLab): readonly PlannedTarget[] {
  const endpoint = (
    name: string,
    host: string,
    ports: readonly z.infer<typeof portField>[],
  ): PlannedTarget => ({
    name,
    type: 'demo-endpoint',
    fields: { host, ports },
  });
  return [
    endpoint('endpoint-healthy', DEMO_HOSTS.healthy, [{ port: lab.healthyPort, serves: 'client-cp' }]),
    endpoint('endpoint-intercepted', DEMO_HOSTS.intercepted, [
      { port: lab.interceptedPort, serves: 'client-cp' },
    ]),
    endpoint('endpoint-refused', DEMO_HOSTS.refused, [
      { port: lab.healthyPort, serves: 'client-cp' },
      { port: lab.refusedPort, serves: 'anon-cp' },
    ]),
    endpoint('endpoint-silent', DEMO_HOSTS.silent, [
      { port: lab.healthyPort, serves: 'client-cp' },
      { port: lab.silentPort, serves: 'dp-1' },
    ]),
    {
      name: 'time-pool',
      type: 'demo-time',
      fields: { servers: DEMO_HOSTS.time.map((host, index) => ({ host, port: lab.timePorts[index] })) },
    },
  ];
}
