import { DIRECTORY_PORTS } from '../../../lib/catalogue/active-directory.ts';
import type {
  Controller,
  DomainControllersObservation,
} from '../../../lib/probes/domain-controllers/observe.ts';
import type { DomainControllersSpec } from '../../../lib/probes/domain-controllers/spec.ts';

const domain = 'corp.example.com';
const spec: DomainControllersSpec = { domain };

export const specs: readonly DomainControllersSpec[] = [spec];

const DC1 = 'dc1.corp.example.com';
const DC2 = 'dc2.corp.example.com';

/** A controller; the ports that are closed do not answer. */
function controller(host: string, closed: readonly number[] = [], offsetMs = 12): Controller {
  const address = host === DC1 ? '10.0.0.10' : '10.0.0.11';
  return {
    host,
    outcome: 'asked',
    addresses: [
      {
        address,
        ports: DIRECTORY_PORTS.map(({ port }) => ({
          port,
          outcome: closed.includes(port) ? 'silent' : 'open',
        })),
        clocks: [
          { outcome: 'read', offsetMs, delayMs: 2, errorMs: 1 },
          { outcome: 'unreadable', why: 'silent' },
        ],
      },
    ],
  };
}

const LDAP = `_ldap._tcp.dc._msdcs.${domain}`;
const KERBEROS = `_kerberos._tcp.${domain}`;
const record = (name: string, port: number, hosts: readonly string[]) => ({
  name,
  lookup: { outcome: 'answered' as const, places: hosts.map((host) => ({ host, port })) },
});
const observed = (
  controllers: readonly Controller[],
  more: Partial<DomainControllersObservation> = {},
): DomainControllersObservation => {
  const hosts = controllers.map(({ host }) => host);
  return {
    outcome: 'asked',
    servers: ['10.0.0.2'],
    records: [record(LDAP, 389, hosts), record(KERBEROS, 88, hosts)],
    controllers,
    more: 0,
    ...more,
  };
};
const unresolved: Controller = { host: DC2, outcome: 'unresolved', lookup: 'no-such-name' };
const failed = (reason: string) => ({ status: 'failed', reason });
const degraded = (reason: string) => ({ status: 'degraded', reason });

export const samples: readonly {
  readonly title: string;
  readonly spec: DomainControllersSpec;
  readonly observation: DomainControllersObservation;
  readonly expect: { readonly status: string; readonly reason: string | null };
}[] = [
  {
    title: 'two controllers in order',
    spec,
    observation: observed([controller(DC1), controller(DC2)]),
    expect: { status: 'healthy', reason: null },
  },
  {
    title: 'DNS servers that do not know the domain',
    spec,
    observation: observed([], {
      servers: ['10.0.0.2', '10.0.0.3'],
      records: [LDAP, KERBEROS].map((name) => ({
        name,
        lookup: { outcome: 'no-such-name', rcode: 'NXDOMAIN' },
      })),
    }),
    expect: failed('domain-records-missing'),
  },
  {
    title: 'a record that says there is no service',
    spec,
    observation: observed([controller(DC1)], {
      records: [record(LDAP, 389, [DC1]), record(KERBEROS, 88, [''])],
    }),
    expect: failed('domain-records-missing'),
  },
  {
    title: 'a controller that left its records behind',
    spec,
    observation: observed([controller(DC1), unresolved]),
    expect: degraded('controller-not-found'),
  },
  {
    title: 'the only controller has no address',
    spec,
    observation: observed([unresolved]),
    expect: failed('controller-not-found'),
  },
  {
    title: 'Kerberos is filtered at every controller',
    spec,
    observation: observed([controller(DC1, [88]), controller(DC2, [88, 464])]),
    expect: failed('controller-port-closed'),
  },
  {
    title: 'Kerberos is filtered at one controller of two',
    spec,
    observation: observed([controller(DC1), controller(DC2, [88])]),
    expect: degraded('controller-port-closed'),
  },
  {
    title: 'LDAPS, which some functions use, is closed',
    spec,
    observation: observed([controller(DC1, [636])]),
    expect: degraded('controller-port-closed'),
  },
  {
    title: 'a clock six minutes behind',
    spec,
    observation: observed([controller(DC1, [], -360_000)]),
    expect: failed('controller-clock-skewed'),
  },
  {
    title: 'one controller lacks what only some functions use, the other Kerberos: members are served',
    spec,
    observation: observed([controller(DC1, [636]), controller(DC2, [88])]),
    expect: degraded('controller-port-closed'),
  },
  {
    title: 'a port that one of two addresses answers is open; of two clocks the better one counts',
    spec,
    observation: observed([
      {
        host: DC1,
        outcome: 'asked',
        addresses: ['10.0.0.10', '10.0.0.12'].map((address) => ({
          address,
          ports: DIRECTORY_PORTS.map(({ port }) => ({
            port,
            outcome: port === 88 && address === '10.0.0.10' ? ('silent' as const) : ('open' as const),
          })),
          clocks: [
            { outcome: 'unreadable', why: 'silent' },
            { outcome: 'read', offsetMs: -360_000, delayMs: 90, errorMs: 45 },
            { outcome: 'read', offsetMs: 12, delayMs: 2, errorMs: 1 },
          ],
        })),
      },
    ]),
    expect: { status: 'healthy', reason: null },
  },
  {
    title: 'no clock was read, a record names no host beside one, and more controllers than are asked',
    spec,
    observation: observed(
      [controller(DC1)].map((one) => ({
        ...one,
        addresses:
          'addresses' in one
            ? one.addresses.map((address) => ({
                ...address,
                clocks: [{ outcome: 'unreadable' as const, why: 'silent' }],
              }))
            : [],
      })),
      {
        more: 2,
        records: [
          record(LDAP, 389, ['', DC1]),
          record(
            KERBEROS,
            88,
            Array.from({ length: 21 }, (_, at) => `dc${at}.corp.example.com`),
          ),
        ],
      },
    ),
    expect: { status: 'healthy', reason: null },
  },
  {
    title: 'no record, and a machine without a DNS server',
    spec,
    observation: observed([], {
      servers: [],
      records: [{ name: LDAP, lookup: { outcome: 'no-such-name', rcode: 'NXDOMAIN' } }],
    }),
    expect: failed('domain-records-missing'),
  },
];
