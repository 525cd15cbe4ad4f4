import type { Report } from '../../core/report.ts';

/**
 * A report as `JSON.stringify(report, null, 2)` writes it, with a line end, a finding at a time: the text of 5,000
 * targets is never one string.
 */
export function* jsonPieces(report: Report): Generator<string> {
  const entries = Object.entries(report).filter(([, value]) => value !== undefined);
  yield '{\n';
  for (const [index, [key, value]] of entries.entries()) {
    const end = index === entries.length - 1 ? '\n' : ',\n';
    yield `  ${JSON.stringify(key)}: `;
    if (Array.isArray(value) && value.length > 0) {
      yield '[\n';
      for (const [at, item] of value.entries())
        yield `    ${indented(item, 4)}${at === value.length - 1 ? '\n' : ',\n'}`;
      yield `  ]${end}`;
    } else yield `${indented(value, 2)}${end}`;
  }
  yield '}\n';
}

/** Line ends within strings are escaped: those that are left are of the layout. */
function indented(value: unknown, spaces: number): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${' '.repeat(spaces)}`);
}
