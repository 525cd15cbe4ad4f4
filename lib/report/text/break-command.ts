import stringWidth from 'fast-string-width';

/** Words of a shell command: what stands in quotes is one word. */
const WORD = /(?:'[^']*'|"(?:[^"\\]|\\.)*"|[^\s'"])+/g;

/**
 * A command in rows of a bounded number of cells, joined by a backslash, so that several rows are copied as one command
 * (POSIX Shell Command Language §2.2.1). It is broken between options, never inside a word: one that is wider than a
 * row stays whole.
 */
export function breakCommand(command: string, columns: number): readonly string[] {
  if (stringWidth(command) <= columns) return [command];
  const room = columns - 2;
  const rows: string[] = [];
  let row = '';
  for (const piece of piecesOf(command, room - INDENT.length)) {
    const longer = row === '' ? piece : `${row} ${piece}`;
    if (row.trim() !== '' && stringWidth(longer) > room) {
      rows.push(row);
      row = `${INDENT}${piece}`;
    } else row = longer;
  }
  rows.push(row);
  return rows.map((one, index) => (index === rows.length - 1 ? one : `${one} \\`));
}

const INDENT = '  ';

/** An option stays with its value where there is room for both. */
function piecesOf(command: string, room: number): readonly string[] {
  const words = command.match(WORD) ?? [];
  const options: string[][] = [];
  for (const word of words) {
    const last = options.at(-1);
    if (last === undefined || word.startsWith('-')) options.push([word]);
    else last.push(word);
  }
  return options.flatMap((option) => {
    const whole = option.join(' ');
    return stringWidth(whole) <= room ? [whole] : option;
  });
}
