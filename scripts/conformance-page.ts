import type { LimboResult } from './limbo.ts';
import { differenceOf, WAIVERS, type Waiver, waiverOf } from './limbo-waivers.ts';

/** What a run comes to. */
export interface ConformanceFigures {
  readonly cases: number;
  /** Two for each case: one of each judge. */
  readonly verdicts: number;
  readonly unlikeOpenssl: number;
  readonly unlikeExpected: number;
  readonly unexplained: number;
  readonly slowestMs: number;
}

export function summarise(results: readonly LimboResult[]): ConformanceFigures {
  const count = (against: Waiver['against']) => results.filter((one) => differenceOf(one) === against).length;
  const different = results.filter((one) => differenceOf(one) !== undefined);
  return {
    cases: new Set(results.map(({ id }) => id)).size,
    verdicts: results.length,
    unlikeOpenssl: count('openssl'),
    unlikeExpected: count('expectation'),
    unexplained: different.filter((one) => waiverOf(one) === undefined).length,
    slowestMs: Math.ceil(Math.max(0, ...results.map(({ tookMs }) => tookMs))),
  };
}

/** One result in one line. */
export function describeResult({ id, judge, expected, ours, openssl }: LimboResult): string {
  const word = (accepted: boolean | undefined) =>
    accepted === undefined ? 'not asked' : accepted ? 'accepted' : 'refused';
  const because = (why: string) => (why === '' ? '' : ` (${why.slice(0, 120)})`);
  return `${id} [${judge}] expected ${word(expected)}; OpenSSL ${word(openssl.accepted)}${because(openssl.why)}; ours ${word(ours.accepted)}${because(ours.why)}`;
}

/** docs/conformance.md: the figures of one run, and every waiver with its reason. */
export function conformancePage(
  figures: ConformanceFigures,
  { on, openssl }: { readonly on: string; readonly openssl: string },
): string {
  return `# Conformance of the certificate judges

<!-- Written by \`npm run conformance -- --limbo FILE --write\`; the waivers stand in scripts/limbo-waivers.ts. -->

gatewatch calls a certificate chain healthy only where clients take it. [x509-limbo](https://x509-limbo.com) is a suite of
chains with one peculiarity each. Both judges are run over it, the one of servers (\`tls\`, \`proxy\`) and the one of clients
(\`gatewatch client-cert\`), beside \`openssl verify\`.

| run on ${on} with ${openssl} | |
|---|---|
| command | \`npm run conformance -- --limbo limbo.json.gz\` |
| cases | ${figures.cases} |
| verdicts, one of each judge | ${figures.verdicts} |
| unlike OpenSSL's | ${figures.unlikeOpenssl} |
| like OpenSSL's, unlike what the suite expects | ${figures.unlikeExpected} |
| not explained below | ${figures.unexplained} |

CI runs a part of the suite (\`test/trust/limbo\`), and the whole file where it is at hand (\`LIMBO_FILE\`).

## Where we differ from OpenSSL

${tableOf('openssl')}

## Where OpenSSL and we differ from the suite

The suite holds certificates to every rule for CAs. A client holds them to fewer, and the verdict is a client's.

${tableOf('expectation')}
`;
}

function tableOf(against: Waiver['against']): string {
  const rows = WAIVERS.filter((one) => one.against === against).map(
    ({ cases, judges, reason }) =>
      `| ${cases.map((one) => `\`${one}\``).join('<br>')} | ${judges.join(', ')} | ${reason} |`,
  );
  return ['| cases | judge | why |', '|---|---|---|', ...rows].join('\n');
}
