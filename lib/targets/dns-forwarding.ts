import * as z from 'zod/mini';
import { awsId, ipAddress } from '../probes/kit/fields.ts';
import { hostField } from './fields.ts';
import { CONTROL_TIMEOUT_MS, nameQuestions } from './questions.ts';
import { defineTarget } from './target.ts';

const hosts = z.optional(z.array(hostField).check(z.minLength(1), z.maxLength(20)));
const addresses = z.optional(z.array(ipAddress).check(z.minLength(1), z.maxLength(10)));

/** Names that must pass between a site and a VPC through Route 53 Resolver. */
export const dnsForwarding = defineTarget({
  type: 'dns-forwarding',
  fields: z.lazy(() =>
    z
      .strictObject({
        vpc: awsId('vpc'),
        /** Names that the site must resolve as the VPC does. */
        names: hosts,
        /** Domains of the site that the VPC must resolve. */
        domains: hosts,
        /** DNS servers of the site. */
        servers: addresses,
        /** Addresses of the inbound endpoint, that the site's DNS servers forward to. */
        inbound: addresses,
      })
      .check(
        z.refine(
          ({ names, domains }) => names !== undefined || domains !== undefined,
          'expected `names` that the site must resolve, or `domains` that the VPC must resolve',
        ),
      ),
  ),
  questions: ({ vpc, names = [], domains = [], servers = [], inbound = [] }, { place }) => {
    const inVpc = place?.vpc === vpc;
    return {
      outcome: 'asks',
      questions: [
        ...names.flatMap((host) =>
          nameQuestions(host, {
            expect: 'private',
            ...(!inVpc && inbound.length > 0 && { forwarders: inbound }),
          }),
        ),
        ...(inVpc ? domains.flatMap((host) => nameQuestions(host)) : []),
        { kind: 'resolver', timeoutMs: CONTROL_TIMEOUT_MS, vpc, names, domains, servers, inbound },
      ],
    };
  },
});
