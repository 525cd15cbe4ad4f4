import { type ConfigIssue, InputError } from '../core/errors.ts';
import type { Evidence, Measurement } from '../core/finding.ts';
import { LOCALES, type Locale } from '../core/locale.ts';
import {
  type Asked,
  defineProbe,
  type Judged,
  type JudgedFault,
  type ObserveContext,
  type Probe,
  type SpecParser,
} from '../core/probe.ts';
import { COMMON_REASONS, type CommonReason, type ReasonFacts } from '../core/reason.ts';
import type { KindTexts, ReasonText, Remedy } from '../core/runbook.ts';
import { PROBES } from '../probes/registry.ts';
import { TARGETS } from '../targets/registry.ts';

/**
 * A check of somebody else's, in four parts: what may be asked, how to ask, what the answer means, and what a person
 * reads. `runChecks({ kinds: [...] })` asks it beside gatewatch's own.
 *
 * @typeParam S - what a target of this kind says, as `spec` parsed it
 * @typeParam O - what was seen
 * @typeParam R - the reasons it gives
 */
export interface KindDefinition<S, O, R extends string> {
  /** `kebab-case`. It is the check's name in the report, and the `type` of its targets. */
  readonly kind: string;
  /** Parses the fields of a target, without `name` and `type`; a schema of zod is one. */
  readonly spec: SpecParser<S>;
  /**
   * Asks once. What the network does is an answer and never an exception: what is thrown becomes `probe-crashed`.
   * It ends with `context.deadline`; what does not is `out-of-time`.
   */
  readonly observe: (spec: S, context: KindContext) => Promise<O>;
  /** Most severe first: the order decides which of several faults names the finding. */
  readonly reasons: Readonly<Record<R, ReasonFacts>>;
  /** Pure. A fault stands at the `subject` of its evidence. No fault: healthy. */
  readonly judge: (asked: { readonly spec: S; readonly observation: O }) => {
    readonly evidence: readonly Evidence[];
    readonly faults: readonly JudgedFault<R | CommonReason>[];
  };
  /** Numbers worth drawing; default none. */
  readonly measure?: (asked: { readonly spec: S; readonly observation: O }) => readonly Measurement[];
  /** English is needed; a language that is left out is shown in English. `{placeholders}` are values of the fault. */
  readonly texts: { readonly en: KindTexts<R> } & { readonly [L in Locale]?: KindTexts<R> };
  /** Commands and links by reason; default none. */
  readonly remedies?: { readonly [P in R]?: Remedy };
  /** Kinds of gatewatch whose failure at the same subject explains a fault that names it in `dueTo`. */
  readonly needs?: readonly string[];
}

/** What `observe` may use: time, names and cancellation. Sockets are the kind's own business. */
export type KindContext = Pick<ObserveContext, 'clock' | 'deadline' | 'attempts' | 'names'>;

/** A kind whose own types are erased, for `runChecks`. */
export interface Kind {
  readonly probe: Probe;
}

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const LONGEST_NAME = 40;

/**
 * Makes a kind that `runChecks` takes.
 *
 * @throws {InputError} `bad-usage` with every name that is taken or badly formed, and every reason without a text
 */
export function defineKind<S, O, const R extends string>(definition: KindDefinition<S, O, R>): Kind {
  const { kind, spec, reasons, texts, remedies = {}, needs = [] } = definition;
  const faults = faultsOf(definition);
  if (faults.length > 0) throw new InputError('bad-usage', faults);
  const words = Object.keys(reasons) as R[];
  const none: Remedy = { commands: [], links: [] };
  const byReason: { readonly [P in R]?: Remedy } = remedies;
  const all = Object.fromEntries(words.map((one) => [one, byReason[one] ?? none])) as Record<R, Remedy>;
  const inLanguage = (locale: Locale) => async () => ({ texts: texts[locale] ?? texts.en });
  const probe = defineProbe({
    kind,
    from: 'vantage',
    needs,
    permissions: [],
    hops: [{ name: 'service', by: ['host', 'address', 'port'] }],
    spec,
    // The runner hands back, by this kind's name, only what this very function answered.
    observe: async (one: S, context: ObserveContext): Promise<Seen<O>> => ({
      outcome: 'seen',
      seen: await definition.observe(one, context),
    }),
    reasons,
    judge: (asked: readonly Asked<S, Seen<O>>[]): Judged<R | CommonReason> => {
      const judged = asked.map((one) =>
        definition.judge({ spec: one.spec, observation: one.observation.seen }),
      );
      return {
        evidence: judged.flatMap(({ evidence }) => evidence),
        faults: judged.flatMap((one) => one.faults),
      };
    },
    measure: (asked: readonly Asked<S, Seen<O>>[]) =>
      asked.flatMap(
        (one) => definition.measure?.({ spec: one.spec, observation: one.observation.seen }) ?? [],
      ),
    runbook: {
      en: inLanguage('en'),
      ko: inLanguage('ko'),
      fr: inLanguage('fr'),
      remedies: async () => ({ remedies: all }),
    },
  });
  return { probe };
}

interface Seen<O> {
  readonly outcome: 'seen';
  readonly seen: O;
}

function faultsOf<S, O, R extends string>({
  kind,
  reasons,
  texts,
  needs = [],
}: KindDefinition<S, O, R>): readonly ConfigIssue[] {
  const faults: ConfigIssue[] = [];
  const note = (path: string, message: string) => faults.push({ path, message });
  const isName = (text: string) => NAME.test(text) && text.length <= LONGEST_NAME;
  const taken = new Set<string>([
    ...PROBES.flatMap((one) => Object.keys(one.reasons)),
    ...Object.keys(COMMON_REASONS),
  ]);
  if (!isName(kind)) note('kind', `expected lower-case words such as http-status, got "${kind}"`);
  if (PROBES.some((one) => one.kind === kind) || TARGETS.some(({ type }) => type === kind))
    note('kind', `"${kind}" is one of gatewatch's own`);
  if (Object.keys(reasons).length === 0) note('reasons', 'expected at least one');
  for (const reason of Object.keys(reasons)) {
    if (!isName(reason)) note(`reasons.${reason}`, 'expected lower-case words such as http-not-ok');
    if (taken.has(reason)) note(`reasons.${reason}`, "is one of gatewatch's own");
    for (const locale of LOCALES) {
      const written: Readonly<Record<string, ReasonText>> | undefined = texts[locale]?.reasons;
      if (written !== undefined && written[reason] === undefined)
        note(`texts.${locale}.reasons.${reason}`, 'is missing');
    }
  }
  for (const need of needs) {
    if (!PROBES.some((one) => one.kind === need))
      note('needs', `expected kinds of gatewatch, such as port, got "${need}"`);
  }
  return faults;
}
