import { nearestWord } from '../core/nearest.ts';
import { type EndpointFamily, SERVICE_ENDPOINTS } from './service-endpoints.ts';

/** The name of a service's endpoint in a Region, or why there is none. */
export type ServiceEndpoint =
  | { readonly outcome: 'known'; readonly host: string }
  | { readonly outcome: 'unknown-service'; readonly near?: string }
  /** `regions` that have it, none for a family that the service does not have. */
  | { readonly outcome: 'not-there'; readonly regions: readonly string[] };

/** @param service - the first words of its endpoints, such as `sts`, `api.ecr` or `oidc` */
export function serviceEndpoint(service: string, region: string, family: EndpointFamily): ServiceEndpoint {
  const families = SERVICE_ENDPOINTS[service];
  if (families === undefined) {
    const near = nearestWord(service, Object.keys(SERVICE_ENDPOINTS));
    return { outcome: 'unknown-service', ...(near !== undefined && { near }) };
  }
  const names = Object.entries(families[family] ?? {}).map(([template, regions]) => ({
    template,
    regions: regions.split(' '),
  }));
  const found = names.find(({ regions }) => regions.includes(region));
  return found === undefined
    ? { outcome: 'not-there', regions: names.flatMap(({ regions }) => regions) }
    : { outcome: 'known', host: found.template.replace('{region}', region) };
}
