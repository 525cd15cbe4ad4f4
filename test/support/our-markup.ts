import assert from 'node:assert/strict';
import { PAGE_SCRIPT } from '../../lib/report/html/page-script.ts';

const TAGS = new Set(
  'html head meta title style body main header h1 h2 h3 h4 p ul ol li section details summary span b div table tbody tr td pre code a dl dt dd time svg circle path wbr cwdb-action'.split(
    ' ',
  ),
);
/** The one attribute that can lead away is `href`, and it leads to https. */
const ATTRIBUTES =
  /^( (lang|charset|name|content|http-equiv|class|aria-hidden|aria-label|rel|role|title|datetime|data-copy|data-copied|viewBox|width|height|cx|cy|r|d)="[^"<>]*"| open| href="https:\/\/[^"<>\s]+")*\/?$/;
/** What a button of a widget does. */
const ACTION =
  / action="call" display="widget" endpoint="(arn:aws:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+)"/;

/**
 * Fails when the markup holds an element or an attribute that we did not write.
 *
 * @param actions - how many elements may act, which are a widget's buttons
 */
export function assertOurs(page: string, actions = 0): void {
  const [style = ''] = /<style>[\s\S]*?<\/style>/.exec(page) ?? [];
  const markup = page
    .replace(style, '')
    .replace(`<script>${PAGE_SCRIPT}</script>`, '')
    .replace('<!doctype html>', '');
  const texts = markup.split(/<(\/?[a-z0-9-]+)((?: [^<>]*)?)>/);
  for (const [index, piece] of texts.entries()) {
    if (index % 3 === 0) assert.doesNotMatch(piece, /[<>]/);
    if (index % 3 === 1) assert(TAGS.has(piece.replace('/', '')), piece);
    if (index % 3 === 2) assert.match(piece, texts[index - 1] === 'cwdb-action' ? ACTION : ATTRIBUTES);
  }
  assert.equal(texts.filter((piece, index) => index % 3 === 1 && piece === 'cwdb-action').length, actions);
}

/** The markup without the boxes that keep a name whole, which split the texts of a report. */
export function withoutWordBoxes(page: string): string {
  return page.replace(/<span class="w">([\s\S]*?)<\/span>/g, '$1').replaceAll('<wbr>', '');
}
