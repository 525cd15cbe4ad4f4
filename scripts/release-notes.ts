const STEPS = ['major', 'minor', 'patch'] as const;
type Step = (typeof STEPS)[number];

const VERSION = /^(\d+)\.(\d+)\.(\d+)$/;

/**
 * The version after `current` (Semantic Versioning 2.0.0, items 6 to 8).
 *
 * @param step - `major`, `minor`, `patch`, or the version itself
 * @throws {Error} where it is neither, or not later than `current`
 */
export function nextVersion(current: string, step: string): string {
  const from = numbersOf(current);
  if (from === undefined) throw new Error(`package.json: version ${current} is no x.y.z`);
  if (isStep(step)) {
    const at = STEPS.indexOf(step);
    return from.map((number, index) => (index < at ? number : index === at ? number + 1 : 0)).join('.');
  }
  const to = numbersOf(step);
  if (to === undefined) throw new Error(`expected patch, minor, major or x.y.z, got "${step}"`);
  if (!isLater(to, from)) throw new Error(`${step} is not later than ${current}`);
  return step;
}

/**
 * The change log with "Unreleased" turned into a version, a new empty "Unreleased" above it, and the text of the release.
 *
 * @throws {Error} where nothing is under "Unreleased", or the version is already there
 */
export function releaseNotes(
  changelog: string,
  version: string,
  date: Date,
): { readonly changelog: string; readonly notes: string } {
  const heading = /^## Unreleased\n/m.exec(changelog);
  if (heading === null) throw new Error('CHANGELOG.md has no heading "## Unreleased"');
  if (changelog.includes(`\n## ${version} `)) throw new Error(`CHANGELOG.md already has ${version}`);
  const start = heading.index + heading[0].length;
  const next = changelog.indexOf('\n## ', start);
  const notes = changelog.slice(start, next === -1 ? undefined : next).trim();
  if (notes === '') throw new Error('nothing is under "## Unreleased" in CHANGELOG.md');
  const day = date.toISOString().slice(0, 10);
  return {
    changelog: `${changelog.slice(0, start)}\n## ${version} - ${day}\n${changelog.slice(start)}`,
    notes,
  };
}

function numbersOf(version: string): readonly number[] | undefined {
  return VERSION.exec(version)?.slice(1).map(Number);
}

function isStep(word: string): word is Step {
  return (STEPS as readonly string[]).includes(word);
}

function isLater(to: readonly number[], from: readonly number[]): boolean {
  const at = to.findIndex((number, index) => number !== from[index]);
  return at !== -1 && (to[at] ?? 0) > (from[at] ?? 0);
}
