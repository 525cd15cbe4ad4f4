import type { MtuAnswer, MtuObservation } from '../../../lib/probes/mtu/observe.ts';
import type { MtuReason, MtuSpec } from '../../../lib/probes/mtu/spec.ts';

const spec: MtuSpec = { host: 'server.example.com', port: 443 };
export const specs: readonly MtuSpec[] = [spec, { host: '10.0.1.5', port: 443, servername: 'a.example.com' }];

function asked(...answers: readonly MtuAnswer[]): MtuObservation {
  return { outcome: 'asked', answers };
}
const address = '10.0.1.5';
const full: MtuAnswer = { address, outcome: 'measured', largestPassedBytes: 1500 };

/** Every outcome, and every reason. */
export const samples: readonly {
  readonly spec: MtuSpec;
  readonly observation: MtuObservation;
  readonly expect: { readonly status: string; readonly reason: MtuReason | 'blocked-by' | null };
}[] = [
  { spec, observation: asked(full), expect: { status: 'healthy', reason: null } },
  {
    spec,
    observation: asked({ ...full, kernel: { pathBytes: 1500, interfaceBytes: 9001 } }),
    expect: { status: 'healthy', reason: null },
  },
  {
    spec,
    observation: asked(full, {
      ...full,
      address: '10.0.2.5',
      largestPassedBytes: 1380,
      smallestLostBytes: 1400,
    }),
    expect: { status: 'failed', reason: 'mtu-blackhole' },
  },
  {
    spec,
    observation: asked({ address: '2001:db8::5', outcome: 'answers-lost' }),
    expect: { status: 'failed', reason: 'mtu-blackhole' },
  },
  {
    spec,
    observation: asked({
      ...full,
      address: '2001:db8::5',
      largestPassedBytes: 1380,
      smallestLostBytes: 1400,
    }),
    expect: { status: 'failed', reason: 'mtu-blackhole' },
  },
  {
    spec,
    observation: asked({ ...full, kernel: { pathBytes: 1400, interfaceBytes: 1500 } }),
    expect: { status: 'degraded', reason: 'mtu-reduced' },
  },
  {
    spec,
    observation: asked({ address, outcome: 'not-answered' }),
    expect: { status: 'unknown', reason: 'mtu-not-measured' },
  },
  {
    spec,
    observation: { outcome: 'unresolved', lookup: 'no-such-name' },
    expect: { status: 'unknown', reason: 'mtu-not-measured' },
  },
];
