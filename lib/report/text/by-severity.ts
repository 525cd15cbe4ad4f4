import type { Status } from '../../core/reason.ts';
import type { RenderedFinding } from '../../core/report.ts';

/** What is told first. */
const ORDER: Readonly<Record<Status, number>> = { failed: 0, degraded: 1, unknown: 2, healthy: 3 };
const SEVERITY_ORDER = { critical: 0, warning: 1, info: 2 } as const;

/** Sorts findings, the worst first; what another finding explains comes after what nothing explains. */
export function bySeverity(a: RenderedFinding, b: RenderedFinding): number {
  return (
    ORDER[a.status] - ORDER[b.status] ||
    (SEVERITY_ORDER[a.severity ?? 'info'] ?? 2) - (SEVERITY_ORDER[b.severity ?? 'info'] ?? 2) ||
    Number(a.reason === 'blocked-by') - Number(b.reason === 'blocked-by')
  );
}

/** The findings of each target, and the targets too, the worst first. */
export function targetsBySeverity(
  findings: readonly RenderedFinding[],
): readonly { readonly target: string; readonly worst: readonly RenderedFinding[] }[] {
  return [...Map.groupBy(findings, ({ target }) => target)]
    .map(([target, its]) => ({ target, worst: its.toSorted(bySeverity) }))
    .toSorted(({ worst: [a] }, { worst: [b] }) =>
      a === undefined || b === undefined ? 0 : bySeverity(a, b),
    );
}
