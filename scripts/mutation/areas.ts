import { globSync } from 'node:fs';

/** Files that are changed one small change at a time, and the tests that should notice. */
export interface MutationArea {
  readonly name: string;
  readonly mutate: readonly string[];
  readonly tests: readonly string[];
  /** What the titles of a test file begin with that are wanted of it; a file that is not named is wanted whole. */
  readonly titles?: Readonly<Record<string, string>>;
}

/** Every kind's samples, and what they are judged to be. */
const EVERY_SAMPLE = 'test/probes/judged-samples.ts';
/** These start another program or take seconds, and would do it for every mutant. */
const TOO_SLOW =
  /(moto|commands|client-vpn\/certificate|proxy|path|conformance|client-view|bounded|our-own-fault)\.test\.ts$/;

function area(name: string, mutate: readonly string[], tests: readonly string[]): MutationArea {
  return {
    name,
    mutate: globSync(mutate).sort(),
    tests: globSync(tests)
      .filter((file) => !TOO_SLOW.test(file))
      .sort(),
  };
}

/** A kind's judges, and the readers of what its peers send. */
const kinds = globSync('lib/probes/*/kind.ts')
  .map((file) => file.split('/').slice(0, 3).join('/'))
  .sort()
  .map((folder) => ({
    ...area(
      folder,
      [
        `${folder}/{judge*,consensus,packet,message,answer,*-log,log-line,log-scan,usual-line,mutual-verdict,maintenance-window,trust-policy}.ts`,
      ],
      [`test/${folder.slice('lib/'.length)}/*.test.ts`, EVERY_SAMPLE],
    ),
    titles: { [EVERY_SAMPLE]: `${folder.slice('lib/probes/'.length)}:` },
  }));

export const MUTATION_AREAS: readonly MutationArea[] = [
  ...kinds,
  area(
    'lib/probes/kit',
    ['lib/probes/kit/{endpoint-policy,findings,fingerprints,gateway}.ts'],
    ['test/probes/kit/*.test.ts', 'test/probes/gateway-load/*.test.ts', EVERY_SAMPLE],
  ),
  area(
    'lib/stages/check',
    ['lib/stages/check/{causes,correlate,correlation-rules}.ts'],
    ['test/stages/check/*.test.ts', EVERY_SAMPLE],
  ),
  area(
    'lib/explain',
    // Not the words of each language.
    ['lib/explain/!(*.en|*.ko|*.fr).ts', 'lib/explain/journey/!(*.en|*.ko|*.fr).ts'],
    ['test/explain/*.test.ts', 'test/probes/published-logs.test.ts'],
  ),
  area(
    'lib/stages/notify',
    ['lib/stages/notify/{decide,incident-*,alert-storm,event-groups,other-vantage,hindered-alarms}.ts'],
    ['test/stages/notify/*.test.ts'],
  ),
  area(
    'lib/wire',
    ['lib/wire/*.ts'],
    [
      'test/wire/*.test.ts',
      'test/trust/chain.test.ts',
      'test/probes/{ike,openvpn}/*.test.ts',
      'test/vpn-config/*.test.ts',
    ],
  ),
  area(
    'lib/net',
    ['lib/net/{alerts,certificate-page,http-head,socks,http-connect,tunnel-reply}.ts'],
    ['test/net/*.test.ts'],
  ),
  {
    // What only remembers is left out: scripts/mutants.ts makes it forget.
    ...area(
      'lib/trust',
      ['lib/trust/!(remembered).ts'],
      [
        'test/trust/*.test.ts',
        'test/probes/{tls,mtls,trust-store}/!(mutual).test.ts',
        'test/catalogue/inspection-products.test.ts',
        EVERY_SAMPLE,
      ],
    ),
    titles: { [EVERY_SAMPLE]: 'tls:' },
  },
  area('lib/vpn-config', ['lib/vpn-config/!(texts.*).ts'], ['test/vpn-config/*.test.ts']),
];
