import { REGIONS } from '../catalogue/regions.ts';
import { FAMILIES, type Family } from '../catalogue/storage-gateway.ts';
import { InputError } from '../core/errors.ts';
import type { Locale } from '../core/locale.ts';
import { nearestWord } from '../core/nearest.ts';
import { isHost } from '../probes/fields.ts';
import { PROBES } from '../probes/registry.ts';
import type { PlannedTarget } from '../stages/plan.ts';
import { DEFAULT_ATTEMPTS, DEFAULT_TIMEOUT_MS } from '../stages/probe.ts';
import { formatHostPort, parseHostPort } from '../targets/host-port.ts';
import { regionInEndpointName } from '../targets/storage-gateway-endpoint.ts';
import type { TrustedRoot } from '../targets/target.ts';
import { readTrust } from './trust.ts';
import {
  type FaultList,
  parseChoice,
  parseCount,
  parseDurationMs,
  parseList,
  parseLocale,
} from './values.ts';

/** The flags as they were typed. */
export interface CheckFlags {
  readonly region?: string;
  readonly family?: string;
  readonly endpoint?: string;
  readonly tcp?: string;
  readonly tls?: string;
  readonly ntp?: string;
  readonly config?: string;
  readonly vantage?: string;
  readonly only?: string;
  readonly target?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly lang?: string;
  readonly timeout?: string;
  readonly attempts?: string;
  readonly trust?: string;
  readonly dns?: string;
  readonly strict?: boolean;
  readonly debug?: boolean;
}

export interface CheckOptions {
  readonly targets: readonly PlannedTarget[];
  readonly kinds?: readonly string[];
  readonly output: 'words' | 'json' | 'markdown';
  readonly locale?: Locale;
  readonly timeoutMs: number;
  readonly attempts: number;
  readonly trust?: readonly TrustedRoot[];
  readonly dnsServer?: { readonly host: string; readonly port: number };
  readonly strict: boolean;
  readonly debug: boolean;
}

const TARGET_FLAGS = '--region, --endpoint, --tcp, --tls, --ntp or --config';

/**
 * Reads the whole command line of `check`.
 *
 * @param configured - targets of `--config`, already read
 * @throws {InputError} `bad-usage` with every fault, when there is one
 */
export async function readCheckFlags(
  flags: CheckFlags,
  configured: readonly PlannedTarget[] = [],
): Promise<CheckOptions> {
  const list: FaultList = { faults: [] };
  const named = [...configured, ...targetsOfFlags(flags, list)];
  if (named.length === 0 && list.faults.length === 0) {
    list.faults.push({ path: 'check', message: `nothing to check: name it with ${TARGET_FLAGS}` });
  }
  const targets = chooseTargets(named, flags.target, list);
  const kinds = flags.only === undefined ? undefined : chooseKinds(flags.only, list);
  const timeoutMs =
    flags.timeout === undefined
      ? DEFAULT_TIMEOUT_MS
      : parseDurationMs('--timeout', flags.timeout, { minMs: 50, maxMs: 600_000 }, list);
  const attempts =
    flags.attempts === undefined
      ? DEFAULT_ATTEMPTS
      : parseCount('--attempts', flags.attempts, { min: 1, max: 10 }, list);
  const locale = parseLocale(flags.lang, list);
  const trust = flags.trust === undefined ? undefined : await readTrust(flags.trust, list);
  const dnsServer = flags.dns === undefined ? undefined : parseDnsServer(flags.dns, list);
  if (flags.json === true && flags.markdown === true) {
    list.faults.push({ path: '--json', message: 'goes without --markdown: one output at a time' });
  }
  if (list.faults.length > 0 || timeoutMs === undefined || attempts === undefined) {
    throw new InputError('bad-usage', list.faults);
  }
  return {
    targets,
    ...(kinds !== undefined && { kinds }),
    output: flags.json === true ? 'json' : flags.markdown === true ? 'markdown' : 'words',
    ...(locale !== undefined && { locale }),
    timeoutMs,
    attempts,
    ...(trust !== undefined && { trust }),
    ...(dnsServer !== undefined && { dnsServer }),
    strict: flags.strict === true,
    debug: flags.debug === true,
  };
}

function targetsOfFlags(flags: CheckFlags, list: FaultList): readonly PlannedTarget[] {
  const { faults } = list;
  const region = flags.region === undefined ? undefined : parseRegion(flags.region, list);
  const family =
    flags.family === undefined ? 'standard' : parseChoice<Family>('--family', flags.family, FAMILIES, list);
  if (flags.family !== undefined && (flags.region === undefined || flags.endpoint !== undefined)) {
    faults.push({
      path: '--family',
      message: 'chooses among the public names of a Region: give it with --region alone',
    });
  }
  const targets: PlannedTarget[] = [];
  if (flags.endpoint !== undefined)
    targets.push(...endpointTarget(flags.endpoint, flags.region, region, list));
  else if (region !== undefined && family !== undefined) {
    const name = `storage-gateway-${family}-${region}`;
    targets.push({ name, type: 'storage-gateway-service', fields: { region, family } });
  }
  // The same place under --tls and --tcp is one target: TLS asks the port as well.
  const tlsNames = addressTargets('--tls', 'tls', flags.tls, list);
  const tcpNames = addressTargets('--tcp', 'tcp', flags.tcp, list);
  targets.push(...tlsNames, ...tcpNames.filter((one) => !tlsNames.some(({ name }) => name === one.name)));
  if (flags.ntp !== undefined) {
    const hosts = parseList('--ntp', flags.ntp, list);
    const wrong = hosts.filter((host) => !isHost(host));
    for (const host of wrong)
      faults.push({ path: '--ntp', message: `expected host names or IP addresses, got "${host}"` });
    if (hosts.length > 0)
      targets.push({ name: 'ntp', type: 'ntp', fields: { hosts: [...new Set(hosts)], tcp: true } });
  }
  return targets;
}

function endpointTarget(
  endpoint: string,
  typedRegion: string | undefined,
  region: string | undefined,
  { faults }: FaultList,
): readonly PlannedTarget[] {
  if (!isHost(endpoint)) {
    faults.push({
      path: '--endpoint',
      message: `expected the DNS name of a VPC endpoint, got "${endpoint}"`,
    });
    return [];
  }
  if (/^vpce-[0-9a-f]+$/.test(endpoint)) {
    faults.push({
      path: '--endpoint',
      message: `expected a DNS name, got the id "${endpoint}"; its names are in the console under VPC > Endpoints > Details`,
    });
    return [];
  }
  const inRegion = region ?? regionInEndpointName(endpoint);
  if (inRegion === undefined && typedRegion === undefined) {
    faults.push({ path: '--endpoint', message: `"${endpoint}" does not tell its Region: add --region` });
  }
  return [{ name: endpoint, type: 'storage-gateway-endpoint', fields: { endpoint, region: inRegion } }];
}

function addressTargets(
  flag: string,
  type: 'tcp' | 'tls',
  text: string | undefined,
  list: FaultList,
): readonly PlannedTarget[] {
  if (text === undefined) return [];
  const targets = parseList(flag, text, list).flatMap((one) => {
    const where = parseHostPort(one);
    if ('fault' in where) {
      list.faults.push({ path: flag, message: where.fault });
      return [];
    }
    const address = formatHostPort(where);
    return [{ name: address, type, fields: { address } }];
  });
  return targets.filter((one, index) => targets.findIndex(({ name }) => name === one.name) === index);
}

function parseRegion(text: string, { faults }: FaultList): string | undefined {
  if (REGIONS.includes(text)) return text;
  const near = nearestWord(text, REGIONS);
  const hint = near === undefined ? `; known are ${REGIONS.join(', ')}` : `; did you mean ${near}?`;
  faults.push({ path: '--region', message: `there is no AWS Region "${text}"${hint}` });
  return undefined;
}

function chooseKinds(text: string, list: FaultList): readonly string[] {
  const kinds = parseList('--only', text, list);
  const known = PROBES.map(({ kind }): string => kind);
  for (const kind of kinds) {
    if (!known.includes(kind)) {
      list.faults.push({
        path: '--only',
        message: `expected checks out of ${known.join(', ')}, got "${kind}"`,
      });
    }
  }
  return kinds;
}

function chooseTargets(
  targets: readonly PlannedTarget[],
  text: string | undefined,
  list: FaultList,
): readonly PlannedTarget[] {
  if (text === undefined) return targets;
  const names = parseList('--target', text, list);
  for (const name of names) {
    if (!targets.some((target) => target.name === name)) {
      const known = targets.map((target) => target.name).join(', ');
      list.faults.push({
        path: '--target',
        message: `expected a target out of ${known || '(none)'}, got "${name}"`,
      });
    }
  }
  return targets.filter(({ name }) => names.includes(name));
}

function parseDnsServer(
  text: string,
  { faults }: FaultList,
): { readonly host: string; readonly port: number } | undefined {
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  if (isHost(bare)) return { host: bare, port: 53 };
  const where = parseHostPort(text);
  if ('fault' in where) {
    faults.push({ path: '--dns', message: `expected HOST or HOST:PORT, got "${text}"` });
    return undefined;
  }
  return where;
}
