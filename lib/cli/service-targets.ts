import { serviceEndpoint } from '../catalogue/service-endpoint.ts';
import { ENDPOINT_FAMILIES, type EndpointFamily, SERVICE_ENDPOINTS } from '../catalogue/service-endpoints.ts';
import type { PlannedTarget } from '../core/plan.ts';
import { tls } from '../targets/tls.ts';
import { type IssueList, parseChoice, parseList } from './values.ts';

/** The endpoints of `--service`: each is a TLS port whose certificate must end at an Amazon root, and whose clock is right. */
export function serviceTargets(
  {
    service,
    region,
    family = 'standard',
  }: { readonly service: string; readonly region?: string | undefined; readonly family?: string | undefined },
  list: IssueList,
): readonly PlannedTarget[] {
  const path = '--service';
  const chosen = parseChoice<EndpointFamily>('--family', family, ENDPOINT_FAMILIES, list);
  if (region === undefined)
    list.faults.push({ path: '--region', message: 'is missing: endpoints of which Region?' });
  if (chosen === undefined || region === undefined) return [];
  return [...new Set(parseList(path, service, list))].flatMap((one) => {
    const endpoint = serviceEndpoint(one, region, chosen);
    if (endpoint.outcome === 'known')
      return [
        { name: endpoint.host, type: tls.type, fields: { address: `${endpoint.host}:443`, clock: true } },
      ];
    if (endpoint.outcome === 'unknown-service') {
      const known = Object.keys(SERVICE_ENDPOINTS).join(', ');
      const hint = endpoint.near === undefined ? `known are ${known}` : `did you mean ${endpoint.near}?`;
      list.faults.push({ path, message: `there is no service "${one}"; ${hint}` });
      return [];
    }
    const { regions } = endpoint;
    const where = regions.length === 0 ? 'in no Region' : `in ${regions.slice(0, 12).join(', ')}`;
    list.faults.push({
      path,
      message: `${one} has no ${chosen} endpoint in ${region}; it has one ${where}`,
    });
    return [];
  });
}
