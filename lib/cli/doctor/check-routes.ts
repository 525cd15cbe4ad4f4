import { isMissing } from '../../aws/installation/missing.ts';
import type { OpenInstallation } from '../../aws/installation/open.ts';
import type { Config } from '../../config/config.ts';
import { fitsOne, type Route } from '../../core/notify/route.ts';
import { recover } from '../../core/refusals.ts';
import type { RenderedFinding } from '../../core/report.ts';
import { storedReport } from '../../stages/memory/stored-report.ts';
import type { DoctorRow, RowMaker } from './rows.ts';

/**
 * Each route that asks for a target, an owner or a tag fits something that was reported last: of what is discovered only
 * the reports tell.
 */
export async function checkRoutes(
  { notify, vantages }: Pick<Config, 'notify' | 'vantages'>,
  { store }: Pick<OpenInstallation, 'store'>,
  rows: RowMaker,
): Promise<readonly DoctorRow[]> {
  const asking = notify.routes
    .map((route, index) => ({ subject: `notify.routes[${index}]`, what: askedFor(route), route }))
    .filter(({ what }) => what !== '');
  if (asking.length === 0) return [];
  return await rows.unlessRefused('route', 'notify.routes', async () => {
    const reports = await Promise.all(
      vantages.map(({ name }) => recover(storedReport(name, store), isMissing, () => undefined)),
    );
    const findings = reports.flatMap((report) => report?.findings ?? []);
    // That there is no report has its own line.
    if (findings.length === 0) return [];
    return asking.map(({ subject, what, route }) =>
      findings.some((finding) => fitsTarget(route, finding))
        ? rows.row('route', subject, 'in-order')
        : rows.row('route', subject, 'route-fits-nothing', { what }),
    );
  });
}

function askedFor({ target, owner, tags = {} }: Route): string {
  return [
    ...(target === undefined ? [] : [`target ${target.join(', ')}`]),
    ...(owner === undefined ? [] : [`owner ${owner.join(', ')}`]),
    ...Object.entries(tags).map(([key, values]) => `tag ${key} ${values.join(', ')}`),
  ].join('; ');
}

function fitsTarget({ target, owner, tags = {} }: Route, finding: RenderedFinding): boolean {
  return (
    fitsOne(target, finding.target) &&
    fitsOne(owner, finding.owner) &&
    Object.entries(tags).every(([key, patterns]) => fitsOne(patterns, finding.tags?.[key]))
  );
}
