import { DIRECTORY_PORTS } from '../../catalogue/active-directory.ts';
import { gradeClock } from '../../catalogue/clock.ts';
import type { Evidence } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import { boundedText } from '../../core/text.ts';
import { placeOfServer } from '../../net/resolve.ts';
import { evidence, judgeEach } from '../kit/findings.ts';
import type { Controller, DomainControllersObservation, FoundRecord } from './observe.ts';
import type { DomainControllersReason, DomainControllersSpec } from './spec.ts';

type Fault = JudgedFault<DomainControllersReason>;

/** What a member of the domain would meet: records, then each controller. */
export function judgeDomainControllers(
  asked: readonly Asked<DomainControllersSpec, DomainControllersObservation>[],
): Judged<DomainControllersReason> {
  return judgeEach(asked, ({ spec, observation }) => {
    const { domain } = spec;
    const { records, controllers, servers, more } = observation;
    const faultsOf = controllers.map((one) => controllerFaults(one, domain));
    const isServed = faultsOf.some((faults) => faults.every(({ status }) => status !== undefined));
    return {
      evidence: [
        evidence({
          subject: domain,
          outcome: 'looked-up',
          servers,
          controllers: controllers.map(({ host }) => boundedText(host, 255)),
          notAsked: more > 0 ? more : undefined,
        }),
        ...records.map(recordEvidence),
        ...controllers.map(controllerEvidence),
      ],
      faults: [
        ...records.flatMap((one) => recordFault(one, domain, servers)),
        // Members turn to another controller while one is in order.
        ...faultsOf
          .flat()
          .map((fault) =>
            isServed && fault.status === undefined
              ? { ...fault, status: 'degraded' as const, severity: 'warning' as const }
              : fault,
          ),
      ],
    };
  });
}

function recordFault(
  { name, lookup }: FoundRecord,
  domain: string,
  servers: readonly string[],
): readonly Fault[] {
  if (lookup.outcome === 'answered' && lookup.places.some(({ host }) => host !== '')) return [];
  const [server = '-'] = servers;
  return [
    {
      reason: 'domain-records-missing',
      subject: domain,
      // A DNS server that does not answer has a reason of its own.
      dueTo: 'dns',
      values: {
        record: name,
        domain,
        answer: ('rcode' in lookup && lookup.rcode) || lookup.outcome,
        servers: servers.join(', ') || '-',
        server: placeOfServer(server).host,
      },
    },
  ];
}

function controllerFaults(one: Controller, domain: string): readonly Fault[] {
  const controller = boundedText(one.host, 255);
  if (one.outcome === 'unresolved') {
    const values = { controller, domain, answer: one.lookup };
    return [{ reason: 'controller-not-found', subject: controller, values }];
  }
  const outcomesOf = (port: number) =>
    one.addresses.flatMap(({ ports }) => ports.filter((asked) => asked.port === port));
  const closed = DIRECTORY_PORTS.filter(({ port }) =>
    outcomesOf(port).every(({ outcome }) => outcome !== 'open'),
  );
  const said = (port: number) => outcomesOf(port)[0]?.outcome ?? '-';
  const portFault = (some: typeof closed, optional: boolean): readonly Fault[] => {
    const [first] = some;
    if (first === undefined) return [];
    return [
      {
        reason: 'controller-port-closed',
        subject: controller,
        port: first.port,
        ...(optional && { status: 'degraded', severity: 'info' }),
        values: {
          controller,
          domain,
          port: first.port,
          closed: some.map(({ port, serves }) => `${port} ${serves} ${said(port)}`).join(', '),
        },
      },
    ];
  };
  return [
    ...portFault(
      closed.filter(({ required }) => required),
      false,
    ),
    ...portFault(
      closed.filter(({ required }) => !required),
      true,
    ),
    ...clockFault(one, controller, domain),
  ];
}

/** Kerberos refuses tickets beyond five minutes (RFC 4120 §1.2, "Kerberos" policies of Active Directory). */
function clockFault(one: Controller, controller: string, domain: string): readonly Fault[] {
  const offset = offsetOf(one);
  if (offset === undefined || gradeClock(offset) !== 'critical') return [];
  const values = { controller, domain, offsetSeconds: Math.round(offset / 100) / 10 };
  return [{ reason: 'controller-clock-skewed', subject: controller, values }];
}

/** By the source that tells best. */
function offsetOf(one: Controller): number | undefined {
  if (one.outcome !== 'asked') return undefined;
  return one.addresses
    .flatMap(({ clocks }) => clocks.flatMap((clock) => (clock.outcome === 'read' ? [clock] : [])))
    .sort((best, other) => best.errorMs - other.errorMs)[0]?.offsetMs;
}

function recordEvidence({ name, lookup }: FoundRecord): Evidence {
  return evidence({
    subject: name,
    outcome: lookup.outcome,
    rcode: 'rcode' in lookup ? lookup.rcode : undefined,
    places:
      lookup.outcome === 'answered'
        ? lookup.places.slice(0, 20).map(({ host, port }) => boundedText(`${host}:${port}`, 260))
        : undefined,
  });
}

function controllerEvidence(one: Controller): Evidence {
  const offsetMs = offsetOf(one);
  const addresses = one.outcome === 'asked' ? one.addresses : [];
  return evidence({
    subject: boundedText(one.host, 255),
    outcome: one.outcome,
    lookup: one.outcome === 'unresolved' ? one.lookup : undefined,
    addresses: addresses.map(({ address }) => address),
    ports: addresses.flatMap(({ ports }) => ports.map(({ port, outcome }) => `${port} ${outcome}`)),
    offsetMs: offsetMs === undefined ? undefined : Math.round(offsetMs),
  });
}
