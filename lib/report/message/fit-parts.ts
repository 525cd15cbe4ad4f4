import type { Part } from '../text/parts.ts';

/** Paragraphs that go together, in an output's own form. */
export interface Rendered<B> {
  readonly blocks: readonly B[];
  /** What it takes of the budget, in the output's own measure. */
  readonly size: number;
}

/**
 * Renders what fits. Where there is no room for all, the parts of the highest rank are left out; those that stay keep
 * their order. A part without a heading goes where the one before it goes.
 *
 * @returns the blocks, and whether something was left out
 */
export function fitParts<B>(
  parts: readonly Part[],
  render: (part: Part) => Rendered<B>,
  budget: { readonly size: number; readonly blocks: number },
): { readonly blocks: readonly B[]; readonly complete: boolean } {
  const groups = groupParts(parts).map((group, place) => {
    const rendered = group.map(render);
    return {
      place,
      rank: Math.min(...group.map(({ rank }) => rank)),
      blocks: rendered.flatMap(({ blocks }) => blocks),
      size: rendered.reduce((sum, { size }) => sum + size, 0),
    };
  });
  let { size, blocks } = budget;
  const kept = groups
    .toSorted((a, b) => a.rank - b.rank)
    .filter((group) => {
      const fits = group.size <= size && group.blocks.length <= blocks;
      if (fits) {
        size -= group.size;
        blocks -= group.blocks.length;
      }
      return fits;
    });
  return {
    blocks: kept.toSorted((a, b) => a.place - b.place).flatMap((group) => group.blocks),
    complete: kept.length === groups.length,
  };
}

function groupParts(parts: readonly Part[]): readonly (readonly Part[])[] {
  const groups: Part[][] = [];
  for (const part of parts) {
    const last = groups.at(-1);
    if (part.heading === undefined && last !== undefined) last.push(part);
    else groups.push([part]);
  }
  return groups;
}

/** Lines as far as they go; a first line that is too long by itself is cut. */
export function fitLines(lines: readonly string[], limit: number): string {
  let text = '';
  for (const [index, line] of lines.entries()) {
    const longer = index === 0 ? line : `${text}\n${line}`;
    if (longer.length > limit - 2) {
      return index === 0 ? `${line.slice(0, limit - 2).toWellFormed()}…` : `${text}\n…`;
    }
    text = longer;
  }
  return text;
}
