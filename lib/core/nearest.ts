/**
 * The word somebody probably meant, or undefined when none is near: the beginning of one, or one of which at
 * most a third of the letters (one of a short word) were changed. Letter case counts for nothing.
 */
export function nearestWord(typed: string, known: readonly string[]): string | undefined {
  // Nobody mistypes a hundred letters, and the distance takes time by the square of the length.
  if (typed.length > 100 || typed.length < 2) return undefined;
  const wanted = typed.toLowerCase();
  const scored = known
    .map((word) => ({ word, distance: editDistance(wanted, word.toLowerCase()) }))
    .filter(
      ({ word, distance }) =>
        distance <= Math.max(1, Math.floor(word.length / 3)) || word.toLowerCase().startsWith(wanted),
    )
    .sort((a, b) => a.distance - b.distance);
  return scored[0]?.word;
}

/** @returns ` (did you mean …?)`, or nothing where no word is near */
export function suggest(typed: string, known: readonly string[]): string {
  const near = nearestWord(typed, known);
  // The same letters are a text where no text is expected: "true" for true.
  return near === undefined || near === typed ? '' : ` (did you mean "${near}"?)`;
}

/**
 * Insertions, deletions, substitutions and swaps of neighbours between two words.
 * Source: the optimal string alignment distance (Damerau 1964; Wagner and Fischer 1974).
 */
function editDistance(a: string, b: string): number {
  let twoAbove: readonly number[] = [];
  let above: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const substituted = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const swapped =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
          ? (twoAbove[column - 2] ?? 0) + 1
          : substituted;
      current.push(Math.min((above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, substituted, swapped));
    }
    twoAbove = above;
    above = current;
  }
  return above[b.length] ?? 0;
}
