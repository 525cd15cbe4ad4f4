import { InputError } from '../core/errors.ts';
import { LOCALES } from '../core/locale.ts';
import type { PlannedQuestion } from '../core/plan.ts';
import type { Report } from '../core/report.ts';
import { systemClock } from '../core/time.ts';
import { serverAddress } from '../net/resolve.ts';
import { PROBES } from '../probes/registry.ts';
import { runChecks } from '../stages/check/run-checks.ts';
import type { Target } from '../targets/target.ts';
import { askLocally } from './ask-locally.ts';
import type { CheckOptions } from './check-options.ts';
import { canRedraw, openLiveTable } from './live-table.ts';
import { paintFor } from './paint.ts';
import type { Streams } from './streams.ts';

/**
 * Looks at the targets from this machine, with a live table on a terminal. With `debug` there is none: its lines and
 * the table would overwrite each other.
 *
 * @param types - what the targets' types mean; default those of gatewatch.yaml
 */
export async function runFromHere(
  options: CheckOptions,
  { stdout, stderr }: Streams,
  types?: readonly Target[],
): Promise<Report> {
  const { timeoutMs, longestMs, attempts, trust, identity, dnsServer, kinds, targets, siblings, debug } =
    options;
  const locale = options.locale ?? LOCALES[0];
  const dnsServers = dnsServer === undefined ? undefined : [await dnsAddress(dnsServer)];
  const live = options.output === 'words' && !debug && canRedraw(stdout, process.env.TERM);
  const paint = paintFor(stdout);
  const { report } = await runChecks(
    {
      vantage: 'local',
      place: 'local',
      locale,
      targets,
      ...(types !== undefined && { types }),
      context: {
        endpoints: new Map(),
        siblings,
        reachesInternet: true,
        ...(trust !== undefined && { trust }),
      },
      withoutAws: true,
      timeoutMs,
      ...(longestMs !== undefined && { longestMs }),
      attempts,
      ...(kinds !== undefined && { kinds }),
    },
    {
      probes: PROBES,
      clock: systemClock,
      ask: async (questions) => {
        if (kinds !== undefined && !questions.some(({ shown }) => shown)) throw nothingToAsk(kinds);
        const table = live
          ? openLiveTable(questions, { stream: stdout, probes: PROBES, locale, paint })
          : undefined;
        try {
          return await askLocally(questions, {
            probes: PROBES,
            timeoutMs,
            ...(dnsServers !== undefined && { dnsServers }),
            ...(identity !== undefined && { identity }),
            onAnswer: (index, observation) => {
              table?.onAnswer(index, observation);
              if (debug) writeDebug(stderr, questions[index], observation);
            },
            ...(debug && {
              onCrash: (error) => stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
            }),
          });
        } finally {
          table?.close();
        }
      },
    },
  );
  if (debug) for (const line of blockedLines(report)) stderr.write(`${line}\n`);
  return report;
}

/** Which rule made a fault `blocked-by`, a line each. */
function blockedLines({ findings }: Report): readonly string[] {
  return findings.flatMap(({ target, check, faults }) =>
    faults.flatMap(({ subject, blockedBy }) =>
      blockedBy === undefined ? [] : [JSON.stringify({ target, check, subject, blockedBy })],
    ),
  );
}

/** A script must not read "nothing failed" where nothing was asked. */
function nothingToAsk(kinds: readonly string[]): InputError {
  const message = `nothing to ask: none of the targets has the check ${kinds.join(', ')} from here`;
  return new InputError('bad-usage', [{ path: '--only', message }]);
}

function writeDebug(
  stderr: NodeJS.WriteStream,
  planned: PlannedQuestion | undefined,
  observation: unknown,
): void {
  stderr.write(`${JSON.stringify({ target: planned?.target, question: planned?.question, observation })}\n`);
}

/** The address of `--dns`, whose own name only the system can look up. */
async function dnsAddress(server: NonNullable<CheckOptions['dnsServer']>): Promise<string> {
  try {
    return await serverAddress(server);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    const message = `cannot look up the DNS server's own name "${server.host}" (${code}): give its address`;
    throw new InputError('bad-usage', [{ path: '--dns', message }]);
  }
}
