/** Files that are changed together, and the tests that should notice: few and fast, so that a mutant costs a second or two. */
export interface MutationArea {
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
}

export const MUTATION_AREAS: readonly MutationArea[] = [
  { mutate: ['lib/wire/ntp.ts'], tests: ['test/wire/ntp.test.ts'] },
  { mutate: ['lib/probes/openvpn/packet.ts'], tests: ['test/probes/openvpn/packet.test.ts'] },
  { mutate: ['lib/probes/ike/message.ts'], tests: ['test/probes/ike/message.test.ts'] },
  { mutate: ['lib/probes/dns/judge.ts'], tests: ['test/probes/dns/judge.test.ts'] },
  {
    mutate: ['lib/probes/ntp/judge.ts', 'lib/probes/ntp/consensus.ts'],
    tests: ['test/probes/ntp/judge.test.ts'],
  },
];
