import type { Locale } from '../../core/locale.ts';
import type { PathLane, TargetPath } from '../../core/path.ts';
import { type HopLook, hopWords, lookOf } from '../path/path-line.ts';
import { shownLanes } from '../path/shown-lanes.ts';
import { PATH_PHRASES } from '../phrases/path-phrases.ts';
import { fillText } from '../text/fill.ts';
import { type Html, html, joined, raw } from './html-template.ts';

/**
 * The shape of each look: a disc with a tick, an octagon with a cross, a triangle with an exclamation mark, a broken
 * ring, a diamond with a question mark. They differ in outline, so that no colour is needed to tell them apart.
 */
const SHAPES: Readonly<Record<HopLook, string>> = {
  passed: '<circle cx="10" cy="10" r="8"/><path class="sign" d="M6 10.4l2.7 2.7L14 7.6"/>',
  failed:
    '<path d="M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3z"/><path class="sign" d="M6.5 6.5l7 7m0-7l-7 7"/>',
  degraded: '<path d="M10 1.5L19 18H1z"/><path class="sign" d="M10 7.5v4.5m0 2.4v.6"/>',
  'not-reached': '<circle class="hollow" cx="10" cy="10" r="7.5"/>',
  'not-checked':
    '<path class="hollow" d="M10 1.5l8.5 8.5-8.5 8.5L1.5 10z"/><path class="sign hollow" d="M8 8.2a2 2 0 1 1 2.6 2c-.5.2-.6.5-.6 1.2m0 2v.4"/>',
};

/**
 * The path of a target as a row of hops, each with a picture (SVG), its words and its figure. It is a list: it wraps
 * where there is little room, and is read out as one.
 *
 * @param most - lanes drawn; the rest is counted
 */
export function pathPicture({ target, lanes, lanesLeftOut = 0 }: TargetPath, locale: Locale, most = 4): Html {
  const { pathOf, more } = PATH_PHRASES[locale];
  const drawn = shownLanes({ lanes }, most);
  // What is healthy beside it is no news: it is counted only where it could not be traced at all.
  const hidden =
    lanes.filter((lane) => lane.status !== 'healthy' && !drawn.includes(lane)).length + lanesLeftOut;
  return html`<div class="path" role="group" aria-label="${fillText(pathOf, { target })}">${joined(drawn.map((lane) => laneList(lane, locale)))}${hidden === 0 ? raw('') : html`<p class="more">${fillText(more, { count: hidden })}</p>`}</div>
`;
}

function laneList({ hops, status }: PathLane, locale: Locale): Html {
  const each = hops.map((hop) => {
    const look = lookOf(hop);
    const { text, figure = '', state } = hopWords(hop, locale);
    return html`<li class="hop ${look}"><svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">${raw(SHAPES[look])}</svg><span class="what">${text}</span><span class="figure">${figure}</span><span class="state">${state}</span></li>
`;
  });
  return html`<ol class="lane ${status}">${joined(each)}</ol>
`;
}
