import * as z from 'zod/mini';
import type { ReasonFacts } from '../../core/reason.ts';
import { isAddress } from '../../net/addresses.ts';
import { hostName, portNumber } from '../kit/fields.ts';

/** A VPN server that should answer an OpenVPN client. */
export const openvpnSpec = z.lazy(() =>
  z
    .strictObject({
      host: hostName,
      /** AWS Client VPN listens on 443, or on 1194 where that was chosen (`VpnPort`). */
      port: z._default(portNumber, 443),
      transport: z._default(z.enum(['udp', 'tcp']), 'udp'),
      /** Whether the server is known to answer clients without its tls-auth or tls-crypt key: then silence is a failure. */
      answersStrangers: z._default(z.boolean(), false),
      /**
       * Looks up `<random>.host`: an AWS Client VPN endpoint's name is a wildcard, which clients ask with a
       * random label before it (`remote-random-hostname`; AWS Client VPN, "Export the client configuration file").
       */
      randomPrefix: z._default(z.boolean(), false),
    })
    .check(
      z.refine(({ host, randomPrefix }) => !(randomPrefix && isAddress(host)), {
        error: 'expected a host name, as an address has no random prefix',
        path: ['randomPrefix'],
      }),
    ),
);
export type OpenvpnSpec = z.infer<typeof openvpnSpec>;

/** Gravest first. */
export const OPENVPN_REASONS = {
  'openvpn-refused': { status: 'failed', severity: 'critical' },
  'openvpn-malformed': { status: 'failed', severity: 'warning' },
  // A server with tls-auth or tls-crypt ignores a client that lacks its key; `answersStrangers` makes it a failure.
  'openvpn-silent': { status: 'unknown', severity: 'warning', silence: true },
} as const satisfies Readonly<Record<string, ReasonFacts>>;

export type OpenvpnReason = keyof typeof OPENVPN_REASONS;
