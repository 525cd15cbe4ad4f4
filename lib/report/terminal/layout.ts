import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';
import type { Status } from '../../core/reason.ts';

/** What a piece of text means; a terminal shows it as colour, bold or dim. */
export type Tone = Status | 'strong' | 'quiet';

/** Puts a tone on a text; the identity where the output shows none. */
export type Paint = (tone: Tone, text: string) => string;

/** What a terminal is able to show. */
export interface TerminalForm {
  /** Cells a row; a Korean syllable takes two. */
  readonly columns: number;
  /** Rows that are seen at once; absent where nobody scrolls. */
  readonly rows?: number;
  readonly paint: Paint;
  /** A text that opens an address (OSC 8) where the terminal can; the address itself elsewhere. */
  readonly link: (url: string) => string;
}

export const PLAIN_FORM: TerminalForm = { columns: 100, paint: (_, text) => text, link: (url) => url };

/** Words in rows of a limited number of cells; a word that is wider is cut, so that nothing runs over the edge. */
export function wrapWords(text: string, columns: number): readonly string[] {
  return wrapAnsi(text, Math.max(8, columns), { hard: true }).split('\n');
}

/** A text behind a label, its further rows under its first. */
export function hanging(label: string, text: string, columns: number): readonly string[] {
  const indent = stringWidth(label);
  return wrapWords(text, columns - indent).map((row, index) =>
    index === 0 ? `${label}${row}` : `${' '.repeat(indent)}${row}`,
  );
}

/** Pieces that stay whole, joined by a sign; where a row is full the next piece hangs under the first. */
export function hangingPieces(
  label: string,
  pieces: readonly string[],
  joint: string,
  columns: number,
): readonly string[] {
  const indent = stringWidth(label);
  const rows: string[] = [];
  let row = label;
  for (const [index, piece] of pieces.entries()) {
    const last = index === pieces.length - 1;
    const next = last ? piece : `${piece}${joint}`;
    if (index > 0 && stringWidth(row) + stringWidth(next.trimEnd()) > columns) {
      rows.push(row.trimEnd());
      row = ' '.repeat(indent);
    }
    row += next;
  }
  return [...rows, row].flatMap((one) =>
    stringWidth(one) <= columns
      ? [one]
      : wrapWords(one.trimStart(), columns - indent).map((part) => `${' '.repeat(indent)}${part}`),
  );
}

/** The first rows of a text, and a sign where there were more. */
export function atMost(rows: readonly string[], most: number, columns: number): readonly string[] {
  if (rows.length <= most) return rows;
  const last = rows[most - 1] ?? '';
  const room = stringWidth(last) < columns ? last : last.slice(0, -1);
  return [...rows.slice(0, most - 1), `${room}…`];
}

/** A text in its own column: filled up, or cut with a sign. */
export function inColumn(text: string, width: number): string {
  const wide = stringWidth(text);
  if (wide <= width) return `${text}${' '.repeat(width - wide)}`;
  const [first = ''] = wrapAnsi(text, width - 1, { hard: true, trim: false, wordWrap: false }).split('\n');
  return `${first}…${' '.repeat(Math.max(0, width - 1 - stringWidth(first)))}`;
}

/** How many rows a line takes that the terminal wraps by itself. */
export function rowsOf(line: string, columns: number): number {
  return Math.max(1, Math.ceil(stringWidth(line) / columns));
}
