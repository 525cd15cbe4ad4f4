import type { TestContext } from 'node:test';
import { askFrom } from '../lab/support/ask.ts';
import { CONTROLLER, DOMAIN, type Domain, makeDomain } from '../lab/support/domain-controller.ts';
import { type Rule, setRules } from '../lab/support/rules.ts';
import { SITE } from '../lab/support/site.ts';
import type { Fault, Faults } from './fault.ts';
import { DOMAIN_OF_THE_GONE, type Lab, lab } from './lab-faults.ts';

/** Faults of a domain, planted in Samba as its controller and in the router before it. */

const ADDRESS = '10.5.0.30';

let made: Promise<Domain> | undefined;

/** One domain for all faults: it takes seconds to make. */
function domainIn({ attach, scope }: Lab): Promise<Domain> {
  made ??= attach('dc', ADDRESS, '10.5.0.1').then((namespace) => makeDomain(scope, namespace, ADDRESS));
  return made;
}

function controlled({
  domain = DOMAIN,
  off,
  rules = [],
}: {
  readonly domain?: string;
  readonly off?: string;
  readonly rules?: readonly Rule[];
}): Fault['see'] {
  return async (t: TestContext) => {
    const place = await lab();
    await (await domainIn(place)).runs(off);
    t.after(() => setRules(place.router, []));
    await setRules(place.router, rules);
    return await ask(place, domain);
  };
}

async function ask({ client }: Lab, domain: string, server: string = ADDRESS) {
  const question = { kind: 'domain-controllers', domain, timeoutMs: 6000, attempts: 1 };
  return (await askFrom(client, [question], { servers: [server] })).findings;
}

export const DOMAIN_FAULTS: Faults = {
  'domain-of-another-dns-server': {
    planted: 'the DNS server is a controller of another domain',
    see: controlled({ domain: 'other.example.com' }),
    expected: ['domain-controllers failed domain-records-missing critical at other.example.com'],
  },
  'controller-left-its-records': {
    planted: 'DNS names a controller that has no address any more',
    see: async () => ask(await lab(), DOMAIN_OF_THE_GONE, SITE.nameServer),
    expected: [`domain-controllers failed controller-not-found critical at dc9.${DOMAIN_OF_THE_GONE}`],
  },
  'kerberos-filtered': {
    planted: 'a firewall drops TCP 88 to the controller',
    see: controlled({ rules: [{ does: 'drop', protocol: 'tcp', ports: [88] }] }),
    expected: [`domain-controllers failed controller-port-closed critical at ${CONTROLLER}`],
  },
  'ldaps-filtered': {
    planted: 'a firewall drops TCP 636 to the controller, which only some functions use',
    see: controlled({ rules: [{ does: 'drop', protocol: 'tcp', ports: [636] }] }),
    expected: [`domain-controllers degraded controller-port-closed info at ${CONTROLLER}`],
  },
  'controller-clock-behind': {
    planted: 'the clock of the controller is six minutes behind',
    see: controlled({ off: '-6m' }),
    expected: [`domain-controllers failed controller-clock-skewed critical at ${CONTROLLER}`],
  },
  'domain-in-order': {
    planted: 'nothing: the controller serves every port and its clock is right',
    see: controlled({}),
    expected: [],
  },
};
