import { styleText } from 'node:util';
import { createSupportsHyperlinks } from 'supports-hyperlinks';
import type { PaintStep } from '../report/journey/journey-lines.ts';
import type { Paint, TerminalForm, Tone } from '../report/terminal/layout.ts';

const STYLE = {
  healthy: 'green',
  degraded: 'yellow',
  failed: ['bold', 'red'],
  unknown: 'magenta',
  strong: 'bold',
  quiet: 'dim',
} as const satisfies Readonly<Record<Tone, Parameters<typeof styleText>[0]>>;

/** Colours for a stream that shows them; NO_COLOR and a pipe are obeyed (node:util styleText). */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  return (tone, text) => styleText(STYLE[tone], text, { stream, validateStream: true });
}

const NARROWEST = 40;
const WIDEST = 200;
/** What is written into a file or a pipe is read later, by somebody whose window is not known. */
const WITHOUT_TERMINAL = 100;

/** What a stream shows: its width, its colours, and whether it opens links. */
export function formOf(stream: NodeJS.WriteStream): TerminalForm {
  const { isTTY, columns, rows } = stream;
  const opensLinks = isTTY === true && createSupportsHyperlinks(stream);
  return {
    columns: isTTY === true ? Math.min(WIDEST, Math.max(NARROWEST, columns || 80)) : WITHOUT_TERMINAL,
    ...(isTTY === true && rows > 0 && { rows: rows - 1 }),
    paint: paintFor(stream),
    link: opensLinks ? (url) => `\u001b]8;;${url}\u0007${url}\u001b]8;;\u0007` : (url) => url,
  };
}

const COLOURS = { allowed: 'green', blocked: 'red', unknown: 'yellow', 'not-seen': 'dim' } as const;

/** Colours for a stream that shows them; NO_COLOR is obeyed (node:util styleText). */
export function paintSteps(stream: NodeJS.WriteStream): PaintStep {
  if (stream.isTTY !== true) return (_, text) => text;
  return (state, text) => styleText(COLOURS[state], text, { stream, validateStream: true });
}
