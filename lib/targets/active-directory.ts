import * as z from 'zod/mini';
import { DIRECTORY_PORTS } from '../catalogue/active-directory.ts';
import { NTP_PORT } from '../catalogue/clock.ts';
import type { Question } from '../core/observation.ts';
import { gatewayId } from '../probes/kit/fields.ts';
import { hostField } from './fields.ts';
import { hostQuestions, nameQuestions } from './questions.ts';
import { defineTarget } from './target.ts';

/** DescribeSMBSettings asks the appliance itself, which takes seconds. */
const SETTINGS_TIMEOUT_MS = 15_000;
/** A look-up first, then each controller that it names. */
const CONTROLLERS_TIMEOUT_MS = 6000;
const SMB_PORT = 445;

/** An Active Directory domain that file gateways are members of: names, ports and clocks of its controllers. */
export const activeDirectory = defineTarget({
  type: 'active-directory',
  fields: z.lazy(() =>
    z.strictObject({
      /** Such as `corp.example.com`: its name leads to the controllers. */
      domain: hostField,
      /** Asked one by one, beside those that DNS names. */
      controllers: z._default(z.array(hostField).check(z.maxLength(10)), []),
      /** The gateway that must be a member of it: AWS tells. */
      gateway: z.optional(gatewayId),
    }),
  ),
  questions: ({ domain, controllers, gateway }) => ({
    outcome: 'asks',
    questions: [
      ...nameQuestions(domain, { expect: 'private' }),
      { kind: 'domain-controllers', domain, timeoutMs: CONTROLLERS_TIMEOUT_MS },
      ...controllers.flatMap((host): readonly Question[] => [
        ...hostQuestions(host, DIRECTORY_PORTS),
        // Kerberos refuses tickets beyond five minutes, from where on a skew is critical.
        { kind: 'clock', host, sources: [{ source: 'smb2', port: SMB_PORT }] },
      ]),
      ...(controllers.length === 0
        ? []
        : [{ kind: 'ntp', hosts: controllers.map((host) => ({ host, port: NTP_PORT })) }]),
      ...(gateway === undefined
        ? []
        : [{ kind: 'directory', gateway, domain, timeoutMs: SETTINGS_TIMEOUT_MS }]),
    ],
  }),
});
