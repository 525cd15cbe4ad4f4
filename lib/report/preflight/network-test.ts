import {
  ENDPOINT_TLS_PORTS,
  type Family,
  publicEndpoints,
  type ServiceEndpoint,
  SUPPORT_CHANNEL,
} from '../../catalogue/storage-gateway.ts';
import type { Report } from '../../core/report.ts';

/** One place that the gateway's own network test tries, and what is known of it without the gateway's console. */
export interface NetworkTestPlace extends ServiceEndpoint {
  /** From where the run is: the port and, where it was asked, the certificate. */
  readonly here: 'reached' | 'failed' | 'not-checked';
  /** The gateway fetched a key through it. Of the others only the gateway can tell. */
  readonly shownByKey: boolean;
  /** Commands of "Gateway Console" on the gateway ("Testing your gateway connection to the internet"). */
  readonly commands: readonly string[];
}

/** Where a gateway asks for its key ("Requirements", service endpoints). */
const KEY_ROLE = 'anon-cp';
const CHECKS: readonly string[] = ['port', 'tls'];

/**
 * Which checks of the network test are known, and from where. A machine beside the gateway shows that an endpoint
 * answers; that the gateway itself may reach it, only its own console or a key shows.
 */
export function networkTest(
  report: Report,
  where: { readonly region: string; readonly endpoint?: string; readonly family?: Family },
  keyCame: boolean,
): readonly NetworkTestPlace[] {
  const { endpoint, region, family = 'standard' } = where;
  const places: readonly ServiceEndpoint[] =
    endpoint === undefined
      ? publicEndpoints(region, family)
      : [...ENDPOINT_TLS_PORTS, SUPPORT_CHANNEL].map(({ port, role }) => ({ host: endpoint, port, role }));
  return places.map((place) => ({
    ...place,
    here: seenFromHere(report, place),
    shownByKey: keyCame && place.role === KEY_ROLE,
    commands: ['ncport', 'sslcheck'].map((command) => `${command} -d ${place.host} -p ${place.port}`),
  }));
}

function seenFromHere({ findings }: Report, { host, port }: ServiceEndpoint): NetworkTestPlace['here'] {
  const seen = findings
    .filter(({ check }) => CHECKS.includes(check))
    .flatMap(({ evidence }) => evidence)
    .filter((one) => one.subject === `${host}:${port}`);
  if (seen.length === 0) return 'not-checked';
  return seen.every(({ faults = [] }) => faults.length === 0) ? 'reached' : 'failed';
}
