import type { Locale } from '../../core/locale.ts';
import type { HopName, HopState, PathHop } from '../../core/path.ts';
import { PATH_PHRASES } from '../phrases/path-phrases.ts';
import { escapeMarkdown } from '../text/markdown-escape.ts';

/** The state of a hop, shown by a sign as well as by a word: colour is never the only difference. */
export type HopLook = HopState | 'degraded';

export const HOP_MARK: Readonly<Record<HopLook, string>> = {
  passed: '✓',
  failed: '✗',
  'not-reached': '○',
  'not-checked': '?',
  degraded: '!',
};

export function lookOf({ state, degraded }: PathHop): HopLook {
  return state === 'passed' && degraded === true ? 'degraded' : state;
}

/** One hop in words: `:1031 dp-1 12 ms`, `3 addresses`, `TLS 213 d`. */
export interface HopWords {
  readonly look: HopLook;
  /** What the hop is, and where it is. */
  readonly text: string;
  readonly figure: string | undefined;
  /** Empty where it passed. */
  readonly state: string;
}

/** Hops that are known by what is there; the others by what they are. */
const KNOWN_BY_LABEL: readonly HopName[] = ['vantage', 'address'];
const WITH_LABEL: readonly HopName[] = ['port', 'proxy', 'instance', 'device'];

export function hopWords(hop: PathHop, locale: Locale): HopWords {
  const { name, label, figure } = hop;
  const { hop: words, state } = PATH_PHRASES[locale];
  const look = lookOf(hop);
  return {
    look,
    text: hopText(name, words[name], label),
    figure,
    state: look === 'passed' ? '' : state[look],
  };
}

function hopText(name: HopName, word: string, label: string | undefined): string {
  if (label === undefined) return word;
  // `3 addresses` says what it counts.
  if (/^\d+[^\d.:]/.test(label) || KNOWN_BY_LABEL.includes(name)) return shortened(label);
  return WITH_LABEL.includes(name) ? `${word} ${shortened(label)}` : word;
}

const LONGEST_LABEL = 32;

/** A long name by its beginning: what tells endpoints apart is there. */
function shortened(label: string): string {
  return label.length <= LONGEST_LABEL ? label : `${label.slice(0, LONGEST_LABEL - 1)}…`;
}

/** One hop as text; what passed needs no word. */
export function describeHop(words: HopWords): string {
  const { look, text, figure, state } = words;
  const mark = look === 'passed' ? '' : `${HOP_MARK[look]} `;
  return [`${mark}${text}`, figure, state].filter((one) => one !== undefined && one !== '').join(' ');
}

/** A path as one line of text: `local → name 4 ms → 3 addresses → ✗ port :1031 FAILED → ○ TLS not reached`. */
export function pathLine(hops: readonly PathHop[], locale: Locale): string {
  return hops.map((hop) => describeHop(hopWords(hop, locale))).join(' → ');
}

/** The same as Markdown: the broken hop is bold. */
export function pathMarkdown(hops: readonly PathHop[], locale: Locale): string {
  return hops
    .map((hop) => {
      const text = escapeMarkdown(describeHop(hopWords(hop, locale)));
      return hop.state === 'failed' ? `**${text}**` : text;
    })
    .join(' → ');
}
