import { styleText } from 'node:util';
import type { PaintStep } from '../report/journey/journey-lines.ts';

const COLOURS = { allowed: 'green', blocked: 'red', unknown: 'yellow', 'not-seen': 'dim' } as const;

/** Colours for a stream that shows them; NO_COLOR is obeyed (node:util styleText). */
export function paintSteps(stream: NodeJS.WriteStream): PaintStep {
  if (stream.isTTY !== true) return (_, text) => text;
  return (state, text) => styleText(COLOURS[state], text, { stream, validateStream: true });
}
