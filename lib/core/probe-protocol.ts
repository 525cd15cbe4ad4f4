/**
 * The forms in which `watch` asks a probe and the probe answers. The probe of another account is updated minutes after
 * the installation, or not at all: each side understands the form before its own too.
 *
 * 1: neither carries a version. 2: both carry `version`, and a probe that does not understand a question answers with
 * `understands`, the versions that it does.
 */
export const PROBE_VERSION = 2;

/** Newest first. */
export const UNDERSTOOD_VERSIONS: readonly number[] = [2, 1];

/** The newest form that both sides understand; undefined where there is none. */
export function commonVersion(others: readonly number[]): number | undefined {
  return UNDERSTOOD_VERSIONS.find((one) => others.includes(one));
}
