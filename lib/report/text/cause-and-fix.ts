import type { Explanation } from '../../core/finding.ts';
import type { RenderedFinding } from '../../core/report.ts';
import { isWebAddress } from './parts.ts';

/** What somebody who is in a hurry needs of a finding. */
export interface CauseAndFix {
  /** One or two sentences: what was found. */
  readonly what: string;
  readonly cause: string | undefined;
  /** A rule, route or setting was read; else it is what is most likely. */
  readonly isProved: boolean;
  /** Commands to paste; or, where it is no command, what the next step is about. */
  readonly fix: readonly string[];
  readonly isCommand: boolean;
  /** The finding that shows the commands: several have one cause. */
  readonly shownAt: string | undefined;
  /** The first step, where no command fixes it. */
  readonly next: string | undefined;
  /** A command that shows more, where none fixes it. */
  readonly command: string | undefined;
  readonly reference: string | undefined;
  /** Further explanations, which are not this one. */
  readonly moreCauses: number;
}

/** The cause and the fix that come first: the explanation's, else what the runbook holds likeliest. */
export function causeAndFix({
  summary,
  explanations,
  explanationsLeftOut,
  runbook,
  betweenVantages,
}: RenderedFinding): CauseAndFix {
  const explanation = explanations.find(({ fix }) => fix !== '') ?? explanations[0];
  const because = explanation?.because;
  const found =
    because !== undefined && summary.endsWith(because) ? summary.slice(0, -because.length).trim() : summary;
  const what = betweenVantages === undefined ? found : `${found} ${betweenVantages.sentence}`;
  const shownAt = typeof explanation?.fixShownAt === 'string' ? explanation.fixShownAt : undefined;
  const fix =
    explanation === undefined || explanation.fix === '' || shownAt !== undefined
      ? []
      : explanation.fix.split('\n');
  const isCommand = fix.length > 0 && explanation !== undefined && isCommandFix(explanation);
  return {
    what,
    cause: because ?? runbook?.causes[0],
    isProved: because !== undefined,
    fix,
    isCommand,
    shownAt,
    next: runbook?.steps[0],
    command: runbook?.commands[0],
    reference: runbook?.links.find(isWebAddress),
    moreCauses: Math.max(0, explanations.length - 1) + (explanationsLeftOut ?? 0),
  };
}

/** An explanation that is told in the summary says in a sentence what to do; every other one ends in commands. */
export function isCommandFix({ fix, inSummary }: Explanation): boolean {
  return fix !== '' && inSummary !== true;
}

/** Where its reason was found, each place once, in short: `:1031 (10.0.1.5)`, for the target is named beside it. */
export function placesOfFinding({
  faults,
  reason,
}: Pick<RenderedFinding, 'faults' | 'reason'>): readonly string[] {
  const places = faults
    .filter((fault) => fault.reason === reason)
    .map(({ subject, address, port }) => {
      const short = port === undefined || !subject.endsWith(`:${port}`) ? subject : `:${port}`;
      return address === undefined || subject.includes(address) ? short : `${short} (${address})`;
    });
  return [...new Set(places)];
}
