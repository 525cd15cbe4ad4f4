import { evaluatePath } from '../lib/explain/evaluate.ts';
import { explainPaths } from '../lib/explain/explanation.ts';
import type { NetworkState, PathEnd, PathQuestion } from '../lib/explain/packet.ts';
import { indexState } from '../lib/explain/state-index.ts';
import { median } from './measure.ts';

/**
 * How long one finding takes to explain in a large account: 5,000 interfaces, 2,000 groups of 20 rules, 500 route
 * tables. Medians of five; the state is indexed once for all findings of a run.
 */
const INTERFACES = 5000;
const GROUPS = 2000;
const TABLES = 500;
const ROUNDS = 5;

const cidr = (at: number) => `10.${at >> 8}.${at & 255}.0/24`;
const subnets = Array.from({ length: TABLES }, (_, at) => ({
  id: `subnet-${at}`,
  vpcId: 'vpc-1',
  cidrs: [cidr(at)],
  availabilityZone: 'ap-northeast-2a',
}));
const anywhere = {
  protocol: '-1',
  fromPort: null,
  toPort: null,
  peer: { kind: 'cidr', cidr: '0.0.0.0/0' },
} as const;
const state: NetworkState = {
  vpcs: [{ id: 'vpc-1', cidrs: ['10.0.0.0/8'] }],
  securityGroups: Array.from({ length: GROUPS }, (_, at) => ({
    id: `sg-${at}`,
    name: `sg-${at}`,
    vpcId: 'vpc-1',
    rules: [
      { direction: 'egress' as const, ...anywhere },
      ...Array.from({ length: 20 }, (_rule, port) => ({
        direction: 'ingress' as const,
        protocol: 'tcp',
        fromPort: 2000 + port,
        toPort: 2000 + port,
        peer: { kind: 'cidr' as const, cidr: cidr((at + port) % TABLES) },
      })),
    ],
  })),
  networkAcls: subnets.map(({ id }) => ({
    id: `acl-${id}`,
    vpcId: 'vpc-1',
    isDefault: false,
    subnetIds: [id],
    entries: [true, false].flatMap((egress) =>
      Array.from({ length: 10 }, (_, at) => ({
        ruleNumber: 100 + at,
        egress,
        protocol: at === 9 ? '-1' : '6',
        action: 'allow' as const,
        cidr: at === 9 ? '0.0.0.0/0' : cidr(at),
        fromPort: null,
        toPort: null,
      })),
    ),
  })),
  routeTables: subnets.map(({ id }) => ({
    id: `rtb-${id}`,
    vpcId: 'vpc-1',
    isMain: false,
    subnetIds: [id],
    propagatingGatewayIds: [],
    routes: [
      {
        destination: { kind: 'cidr' as const, cidr: '10.0.0.0/8' },
        target: { kind: 'local' as const, id: 'local' },
        state: 'active' as const,
        origin: 'table' as const,
      },
      ...Array.from({ length: 50 }, (_, at) => ({
        destination: { kind: 'cidr' as const, cidr: `172.${16 + (at >> 4)}.${at}.0/24` },
        target: { kind: 'transit-gateway' as const, id: 'tgw-1' },
        state: 'active' as const,
        origin: 'created' as const,
      })),
    ],
  })),
  prefixLists: [],
};
const ends = Array.from({ length: INTERFACES }, (_, at): PathEnd => {
  const subnet = subnets[at % TABLES];
  if (subnet === undefined) throw new Error('there is a subnet for each interface');
  return {
    address: subnet.cidrs[0]?.replace('0/24', String(4 + Math.floor(at / TABLES))) ?? '',
    interfaceId: `eni-${at}`,
    vpcId: 'vpc-1',
    subnet,
    securityGroupIds: [`sg-${at % GROUPS}`],
    publicAddresses: [],
  };
});

function round(): { readonly indexMs: number; readonly findingMs: number; readonly blocked: number } {
  const started = performance.now();
  const index = indexState(state);
  const indexed = performance.now();
  let blocked = 0;
  for (const [at, from] of ends.entries()) {
    const to = ends[(at * 7 + 1) % INTERFACES];
    if (to === undefined) continue;
    const question: PathQuestion = { from, to, protocol: 'tcp', port: 443 };
    blocked += explainPaths([{ question, verdict: evaluatePath(question, index) }], index).length;
  }
  const done = performance.now();
  return { indexMs: indexed - started, findingMs: (done - indexed) / INTERFACES, blocked };
}

const rounds = Array.from({ length: ROUNDS }, round);
console.log(`${INTERFACES} interfaces, ${GROUPS} groups, ${TABLES} route tables; median of ${ROUNDS} rounds`);
console.log(`index of the state   ${median(rounds.map((one) => one.indexMs)).toFixed(1)} ms, once`);
console.log(
  `one finding          ${median(rounds.map((one) => one.findingMs)).toFixed(3)} ms (${rounds[0]?.blocked} explanations)`,
);
