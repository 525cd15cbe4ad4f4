import type { Locale } from '../../core/locale.ts';
import type { Message, MessageLinks } from '../../core/notify/message.ts';
import type { RenderedFinding } from '../../core/report.ts';
import { boundedText } from '../../core/text.ts';
import { pathLine } from '../path/path-line.ts';
import type { MessagePhrases } from '../phrases/message-phrases.en.ts';
import { MESSAGE_PHRASES } from '../phrases/message-phrases.ts';
import { PHRASES } from '../phrases/phrases.ts';
import { isCommandFix } from '../text/cause-and-fix.ts';
import { evidenceLines } from '../text/evidence.ts';
import { fillText } from '../text/fill.ts';
import { linesPart, linksPart, listPart, type MessageParts, type Part } from '../text/parts.ts';
import { digestLists, digestParts } from './digest-parts.ts';
import { factsOf } from './message-facts.ts';
import { notesOf, stateOf, whatOf } from './message-state.ts';

/** Puts a message into words. Every output is made from these, so that all of them say the same. */
export function messageParts(message: Message, locale: Locale): MessageParts {
  const phrases = MESSAGE_PHRASES[locale];
  const headline = fillText(phrases.headline, {
    state: stateOf(message, locale),
    what: whatOf(message),
  });
  const places = placesOf(message.links, phrases);
  switch (message.type) {
    case 'failed':
    case 'reminder':
    case 'still-broken-after-maintenance': {
      const { finding, recheck } = message;
      return {
        headline,
        summary: finding.summary,
        notes: [...elsewhereOf(finding), ...notesOf(recheck, phrases)],
        facts: factsOf(message, locale),
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
        summary: message.finding.summary,
        notes: elsewhereOf(message.finding),
        facts: factsOf(message, locale),
        parts: [evidencePart(message.finding, locale), ...places],
      };
    case 'improved':
      return {
        headline,
        summary: message.finding.summary,
        notes: [...elsewhereOf(message.finding), phrases.stillOpen],
        facts: factsOf(message, locale),
        parts: [...findingParts(message.finding, locale), ...places],
      };
    case 'alarm': {
      const { vantage = '?', alarm, text, stateReason } = message;
      const sentence = phrases.alarm[message.about][message.state === 'OK' ? 'ends' : 'starts'];
      return {
        headline,
        summary: fillText(sentence, { vantage, alarm }),
        notes: [],
        facts: factsOf(message, locale),
        parts: [
          ...linesPart(PHRASES[locale].heading.steps, message.state === 'OK' ? '' : text, 1),
          ...linesPart(phrases.heading.stateReason, stateReason, 3),
          ...places,
        ],
      };
    }
    case 'digest':
      return {
        headline,
        ...digestParts(message, locale),
        parts: [...digestLists(message, locale), ...places],
      };
  }
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
  return [{ heading: heading.mute, rank: 6, form: 'code', lines: [command] }];
}

const EVIDENCE_LINES = 12;
const LONGEST_LINE = 400;

function evidencePart(finding: RenderedFinding, locale: Locale): Part {
  return {
    heading: PHRASES[locale].heading.evidence,
    rank: 2,
    form: 'code',
    lines: evidenceLines(finding, EVIDENCE_LINES).map((line) => boundedText(line, LONGEST_LINE)),
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
  for (const [index, explanation] of explanations.entries()) {
    const { what, id, because, fix } = explanation;
    parts.push({
      ...(index === 0 && { heading: heading.explanation }),
      leads: true,
      rank: 1,
      form: 'text',
      lines: [`${what} ${id}${because === undefined ? '' : `${colon} ${because}`}`],
    });
    if (fix !== '')
      parts.push({
        leads: true,
        rank: 1,
        form: isCommandFix(explanation) ? 'code' : 'text',
        lines: fix.split('\n'),
      });
  }
  if (count !== undefined)
    parts.push({
      leads: true,
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

function placesOf(links: MessageLinks, { heading, place }: MessagePhrases): readonly Part[] {
  const named = (['alarm', 'dashboard', 'logs'] as const).flatMap((name) => {
    const url = links[name];
    return url === undefined ? [] : [{ label: place[name], url }];
  });
  return linksPart(heading.places, named, 3);
}
