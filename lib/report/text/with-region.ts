/** What ends a command where no quotes stand around it. */
const ENDS = new Set(['|', '&', ';', '>']);

/**
 * Every `aws` command in a line for a shell, with its Region: also one inside `$(…)`, or before a pipe. One that names
 * its Region already stays as it is.
 */
export function withRegion(line: string, region: string | undefined): string {
  if (region === undefined) return line;
  const from = /(?<=^|\$\(|[|&;=]\s*)aws /g;
  let text = line;
  for (let found = from.exec(text); found !== null; found = from.exec(text)) {
    const end = endOf(text, found.index);
    const command = text.slice(found.index, end).trimEnd();
    if (/\s--region[\s=]/.test(command)) continue;
    const addition = ` --region ${region}`;
    const at = found.index + command.length;
    text = `${text.slice(0, at)}${addition}${text.slice(at)}`;
  }
  return text;
}

/** Where the command that begins at `start` ends: quotes and inner commands are skipped. */
function endOf(text: string, start: number): number {
  const open: string[] = [];
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    const around = open.at(-1);
    if (around === "'") {
      if (sign === "'") open.pop();
    } else if (text.startsWith('$(', at)) {
      open.push(')');
      at += 1;
    } else if (sign === around) open.pop();
    else if (sign === '"' || (sign === "'" && around !== '"')) open.push(sign);
    else if (open.length === 0 && (sign === ')' || ENDS.has(sign))) return at;
  }
  return text.length;
}
