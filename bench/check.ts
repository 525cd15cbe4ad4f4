/**
 * How long a check of one VPC endpoint takes at a distance: three addresses, six ports, 50 ms round trip.
 *
 *   sudo node bench/check.ts [RUNS]
 *
 * Whole checks and each of their questions alone are measured in turn, so that a busy machine slows both
 * alike, and compared by their medians. Aims: a whole check takes at most 1.2 times its slowest question
 * (look-up included); one whose ports are all filtered takes one --timeout in all.
 */
import { PROBES } from '../lib/probes/registry.ts';
import { planQuestions } from '../lib/stages/check/plan.ts';
import { askFrom } from '../test/lab/support/ask.ts';
import { checkFrom } from '../test/lab/support/check.ts';
import { startEndpoint } from '../test/lab/support/endpoint.ts';
import { makeGenuine } from '../test/lab/support/genuine.ts';
import { startNameServer } from '../test/lab/support/name-server.ts';
import {
  ENDPOINT,
  ENDPOINT_RECORDS,
  ENDPOINT_ZONE,
  REGION,
  SUPPORT_PORT,
} from '../test/lab/support/names.ts';
import { whyNot } from '../test/lab/support/prerequisites.ts';
import { setRules } from '../test/lab/support/rules.ts';
import { openSite, SITE } from '../test/lab/support/site.ts';
import { startSsh } from '../test/lab/support/ssh.ts';
import { median } from './measure.ts';

const ROUND_TRIP_MS = 50;
const TIMEOUT_MS = 2000;
const AIMS = { whole: 1.2, filtered: 1.15 } as const;

const reason = whyNot(['ip', 'nft', 'gcc', 'knotd', 'nginx', 'sshd']);
if (reason !== undefined) {
  process.stderr.write(`the bench needs the lab: ${reason}\n`);
  process.exit(1);
}
const runs = Number(process.argv[2] ?? 9);
const cleanUps: (() => Promise<void>)[] = [];
const scope = { after: (cleanUp: () => Promise<void>) => void cleanUps.push(cleanUp) };
try {
  await measure();
} finally {
  for (const cleanUp of cleanUps) await cleanUp();
}

async function measure(): Promise<void> {
  const { client, router, server } = await openSite(scope, { roundTripMs: ROUND_TRIP_MS });
  const genuine = await makeGenuine(scope);
  const zones = { [ENDPOINT_ZONE]: ENDPOINT_RECORDS };
  await startNameServer(scope, server, { address: SITE.nameServer, zones });
  await startEndpoint(scope, server, genuine.ports);
  await startSsh(scope, server, { port: SUPPORT_PORT });

  const flags = ['--endpoint', ENDPOINT, '--trust', genuine.trustFile];
  const { name, organisation, spki } = genuine.root;
  const { questions } = planQuestions(
    {
      vantage: 'local',
      targets: [
        {
          name: 'endpoint',
          type: 'storage-gateway-endpoint',
          fields: { endpoint: ENDPOINT, region: REGION },
        },
      ],
      context: { endpoints: new Map(), trust: [{ name, organisation, spki }] },
      timeoutMs: TIMEOUT_MS,
      attempts: 2,
    },
    PROBES,
  );

  const whole: number[] = [];
  const alone = questions.map((): number[] => []);
  for (let run = 0; run < runs; run += 1) {
    const { report } = await checkFrom(client, flags);
    if (report.totals.healthy !== report.findings.length) throw new Error('the endpoint is not healthy');
    whole.push(report.durationMs);
    for (const [index, { question }] of questions.entries()) {
      const { elapsedMs } = await askFrom(client, [question]);
      alone[index]?.push(elapsedMs);
    }
  }
  await setRules(router, [{ does: 'drop' }]);
  const filtered: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const { report } = await checkFrom(client, [...flags, '--timeout', `${TIMEOUT_MS}ms`]);
    filtered.push(report.durationMs);
  }

  for (const [index, { question }] of questions.entries()) {
    const { kind, port } = question;
    print(`${kind}${typeof port === 'number' ? ` ${port}` : ''} alone, with its look-up`, alone[index] ?? []);
  }
  print('the whole check', whole);
  print('all ports filtered', filtered);
  const slowest = Math.max(...alone.map(median));
  printRatio('whole check / slowest question', median(whole) / slowest, AIMS.whole);
  printRatio('filtered check / --timeout', median(filtered) / TIMEOUT_MS, AIMS.filtered);
}

function print(what: string, values: readonly number[]): void {
  const [low, middle, high] = [Math.min(...values), median(values), Math.max(...values)].map(Math.round);
  process.stdout.write(`${what.padEnd(40)} ${middle} ms (${low}-${high})\n`);
}

function printRatio(what: string, ratio: number, aim: number): void {
  process.stdout.write(`${what.padEnd(40)} ${ratio.toFixed(2)} (aim: at most ${aim})\n`);
  if (ratio > aim) process.exitCode = 1;
}
