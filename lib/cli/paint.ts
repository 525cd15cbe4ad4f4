import { styleText } from 'node:util';
import type { Status } from '../core/reason.ts';
import type { Paint } from '../report/text/lines.ts';

const STYLE = {
  healthy: 'green',
  degraded: 'yellow',
  failed: 'red',
  unknown: 'magenta',
} as const satisfies Readonly<Record<Status, Parameters<typeof styleText>[0]>>;

/** Colours for a stream that shows them; NO_COLOR and a pipe are obeyed (node:util styleText). */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  return (status, text) => styleText(STYLE[status], text, { stream, validateStream: true });
}
