import stringWidth from 'fast-string-width';
import { escapeHtml } from '../lib/report/html/html-template.ts';

/** Cells and rows in pixels. */
const CELL = 8.4;
const ROW = 19;
const MARGIN = 14;

/** Colours of SGR codes (ECMA-48 §8.3.117) on a dark ground. */
const COLOURS: Readonly<Record<string, string>> = {
  31: '#ff8f85',
  32: '#7ddc91',
  33: '#f3b95f',
  35: '#cba6f7',
};

interface Style {
  readonly colour: string;
  readonly isBold: boolean;
  readonly isDim: boolean;
}
const PLAIN: Style = { colour: '#e6e9ee', isBold: false, isDim: false };

/** What a terminal shows of a text with SGR codes, as a picture that scales. */
export function terminalSvg(title: string, text: string, columns: number): string {
  const rows = text
    .replace(/\n$/, '')
    .split('\n')
    .flatMap((row) => broken(row, columns));
  const width = Math.round(columns * CELL + 2 * MARGIN);
  const height = rows.length * ROW + 2 * MARGIN;
  let style = PLAIN;
  const drawn = rows.map((row, index) => {
    const y = MARGIN + index * ROW + 14;
    let cell = 0;
    const spans: string[] = [];
    for (const piece of row.split(/(\u001b\[[0-9;]*m)/)) {
      const [, codes] = /^\u001b\[([0-9;]*)m$/.exec(piece) ?? [];
      if (codes !== undefined) style = codes.split(';').reduce(styled, style);
      else if (piece !== '') {
        // Words one by one: what draws the picture may take spaces together.
        for (const word of piece.split(/( +)/)) {
          const cells = stringWidth(word);
          if (word.trim() !== '')
            spans.push(
              `<text x="${(MARGIN + cell * CELL).toFixed(1)}" y="${y}" fill="${style.colour}"${style.isBold ? ' font-weight="bold"' : ''}${style.isDim ? ' opacity=".7"' : ''} textLength="${(cells * CELL).toFixed(1)}" lengthAdjust="spacingAndGlyphs">${escapeHtml(word)}</text>`,
            );
          cell += cells;
        }
      }
    }
    return spans.join('');
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" xml:space="preserve">
<title>${escapeHtml(title)}</title>
<rect width="100%" height="100%" rx="8" fill="#14171b"/>
${drawn.join('\n')}
</svg>
`;
}

function styled(style: Style, code: string): Style {
  if (code === '' || code === '0') return PLAIN;
  if (code === '1') return { ...style, isBold: true };
  if (code === '2') return { ...style, isDim: true };
  if (code === '22') return { ...style, isBold: false, isDim: false };
  if (code === '39') return { ...style, colour: PLAIN.colour };
  return { ...style, colour: COLOURS[code] ?? style.colour };
}

/** A row that is longer than the terminal goes on in the next, as terminals have it. */
function broken(row: string, columns: number): readonly string[] {
  if (stringWidth(row) <= columns) return [row];
  const rows: string[] = [];
  let rest = row;
  while (stringWidth(rest) > columns) {
    let end = rest.length;
    while (stringWidth(rest.slice(0, end)) > columns) end -= 1;
    rows.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...rows, rest];
}
