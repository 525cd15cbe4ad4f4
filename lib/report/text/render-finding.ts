import type { Explanation, Finding, FindingFault } from '../../core/finding.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Locale } from '../../core/locale.ts';
import type { Probe } from '../../core/probe.ts';
import { COMMON_REASONS, type CommonReason } from '../../core/reason.ts';
import type { RenderedFinding, Report } from '../../core/report.ts';
import type { KindTexts, Remedy, Runbook } from '../../core/runbook.ts';
import { inLanguage } from '../../explain/sentences.ts';
import { COMMON_TEXTS } from '../phrases/common-texts.ts';
import { FIX_PHRASES } from '../phrases/fix-phrases.ts';
import { isCommandFix } from './cause-and-fix.ts';
import { hostOf } from './evidence.ts';
import { fillCommand, fillText } from './fill.ts';
import { countStatuses } from './headline.ts';
import { withRegion } from './with-region.ts';

export interface NotifyInput {
  readonly vantage: string;
  readonly startedAtMs: number;
  readonly durationMs: number;
  readonly findings: readonly Finding[];
  readonly doesNotProve: readonly string[];
  /** Of the account that was asked, where it is known: every AWS command carries it. */
  readonly region?: string;
}

/** Puts findings into words. The runbooks of a kind are loaded when one of its findings is told. */
export async function renderReport(
  input: NotifyInput,
  probes: readonly Probe[],
  locale: Locale,
): Promise<Report> {
  const findings = await Promise.all(
    input.findings.map((finding) => renderFinding(finding, probes, locale, input.region)),
  );
  return {
    version: 1,
    vantage: input.vantage,
    startedAt: new Date(input.startedAtMs).toISOString(),
    durationMs: Math.round(input.durationMs),
    totals: countStatuses(findings),
    findings,
    doesNotProve: input.doesNotProve,
  };
}

/** One finding with its summary and, when it is not healthy, the runbook of its reason. */
export async function renderFinding(
  finding: Finding,
  probes: readonly Probe[],
  locale: Locale,
  region?: string,
): Promise<RenderedFinding> {
  const probe = probes.find((one) => one.kind === finding.check);
  const { vantage, target, check, status, reason, severity, evidence, faults, measurements, explanations } =
    finding;
  const told = { vantage, target, check, status, reason, severity };
  const seen = {
    evidence,
    faults,
    measurements,
    explanations: explanations.map((one) => inRegion(inLanguage(one, locale), region)),
  };
  if (probe === undefined) return { ...told, summary: reason ?? status, ...seen, runbook: null };
  if (reason === null) {
    const { texts } = await probe.runbook[locale]();
    return { ...told, summary: fillText(texts.healthy, valuesOf(finding, [])), ...seen, runbook: null };
  }
  const { text: generalText, remedy: generalRemedy, glossary } = await textsOf(probe, reason, locale);
  const same = faults
    .filter((fault) => fault.reason === reason)
    .map((fault) => withMeanings(fault, glossary));
  const text = variantOf(generalText, same[0]);
  const remedy = variantOf(generalRemedy, same[0]);
  const values = valuesOf(finding, same);
  const explained = seen.explanations.map((one) => inWords(one, glossary, locale));
  return {
    ...told,
    summary: [
      fillText(text.summary, values),
      ...(await otherSummaries(finding, probe, reason, locale)),
      ...explained.filter(isOfSummary).map(({ because }) => because),
    ].join(' '),
    ...seen,
    explanations: explained,
    runbook: runbookOf(text, remedy, values, finding, same, region),
  };
}

/**
 * Every other fault, the most severe first: a sentence for two, and the titles of the rest in one. What another finding
 * explains says so itself.
 */
async function otherSummaries(
  finding: Finding,
  probe: Probe,
  reason: string,
  locale: Locale,
): Promise<readonly string[]> {
  const others = Map.groupBy(
    finding.faults.filter((fault) => fault.reason !== reason && fault.status !== 'unknown'),
    (fault) => fault.reason,
  );
  const sentences = await Promise.all(
    [...others].map(async ([other, faults], index) => {
      const { text, glossary } = await textsOf(probe, other, locale);
      const told = faults.map((fault) => withMeanings(fault, glossary));
      const { summary, title } = variantOf(text, told[0]);
      return fillText(index < OTHER_SENTENCES ? summary : title, valuesOf(finding, told));
    }),
  );
  const titles = sentences.slice(OTHER_SENTENCES);
  return [...sentences.slice(0, OTHER_SENTENCES), ...(titles.length === 0 ? [] : [`${titles.join('; ')}.`])];
}

/** More sentences than this hide the first one. */
const OTHER_SENTENCES = 2;

/** The most severe fault decides which words are used. */
function variantOf<T extends { readonly variants?: Readonly<Record<string, Partial<T>>> }>(
  general: T,
  fault: FindingFault | undefined,
): T {
  const variant = fault?.values?.variant;
  return typeof variant === 'string' ? { ...general, ...general.variants?.[variant] } : general;
}

/** Some explanations say in one sentence what the whole finding comes to. */
function isOfSummary({ inSummary, because }: Explanation): boolean {
  return inSummary === true && because !== undefined;
}

/** The commands of a fix with their Region. */
function inRegion(explanation: Explanation, region: string | undefined): Explanation {
  if (!isCommandFix(explanation)) return explanation;
  const lines = explanation.fix.split('\n').map((line) => withRegion(line, region));
  return { ...explanation, fix: lines.join('\n') };
}

/** An explanation whose `why` the glossary of its kind knows is said in the report's language. */
function inWords(
  explanation: Explanation,
  glossary: Readonly<Record<string, string>>,
  locale: Locale,
): Explanation {
  const { why, values } = explanation;
  const sentence = typeof why === 'string' && Object.hasOwn(glossary, why) ? glossary[why] : undefined;
  if (sentence === undefined || typeof values !== 'object' || values === null || Array.isArray(values))
    return explanation;
  const filled = values as JsonObject;
  const fix = FIX_PHRASES[locale][String(why)];
  return {
    ...explanation,
    because: fillText(sentence, filled),
    ...(fix !== undefined && { fix: fillText(fix, filled) }),
  };
}

async function textsOf(
  probe: Probe,
  reason: string,
  locale: Locale,
): Promise<{
  readonly text: KindTexts<string>['reasons'][string];
  readonly remedy: Remedy;
  readonly glossary: Readonly<Record<string, string>>;
}> {
  if (reason in COMMON_REASONS) {
    const text = COMMON_TEXTS[locale][reason as CommonReason];
    return { text, remedy: { commands: [], links: [] }, glossary: {} };
  }
  const [{ texts }, { remedies }] = await Promise.all([probe.runbook[locale](), probe.runbook.remedies()]);
  const text = texts.reasons[reason];
  const remedy = remedies[reason];
  // `KindTexts` and `KindRemedies` are complete by type; a reason outside them is a bug of the kind.
  if (text === undefined || remedy === undefined) throw new Error(`${probe.kind} has no text for ${reason}`);
  return { text, remedy, glossary: texts.glossary ?? {} };
}

function runbookOf(
  text: KindTexts<string>['reasons'][string],
  remedy: Remedy,
  values: JsonObject,
  finding: Finding,
  faults: readonly FindingFault[],
  region: string | undefined,
): Runbook {
  // Commands want one value each: they are written out for the first few places that are at fault.
  const commands = faults
    .slice(0, PLACES_WITH_COMMANDS)
    .flatMap((fault) => remedy.commands.map((command) => fillCommand(command, valuesOf(finding, [fault]))));
  return {
    title: fillText(text.title, values),
    meaning: fillText(text.meaning, values),
    causes: matchingCauses(text.causes, faults).map((cause) => fillText(cause, values)),
    steps: text.steps.flatMap((step) =>
      EXPLAINS_A_WORD.test(step)
        ? distinct(faults.map((fault) => fillText(step, valuesOf(finding, [fault])))).slice(
            0,
            VALUES_IN_A_SENTENCE,
          )
        : [fillText(step, values)],
    ),
    commands: distinct(
      commands.flatMap((command) => (command === undefined ? [] : withRegion(command, region))),
    ),
    links: remedy.links,
  };
}

/** Of `blocked-by` the causes are rules, by name: those that matched. Every other reason keeps all of its causes. */
function matchingCauses(causes: readonly string[], faults: readonly FindingFault[]): readonly string[] {
  const rules = new Set(faults.flatMap(({ blockedBy }) => blockedBy?.because ?? []));
  return rules.size === 0 ? causes : causes.filter((cause) => rules.has(/^[a-z-]+/.exec(cause)?.[0] ?? ''));
}

/** A step with such a placeholder explains one word: it is repeated for each fault, so that no meaning is cut short. */
const EXPLAINS_A_WORD = /\{[a-zA-Z]+Means\}/;

/** Adds `nameMeans` for every value that the kind's glossary explains. */
function withMeanings(fault: FindingFault, glossary: Readonly<Record<string, string>>): FindingFault {
  const meanings = Object.entries(fault.values ?? {}).flatMap(([name, value]) => {
    const meaning = typeof value === 'string' && Object.hasOwn(glossary, value) ? glossary[value] : undefined;
    // A meaning may name figures of its own fault.
    return meaning === undefined ? [] : [[`${name}Means`, fillText(meaning, fault.values ?? {})]];
  });
  return { ...fault, values: { ...fault.values, ...Object.fromEntries(meanings) } };
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

const PLACES_WITH_COMMANDS = 3;
const VALUES_IN_A_SENTENCE = 6;

/** The placeholders of a text. Where several faults share a reason, each value lists theirs, without repeats. */
function valuesOf(finding: Finding, faults: readonly FindingFault[]): JsonObject {
  const lists = new Map<string, Set<string | number>>();
  const add = (name: string, value: Json | undefined) => {
    if (typeof value !== 'string' && typeof value !== 'number') return;
    lists.set(name, (lists.get(name) ?? new Set()).add(value));
  };
  for (const fault of faults) {
    const { subject, address, port, values, blockedBy } = fault;
    add('subject', subject);
    add('host', hostOf(subject, port));
    add('address', address);
    add('port', port);
    for (const [name, value] of Object.entries(values ?? {}))
      add(name, Array.isArray(value) ? value.join(', ') : value);
    if (blockedBy !== undefined) {
      add('lowerCheck', blockedBy.check);
      add('lowerReason', blockedBy.reason);
    }
  }
  const { vantage, target, check } = finding;
  const joined = [...lists].map(([name, set]): [string, string | number] => {
    const all = [...set];
    const [only] = all;
    if (all.length === 1 && only !== undefined) return [name, only];
    const more = all.length > VALUES_IN_A_SENTENCE ? ', …' : '';
    return [name, `${all.slice(0, VALUES_IN_A_SENTENCE).join(', ')}${more}`];
  });
  return { vantage, target, check, subjects: finding.evidence.length, ...Object.fromEntries(joined) };
}
