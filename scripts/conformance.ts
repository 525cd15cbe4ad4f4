/**
 * Runs a file of x509-limbo through both judges beside OpenSSL: `npm run conformance -- --limbo FILE [--write]`.
 *
 * Exit status: 0 every difference is explained, 1 one is not, 2 bad usage. `--write` renews docs/conformance.md.
 */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { conformancePage, describeResult, summarise } from './conformance-page.ts';
import { readLimbo, runLimbo } from './limbo.ts';
import { differenceOf, waiverOf } from './limbo-waivers.ts';

const PAGE = new URL('../docs/conformance.md', import.meta.url);

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { limbo: { type: 'string' }, write: { type: 'boolean' } } });
  if (values.limbo === undefined) {
    process.stderr.write('usage: npm run conformance -- --limbo FILE [--write]\n');
    return 2;
  }
  const results = await runLimbo(await readLimbo(values.limbo));
  for (const result of results) {
    if (differenceOf(result) === undefined) continue;
    const reason = waiverOf(result)?.reason;
    process.stdout.write(`${describeResult(result)}\n    ${reason ?? 'NOT EXPLAINED'}\n`);
  }
  const figures = summarise(results);
  process.stdout.write(
    `\n${figures.cases} cases, ${figures.verdicts} verdicts: ${figures.unlikeOpenssl} unlike OpenSSL, ${figures.unlikeExpected} unlike the suite with OpenSSL, ${figures.unexplained} not explained; slowest ${figures.slowestMs} ms\n`,
  );
  if (values.write === true) {
    const openssl = execFileSync('openssl', ['version']).toString().split(' ').slice(0, 2).join(' ');
    const on = new Date().toISOString().slice(0, 10);
    await writeFile(PAGE, conformancePage(figures, { on, openssl }));
  }
  return figures.unexplained === 0 ? 0 : 1;
}

process.exitCode = await main();
