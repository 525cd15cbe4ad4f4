import type { PathLane, TargetPath } from '../../core/path.ts';

/**
 * The lanes of a target that are drawn where there is no room for all: the worst first, and however few there may be,
 * one for each check that failed, so that no failure is hidden behind another one.
 */
export function shownLanes({ lanes }: Pick<TargetPath, 'lanes'>, most: number): readonly PathLane[] {
  const shown = new Set<PathLane>();
  const seen = new Set<string>();
  for (const lane of lanes) {
    const failed = failedChecks(lane).filter((check) => !seen.has(check));
    if (failed.length > 0) shown.add(lane);
    for (const check of failed) seen.add(check);
  }
  for (const lane of lanes) if (shown.size < most) shown.add(lane);
  return lanes.filter((lane) => shown.has(lane));
}

function failedChecks({ hops }: PathLane): readonly string[] {
  return hops.flatMap(({ state, check, name }) => (state === 'failed' ? [check ?? name] : []));
}
