import { DIRECTORY_PORTS } from '../../catalogue/active-directory.ts';
import { NTP_PORT } from '../../catalogue/clock.ts';
import type { ObserveContext } from '../../core/probe.ts';
import type { ServiceLookup } from '../../net/srv.ts';
import { askTcp, type TcpOutcome } from '../../net/tcp.ts';
import { askUntilSettled } from '../kit/ask-until-settled.ts';
import { SOURCES } from '../kit/clock/all.ts';
import type { ClockAnswer } from '../kit/clock/source.ts';
import { type Resolved, resolveHost } from '../kit/resolved.ts';
import type { DomainControllersSpec } from './spec.ts';

/** What a member looks up. Source: RFC 2782; Microsoft, "How DNS Support for Active Directory Works" (SRV records). */
const RECORDS = {
  ldap: (domain: string) => `_ldap._tcp.dc._msdcs.${domain}`,
  kerberos: (domain: string) => `_kerberos._tcp.${domain}`,
} as const;

/** More controllers than that are not asked one by one. */
const MAX_CONTROLLERS = 10;
const SMB_PORT = 445;
/** Of the time there is, how much the look-ups may take. */
const LOOKUP_SHARE = 0.3;

export interface FoundRecord {
  readonly name: string;
  readonly lookup: ServiceLookup;
}

/** One address of a controller: its ports, and what told its time. */
interface ControllerAddress {
  readonly address: string;
  readonly ports: readonly { readonly port: number; readonly outcome: TcpOutcome['outcome'] }[];
  readonly clocks: readonly ClockAnswer[];
}

export type Controller = { readonly host: string } & (
  | { readonly outcome: 'asked'; readonly addresses: readonly ControllerAddress[] }
  | Exclude<Resolved, { readonly outcome: 'answered' }>
);

export interface DomainControllersObservation {
  readonly outcome: 'asked';
  readonly servers: readonly string[];
  readonly records: readonly FoundRecord[];
  readonly controllers: readonly Controller[];
  /** Controllers beyond those that were asked. */
  readonly more: number;
}

/** Looks the domain's controllers up, and asks each for its ports and its clock. */
export async function observeDomainControllers(
  { domain }: DomainControllersSpec,
  context: ObserveContext,
): Promise<DomainControllersObservation> {
  const { names, deadline } = context;
  const timeoutMs = deadline.remainingMs() * LOOKUP_SHARE;
  // Only this kind needs the DNS codec, so that no other start pays for it.
  const { lookUpService } = await import('../../net/srv.ts');
  const records = await Promise.all(
    Object.values(RECORDS).map(async (nameOf): Promise<FoundRecord> => {
      const name = nameOf(domain.replace(/\.$/, ''));
      return { name, lookup: await lookUpService(name, names.servers, timeoutMs, deadline.signal) };
    }),
  );
  const hosts = new Set(
    records.flatMap(({ lookup }) =>
      lookup.outcome === 'answered'
        ? lookup.places.map(({ host }) => host).filter((host) => host !== '')
        : [],
    ),
  );
  const controllers = await Promise.all(
    [...hosts].slice(0, MAX_CONTROLLERS).map((host) => askController(host, context)),
  );
  return {
    outcome: 'asked',
    servers: names.servers,
    records,
    controllers,
    more: Math.max(0, hosts.size - MAX_CONTROLLERS),
  };
}

async function askController(host: string, context: ObserveContext): Promise<Controller> {
  const resolved = await resolveHost(host, context);
  if (resolved.outcome !== 'answered') return { host, ...resolved };
  const addresses = await Promise.all(
    resolved.addresses.map(async (address): Promise<ControllerAddress> => {
      const [ports, clocks] = await Promise.all([
        Promise.all(DIRECTORY_PORTS.map(({ port }) => askPort(address, port, context))),
        Promise.all(CLOCKS.map(({ source, port }) => askClock(source, host, address, port, context))),
      ]);
      return { address, ports, clocks };
    }),
  );
  return { host, outcome: 'asked', addresses };
}

async function askPort(address: string, port: number, context: ObserveContext) {
  const { answer } = await askUntilSettled<TcpOutcome>(
    context,
    { outcome: 'silent', elapsedMs: 0 },
    (timeoutMs) => askTcp(address, port, timeoutMs, context.deadline.signal),
    ({ outcome }) => outcome === 'open',
  );
  return { port, outcome: answer.outcome };
}

/** Many controllers serve no NTP to strangers: that is not waited for to the end. */
const CLOCK_MS = 1500;

/** A controller tells its time to everybody who asks for SMB; its time service, where it has one, to whom it lets. */
const CLOCKS = [
  { source: 'smb2', port: SMB_PORT },
  { source: 'ntp', port: NTP_PORT },
] as const;

async function askClock(
  source: (typeof CLOCKS)[number]['source'],
  host: string,
  address: string,
  port: number,
  context: ObserveContext,
): Promise<ClockAnswer> {
  const { clock, deadline } = context;
  const { answer } = await askUntilSettled<ClockAnswer>(
    context,
    { outcome: 'unreadable', why: 'silent' },
    (leftMs) => {
      const timeoutMs = Math.min(leftMs, CLOCK_MS);
      return SOURCES[source].ask({ host, address, port, clock, timeoutMs, signal: deadline.signal });
    },
    ({ outcome }) => outcome === 'read',
  );
  return answer;
}
