import type { Evidence, Finding } from '../../core/finding.ts';
import type { Fingerprint, Mark } from '../../core/last-good.ts';

/** A name of more addresses than that is not recognised by them. */
const MAX_MARKS = 16;

/**
 * A fingerprint for each subject of a finding: what its evidence shows, and whether that is well.
 *
 * @param harmless - reasons that leave what is remembered as good as it was
 */
export function fingerprintsBySubject(
  { evidence, faults }: Finding,
  marksOf: (evidence: Evidence) => readonly Mark[],
  harmless: readonly string[] = [],
): readonly Fingerprint[] {
  return [...Map.groupBy(evidence, ({ subject }) => subject)].map(([subject, seen]) => {
    const marks = distinct(seen.flatMap(marksOf));
    const here = faults.filter((fault) => fault.subject === subject && !harmless.includes(fault.reason));
    const wrong = here.some(({ status }) => status !== 'unknown');
    const verdict = wrong ? 'bad' : here.length === 0 && marks.length > 0 ? 'well' : 'not-seen';
    return { subject, marks, verdict };
  });
}

/** In its own order: servers turn their answers round. */
function distinct(marks: readonly Mark[]): readonly Mark[] {
  const byId = new Map(marks.map((mark) => [mark.id, mark]));
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, MAX_MARKS);
}
