import type { Locale } from '../../core/locale.ts';
import type { Journey } from '../../explain/journey/journey.ts';
import type { JourneyStep, StepState } from '../../explain/journey/steps.ts';
import { type Html, html, joined, raw, wholeWords } from '../html/html-template.ts';
import { page } from '../html/page.ts';
import { fillText } from '../text/fill.ts';
import { endText, stepText } from './journey-lines.ts';
import { JOURNEY_PHRASES } from './journey-phrases.ts';

/** The shape of each state, told apart by outline and not by colour alone. */
const SHAPES: Readonly<Record<StepState, string>> = {
  allowed: '<circle cx="12" cy="12" r="9"/><path d="M8 12.4l2.8 2.8L16 9.4"/>',
  blocked: '<path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3z"/><path d="M9 9l6 6m0-6l-6 6"/>',
  unknown:
    '<path d="M12 2.5l9.5 9.5-9.5 9.5L2.5 12z"/><path d="M10 10a2 2 0 1 1 2.6 2c-.5.2-.6.5-.6 1.2m0 2v.4"/>',
  'not-seen': '<circle cx="12" cy="12" r="8" stroke-dasharray="3 3"/>',
};

const STYLE = `
.journey{border-left:2px solid currentColor;margin:0 0 1rem .7rem;padding:0;list-style:none}
.journey>li{margin:.5rem 0 .5rem -.85rem;display:grid;grid-template-columns:1.8rem 1fr;align-items:start}
.journey svg{fill:Canvas;stroke:currentColor;stroke-width:1.6;width:1.6rem;height:1.6rem}
.journey .blocked>b{text-decoration:underline}
.journey .state{opacity:.8}
`;

/** Journeys as one page that needs nothing beside itself. Every text is escaped; nothing in it can act. */
export function journeyPage(journeys: readonly Journey[], notes: readonly string[], locale: Locale): string {
  const content = html`<header><h1>gatewatch path</h1>${joined(notes.map((note) => html`<p>${note}</p>`))}</header>
${joined(journeys.map((journey) => drawn(journey, locale)))}`;
  return page({ locale, title: 'gatewatch path', content, style: STYLE });
}

function drawn({ question, outcome, there, back }: Journey, locale: Locale): Html {
  const phrases = JOURNEY_PHRASES[locale];
  const { from, to, protocol, port } = question;
  const asked = protocol === 'icmp' ? 'ICMP' : `${protocol.toUpperCase()} ${port}`;
  return html`<section>
<h2>${asked}${phrases.colon} ${endText(from, locale)} → ${endText(to, locale)}</h2>
<p><b>${phrases.outcome[outcome]}</b></p>
<h3>${phrases.there}</h3>${list(there, locale)}
${back.length === 0 ? raw('') : html`<h3>${phrases.back}</h3>${list(back, locale)}`}
</section>
`;
}

function list(steps: readonly JourneyStep[], locale: Locale): Html {
  const { state: states, fix: heading, colon, unknown: words } = JOURNEY_PHRASES[locale];
  const each = steps.map((step) => {
    const { state, explanation, unknown } = step;
    const fix = explanation?.fix ?? '';
    const commands = fix.split('\n').map((line) => html`<code>${wholeWords(line)}</code>`);
    return html`<li class="${state}"><svg viewBox="0 0 24 24" aria-hidden="true">${raw(SHAPES[state])}</svg><div><b>${stepText(step, locale)}</b> <span class="state">${states[state]}</span>${
      explanation?.because === undefined ? raw('') : html`<p>${wholeWords(explanation.because)}</p>`
    }${unknown === undefined ? raw('') : html`<p>${fillText(words, { unknown: unknown.join(', ') })}</p>`}${
      fix === '' ? raw('') : html`<p>${heading}${colon}</p><pre>${joined(commands)}</pre>`
    }</div></li>
`;
  });
  return html`<ol class="journey">${joined(each)}</ol>`;
}
