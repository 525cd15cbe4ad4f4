import type { Explanation } from '../../core/finding.ts';
import type { Locale } from '../../core/locale.ts';
import type { Status } from '../../core/reason.ts';
import type { RenderedFinding } from '../../core/report.ts';
import { PHRASES } from '../phrases/phrases.ts';
import { counted } from '../phrases/plural.ts';
import { TERMINAL_PHRASES } from '../phrases/terminal-phrases.ts';
import { causeAndFix, isCommandFix, placesOfFinding } from '../text/cause-and-fix.ts';
import { faultyFirst, hostOf } from '../text/evidence.ts';
import { fieldWords, outcomeWords } from '../text/evidence-words.ts';
import { fillText } from '../text/fill.ts';
import { ownerWords } from '../text/owner-words.ts';
import { isWebAddress } from '../text/parts.ts';
import { type Html, html, joined, raw, wholeWords } from './html-template.ts';

/** What a place has room for. */
export interface RowForm {
  /** Entries of evidence that are shown; those at which something is wrong come first. */
  readonly evidenceRows: number;
  /** Names the target in the row: not where the row is under it. */
  readonly namesTarget: boolean;
  /** Which rows are open from the start. */
  readonly isOpen: (finding: RenderedFinding) => boolean;
}

const MARK: Readonly<Record<Status, string>> = { healthy: '✓', degraded: '!', failed: '✗', unknown: '?' };

/** A status as a sign and as a word. */
export function statusWords(status: Status, locale: Locale): Html {
  return html`<span class="mark" aria-hidden="true">${MARK[status]}</span><span class="status">${PHRASES[locale].status[status]}</span>`;
}

/**
 * A finding as a row of one line that unfolds: what it is, the cause and the fix first, then evidence and runbook, each
 * folded.
 */
export function findingRow(finding: RenderedFinding, locale: Locale, form: RowForm): Html {
  const { status, target, check, reason } = finding;
  const owner = ownerWords(finding, locale);
  const name = form.namesTarget ? html`<span class="target">${target}</span>` : raw('');
  const [place, ...others] = reason === null || reason === 'blocked-by' ? [] : placesOfFinding(finding);
  const where =
    place === undefined
      ? raw('')
      : html`<span class="place">${place}${others.length === 0 ? '' : ` ${counted(TERMINAL_PHRASES[locale].morePlaces, others.length, locale)}`}</span>`;
  return html`<details class="${status}"${raw(form.isOpen(finding) ? ' open' : '')}>
<summary>${statusWords(status, locale)}${name}<span class="check">${check}</span><span class="reason">${reason ?? ''}</span>${where}</summary>
${fixOf(finding, locale)}${owner === undefined ? raw('') : html`<p class="owner">${owner}</p>`}
${evidenceTable(finding, locale, form)}
${explanationsOf(finding, locale)}
${runbookOf(finding, locale)}
</details>
`;
}

/** What somebody who is in a hurry reads: what, cause, fix. */
function fixOf(finding: RenderedFinding, locale: Locale): Html {
  const { what, cause, isProved, fix, isCommand, shownAt, next, command, reference } = causeAndFix(finding);
  if (finding.reason === 'blocked-by' || finding.runbook === null)
    return html`<p class="summary">${wholeWords(finding.summary)}</p>
`;
  const { label } = TERMINAL_PHRASES[locale];
  const term = (name: keyof typeof label, content: Html) => html`<dt>${label[name]}</dt><dd>${content}</dd>
`;
  const text = wholeWords;
  return html`<p class="summary">${wholeWords(what)}</p>
<dl class="fix">${cause === undefined ? raw('') : term(isProved ? 'cause' : 'likely', text(cause))}${
    shownAt !== undefined
      ? term('fix', text(fillText(PHRASES[locale].heading.fixShownAt, { place: shownAt })))
      : fix.length > 0
        ? term('fix', isCommand ? commandsBlock(fix) : text(fix.join(' ')))
        : joined([
            next === undefined ? raw('') : term('next', text(next)),
            command === undefined ? raw('') : term('command', commandsBlock([command])),
          ])
  }${reference === undefined ? raw('') : term('references', html`<a href="${reference}" rel="noreferrer noopener">${wholeWords(reference)}</a>`)}</dl>
`;
}

function evidenceTable({ evidence }: RenderedFinding, locale: Locale, { evidenceRows }: RowForm): Html {
  if (evidence.length === 0) return raw('');
  const hosts = new Set(evidence.map(({ subject, port }) => hostOf(subject, port)));
  // A name that all entries share is said once; then its ports are enough.
  const [shared] = hosts.size === 1 && evidence.some(({ port }) => port !== undefined) ? hosts : [];
  const rows = faultyFirst(evidence)
    .slice(0, evidenceRows)
    .map((one) => {
      const { subject, address, port } = one;
      const short = shared !== undefined && port !== undefined ? `:${port}` : subject;
      const what =
        address === undefined || short.startsWith(address) || address === shared
          ? short
          : `${short} (${address})`;
      return html`<tr class="${one.faults === undefined ? '' : 'bad'}"><td>${wholeWords(what)}</td><td>${outcomeWords(one, locale)}</td><td>${wholeWords(fieldWords(one, locale))}</td></tr>
`;
    });
  const more = evidence.length > evidenceRows ? html`<p>… +${evidence.length - evidenceRows}</p>` : raw('');
  return html`<details class="more"><summary>${PHRASES[locale].heading.evidence} (${evidence.length})</summary>${shared === undefined ? raw('') : html`<p class="host">${wholeWords(shared)}</p>`}
<table><tbody>${joined(rows)}</tbody></table>${more}</details>`;
}

function furtherFix(explanation: Explanation, locale: Locale): Html {
  const { fix, fixShownAt } = explanation;
  if (fixShownAt !== undefined)
    return html`<p>${fillText(PHRASES[locale].heading.fixShownAt, { place: fixShownAt })}</p>`;
  return isCommandFix(explanation) ? commandsBlock([fix]) : html`<p>${fix}</p>`;
}

/** Explanations beyond the one that is shown as the cause. */
function explanationsOf(finding: RenderedFinding, locale: Locale): Html {
  const { explanations } = finding;
  if (explanations.length < 2) return raw('');
  const each = explanations.map(
    (one) => html`<p><b>${one.what} ${one.id}</b> ${one.because ?? ''}</p>
${furtherFix(one, locale)}`,
  );
  return html`<details class="more"><summary>${PHRASES[locale].heading.explanation} (${explanations.length})</summary>${joined(each)}</details>`;
}

function runbookOf({ runbook, reason }: RenderedFinding, locale: Locale): Html {
  if (runbook === null || reason === 'blocked-by') return raw('');
  const { colon, heading } = PHRASES[locale];
  const { title, meaning, causes, steps, commands, links } = runbook;
  const places = links.filter(isWebAddress);
  return html`<details class="more"><summary>${heading.steps}${colon} ${title}</summary><p>${meaning}</p>
<h4>${heading.causes}</h4><ul>${joined(causes.map((one) => html`<li>${wholeWords(one)}</li>`))}</ul>
<h4>${heading.steps}</h4><ol>${joined(steps.map((one) => html`<li>${wholeWords(one)}</li>`))}</ol>
${commands.length === 0 ? raw('') : html`<h4>${heading.commands}</h4>${commandsBlock(commands)}`}
${places.length === 0 ? raw('') : html`<h4>${heading.links}</h4><ul>${joined(places.map((url) => html`<li><a href="${url}" rel="noreferrer noopener">${wholeWords(url)}</a></li>`))}</ul>`}</details>`;
}

function commandsBlock(commands: readonly string[]): Html {
  // A line each, so that one that is wrapped is not taken for two; one tap selects it whole.
  const lines = commands
    .flatMap((one) => one.split('\n'))
    .map((line) => html`<code>${wholeWords(line)}</code>`);
  return lines.length === 0 ? raw('') : html`<pre>${joined(lines)}</pre>`;
}

/** A moment: the reader's own browser says it in its time zone, where it may. */
export function momentOf(iso: string, locale: Locale): Html {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return html`${iso}`;
  const text = `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
  return html`<time datetime="${at.toISOString()}" title="${PHRASES[locale].checkedAt}">${text}</time>`;
}
