import type { Locale } from '../../core/locale.ts';
import type { Message, MessageLinks } from '../../core/notify/message.ts';
import type { RenderedFinding } from '../../core/report.ts';
import { boundedText } from '../../core/text.ts';
import { pathLine } from '../path/path-line.ts';
import type { MessagePhrases } from '../phrases/message-phrases.en.ts';
import { MESSAGE_PHRASES } from '../phrases/message-phrases.ts';
import { PHRASES } from '../phrases/phrases.ts';
import { isCommandFix } from '../text/cause-and-fix.ts';
import { evidenceInWords } from '../text/evidence-words.ts';
import { fillText } from '../text/fill.ts';
import { linesPart, linksPart, listPart, type MessageParts, type Part } from '../text/parts.ts';
import { digestLists, digestParts } from './digest-parts.ts';
import { leadOf } from './lead.ts';
import { factsOf } from './message-facts.ts';
import { notesOf, stateOf, whatOf } from './message-state.ts';

/** Puts a message into words. Every output is made from these, so that all of them say the same. */
export function messageParts(message: Message, locale: Locale, timeZone = 'UTC'): MessageParts {
  const phrases = MESSAGE_PHRASES[locale];
  const headline = fillText(phrases.headline, {
    state: stateOf(message, locale),
    what: whatOf(message, locale),
  });
  const lead = (notes: readonly string[]) => leadOf(message, notes, locale, timeZone);
  const places = placesOf(message, phrases);
  switch (message.type) {
    case 'failed':
    case 'reminder':
    case 'still-broken-after-maintenance': {
      const { finding, recheck } = message;
      const notes = [...elsewhereOf(finding), ...notesOf(recheck, phrases, timeZone)];
      return {
        headline,
        lead: lead(notes),
        summary: finding.summary,
        notes,
        facts: factsOf(message, locale, timeZone),
        parts: [
          ...findingParts(finding, locale),
          ...places,
          ...mutePart(message, phrases),
          ...listPart('bullets', PHRASES[locale].heading.doesNotProve, message.doesNotProve, 6),
        ],
      };
    }
    case 'recovered':
      return {
        headline,
        lead: lead([message.finding.summary, ...elsewhereOf(message.finding)]),
        summary: message.finding.summary,
        notes: elsewhereOf(message.finding),
        facts: factsOf(message, locale, timeZone),
        parts: [evidencePart(message.finding, locale), ...places],
      };
    case 'improved': {
      const notes = [...elsewhereOf(message.finding), phrases.stillOpen];
      return {
        headline,
        lead: lead(notes),
        summary: message.finding.summary,
        notes,
        facts: factsOf(message, locale, timeZone),
        parts: [...findingParts(message.finding, locale), ...places],
      };
    }
    case 'alarm': {
      const { vantage = '?', alarm, text, stateReason } = message;
      const sentence = phrases.alarm[message.about][message.state === 'OK' ? 'ends' : 'starts'];
      const summary = fillText(sentence, { vantage, alarm });
      return {
        headline,
        lead: lead([summary]),
        summary,
        notes: [],
        facts: factsOf(message, locale, timeZone),
        parts: [
          ...linesPart(PHRASES[locale].heading.steps, message.state === 'OK' ? '' : text, 1),
          ...linesPart(phrases.heading.stateReason, stateReason, 3),
          ...places,
        ],
      };
    }
    case 'digest': {
      const lists = digestLists(message, locale);
      const { summary, notes, facts } = digestParts(message, locale);
      const items = lists.flatMap((part) =>
        part.form === 'bullets'
          ? part.lines.map((line) => `- ${markOfList(message, part, phrases)}${line}`)
          : [],
      );
      return {
        headline,
        lead: lead([summary, ...notes, ...items]),
        summary,
        notes,
        facts,
        parts: [...lists, ...places],
      };
    }
  }
}

/** What is read first of what waited says of each line whether it still fails; of other digests the first words do. */
function markOfList(
  { why }: Extract<Message, { type: 'digest' }>,
  { heading }: Part,
  { colon }: MessagePhrases,
) {
  return why === 'after-quiet' && heading !== undefined ? `${heading}${colon} ` : '';
}

/** What other vantages see of the same target. */
function elsewhereOf({ betweenVantages }: RenderedFinding): readonly string[] {
  return betweenVantages === undefined ? [] : [betweenVantages.sentence];
}

/** Letters, digits, dots and hyphens: what needs no quoting in a shell. Other names are not pasted into commands. */
const PLAIN_WORD = /^[\w.:@-]+$/;

function mutePart(
  { finding: { target }, origin }: { readonly finding: RenderedFinding } & Pick<Message, 'origin'>,
  { heading }: MessagePhrases,
): readonly Part[] {
  if (origin === undefined || !PLAIN_WORD.test(target)) return [];
  const { stage, region } = origin;
  const command = `npx gatewatch mute ${target} 4h --reason "…" --stage ${stage} --region ${region}`;
  return [{ heading: heading.mute, isOf: 'places', rank: 6, form: 'code', lines: [command] }];
}

const EVIDENCE_LINES = 12;
const LONGEST_LINE = 400;

function evidencePart(finding: RenderedFinding, locale: Locale): Part {
  return {
    heading: PHRASES[locale].heading.evidence,
    rank: 2,
    form: 'code',
    lines: evidenceInWords(finding, EVIDENCE_LINES, locale).map((line) => boundedText(line, LONGEST_LINE)),
  };
}

/** Each lane of the target's path, a line each. */
function pathPart({ path = [] }: RenderedFinding, locale: Locale): readonly Part[] {
  const { heading } = MESSAGE_PHRASES[locale];
  return path.length === 0
    ? []
    : [
        {
          heading: heading.path,
          rank: 1,
          form: 'text',
          lines: [boundedText(pathLine(path, locale), LONGEST_LINE)],
        },
      ];
}

/** Cause and fix, the path, the evidence, then the runbook. A finding that another one explains has no runbook. */
function findingParts(finding: RenderedFinding, locale: Locale): readonly Part[] {
  const { heading } = PHRASES[locale];
  const { colon } = MESSAGE_PHRASES[locale];
  const { explanations, explanationsLeftOut: count, runbook, reason } = finding;
  const parts: Part[] = [];
  // One cause is in the lead as it is; of several the lead has the first.
  const inLead = explanations.length === 1 && count === undefined ? { isOf: 'lead' as const } : {};
  for (const [index, explanation] of explanations.entries()) {
    const { what, id, because, fix } = explanation;
    parts.push({
      ...(index === 0 && { heading: heading.explanation }),
      ...inLead,
      rank: 1,
      form: 'text',
      lines: [`${what} ${id}${because === undefined ? '' : `${colon} ${because}`}`],
    });
    if (fix !== '')
      parts.push({
        ...inLead,
        rank: 1,
        form: isCommandFix(explanation) ? 'code' : 'text',
        lines: fix.split('\n'),
      });
  }
  if (count !== undefined)
    parts.push({
      rank: 1,
      form: 'text',
      lines: [fillText(heading.explanationsLeftOut, { count })],
    });
  parts.push(...pathPart(finding, locale), evidencePart(finding, locale));
  if (runbook === null || reason === 'blocked-by') return parts;
  const { title, meaning, causes, steps, commands, links } = runbook;
  return [
    ...parts,
    { heading: title, rank: 4, form: 'text', lines: [meaning] },
    ...listPart('bullets', heading.causes, causes, 5),
    ...listPart('steps', heading.steps, steps, 1),
    ...listPart('code', heading.commands, commands, 2),
    ...linksPart(
      heading.links,
      links.map((url) => ({ url })),
      7,
    ),
  ];
}

/** Where a reader goes from here: the page, the alarm, the runbook; then the log. */
function placesOf(message: Message, { heading, place }: MessagePhrases): readonly Part[] {
  const runbook = 'finding' in message ? message.finding.runbook?.links[0] : undefined;
  const links: MessageLinks & { readonly runbook?: string } = {
    ...message.links,
    ...(runbook !== undefined && { runbook }),
  };
  const named = (['dashboard', 'alarm', 'runbook', 'logs'] as const).flatMap((name) => {
    const url = links[name];
    return url === undefined ? [] : [{ label: place[name], url }];
  });
  return linksPart(heading.places, named, 3).map((part) => ({ ...part, isOf: 'places' }));
}
