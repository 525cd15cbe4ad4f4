import * as z from 'zod/mini';
import { portNumber } from '../probes/kit/fields.ts';
import { hostField } from './fields.ts';
import { nameQuestions } from './questions.ts';
import { defineTarget } from './target.ts';

/** AWS Client VPN gives each endpoint a wildcard name; clients put a label of their own before it (AWS Client VPN Administrator Guide, "Export the client configuration file"). */
const CLIENT_VPN_NAME = /\.clientvpn\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\.?$/i;
/** Any label does; a fixed one lets the name be judged on its own. */
const LABEL = 'gatewatch';

/** A server that speaks OpenVPN, such as an AWS Client VPN endpoint, by name. */
export const openvpnServer = defineTarget({
  type: 'openvpn',
  fields: z.lazy(() =>
    z.strictObject({
      address: hostField,
      port: z._default(portNumber, 443),
      transport: z._default(z.enum(['udp', 'tcp']), 'udp'),
      answersStrangers: z._default(z.boolean(), false),
    }),
  ),
  questions: ({ address, port, transport, answersStrangers }) => {
    const host = clientVpnHost(address);
    // Over TCP the kind itself tells a refused connection: a `port` beside it would be the same outage twice.
    return {
      outcome: 'asks',
      questions: [...nameQuestions(host), { kind: 'openvpn', host, port, transport, answersStrangers }],
    };
  },
});

/** The name a client asks for: an endpoint's own begins with `*.`, or is written without it. */
export function clientVpnHost(name: string): string {
  const bare = name.replace(/^\*\./, '');
  return CLIENT_VPN_NAME.test(bare) ? `${LABEL}.${bare}` : bare;
}
