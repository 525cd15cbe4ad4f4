import type { JsonObject } from '../../core/json.ts';
import type { Remedy } from '../../core/runbook.ts';
import { isAwsEndpoint, type WantedChain } from '../../trust/trust.ts';

/** What is said in other words, and linked otherwise, for hosts that are no endpoint of AWS. */
const OTHER_HOST = 'other-host';

/** Whose server it is decides what is advised: nobody asks other hosts from a gateway's own console. */
export function adviceFor(host: string, wanted: WantedChain): JsonObject {
  return isAwsEndpoint(wanted) ? { awsHost: host } : { variant: OTHER_HOST };
}

/** The links that are about gateways are not for other hosts. */
export function linksFor(
  links: readonly string[],
  forGateways: readonly string[],
): Pick<Remedy, 'links' | 'variants'> {
  return {
    links,
    variants: { [OTHER_HOST]: { links: links.filter((link) => !forGateways.includes(link)) } },
  };
}
