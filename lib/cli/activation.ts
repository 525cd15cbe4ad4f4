import type { Command } from 'commander';
import { GATEWAY_TYPES, type GatewayType } from '../catalogue/gateway-types.ts';
import { ACTIVATION_PORT, FAMILIES } from '../catalogue/storage-gateway.ts';
import { awsIdPattern } from '../core/aws/aws-object.ts';
import { InputError } from '../core/errors.ts';
import { LOCALES } from '../core/locale.ts';
import type { PlannedTarget } from '../core/plan.ts';
import { unlessRefused } from '../core/refusals.ts';
import { deadlineIn, systemClock } from '../core/time.ts';
import { isAddress } from '../net/addresses.ts';
import { isHost } from '../probes/kit/fields.ts';
import {
  type Preflight,
  preflightChecklist,
  preflightProof,
  withPreflightLimits,
} from '../report/preflight/preflight.ts';
import { reportLines } from '../report/terminal/report-lines.ts';
import { activationTarget } from '../targets/activation.ts';
import { type HostPort, parseHostPort } from '../targets/host-port.ts';
import { TARGETS } from '../targets/registry.ts';
import { type AwsFlags, type AwsSession, addAwsFlags, type LazyAws, lazyAws } from './aws.ts';
import { type CheckFlags, type CheckOptions, readCheckFlags } from './check-options.ts';
import { EXIT_HELP, exitStatusOf } from './exit-status.ts';
import { formOf } from './paint.ts';
import { runFromHere } from './run-from-here.ts';
import type { Streams } from './streams.ts';
import { type IssueList, parseChoice } from './values.ts';

/** The flags as they were typed. */
interface ActivationFlags
  extends Pick<
    CheckFlags,
    | 'region'
    | 'family'
    | 'endpoint'
    | 'proxy'
    | 'socks'
    | 'explain'
    | 'json'
    | 'markdown'
    | 'lang'
    | 'timeout'
    | 'trust'
    | 'dns'
    | 'debug'
  > {
  readonly gateway?: string;
  readonly type?: string;
  readonly instance?: string;
  readonly ipVersion?: string;
  readonly mintKey?: boolean;
}

export function registerActivation(program: Command, streams: Streams): void {
  addAwsFlags(program.command('activation'), { optional: true })
    .option('--gateway <host[:port]>', 'the machine that is to be activated (default port 80)')
    .option('--region <region>', 'the Region it is to be activated in')
    .option('--endpoint <name>', 'the DNS name of the VPC endpoint (default the public endpoints)')
    .option('--family <family>', 'which public names: standard, fips or dualstack (default standard)')
    .option('--type <type>', `what it is to become: ${GATEWAY_TYPES.join(', ')}`)
    .option(
      '--instance <i-…>',
      'the EC2 instance it runs on (default the one with the address): AWS says whether its image fits',
    )
    .option('--ip-version <version>', 'ipv4 or ipv6, for dual-stack endpoints')
    .option('--proxy <host:port>', 'the HTTP proxy it will use: the endpoints are also checked through it')
    .option('--socks <host:port>', 'the same for a SOCKS5 proxy')
    .option('--mint-key', 'request a key, which proves both paths; the key is thrown away, never shown')
    .option('-v, --explain', 'evidence, likely causes and steps of what is not healthy')
    .option('--json', 'print one JSON object')
    .option('--markdown', 'print a checklist for the change ticket')
    .option('--lang <language>', `${LOCALES.join(', ')} (default en)`)
    .option('--timeout <duration>', 'time for one question (default 3s, 20s for a key)')
    .option('--trust <file.pem>', "roots accepted in place of Amazon's")
    .option('--dns <host[:port]>', "the DNS server to ask (default the system's)")
    .option('--debug', 'print questions, observations and stacks to stderr; no key is in them')
    .addHelpText('after', HELP)
    .action(async (flags: ActivationFlags & AwsFlags) => {
      const aws = lazyAws(flags);
      const typed = await readActivationFlags(flags);
      const locale = typed.options.locale ?? LOCALES[0];
      const { options, about } = await withPlace(typed, flags, aws);
      const looked = await runFromHere(options, streams, { types: [...TARGETS, activationTarget], aws });
      const report = withPreflightLimits(looked, about, locale);
      const { stdout } = streams;
      switch (options.output) {
        case 'json':
          stdout.write(`${JSON.stringify(report, null, 2)}\n`);
          break;
        case 'markdown':
          stdout.write(preflightChecklist(report, about, locale));
          break;
        case 'words': {
          const proof = preflightProof(report, locale);
          const lines = reportLines(report, locale, formOf(stdout), options.explain);
          stdout.write(`${[...lines, ...(proof === undefined ? [] : ['', proof])].join('\n')}\n`);
        }
      }
      await aws.close();
      process.exitCode = exitStatusOf(report, options.strict);
    });
}

const HELP = `${EXIT_HELP}
Examples:
  gatewatch activation --gateway 10.0.1.20 --region ap-northeast-2 --markdown > ticket.md
  gatewatch activation --gateway 10.0.1.20 --region ap-northeast-2 --mint-key`;

/** The gateway fetches a key from AWS while we wait; Terraform's provider waits 10 s and asks again. */
const KEY_TIMEOUT_MS = 20_000;

/** Words of the key request for the types of gatewatch.yaml. A volume gateway may be either; cached is what the guide shows. */
const KEY_TYPE: Readonly<Record<GatewayType, string>> = {
  'file-s3': 'FILE_S3',
  'file-fsx': 'FILE_FSX_SMB',
  volume: 'CACHED',
  tape: 'VTL',
};
const KEY_ENDPOINT_TYPE: Readonly<Record<string, string>> = { fips: 'FIPS', dualstack: 'DUALSTACK' };

interface Typed {
  readonly options: CheckOptions;
  readonly about: Preflight;
}

/** Finding an interface takes one request, or two. */
const PLACE_TIMEOUT_MS = 10_000;

/** What AWS knows of the machine: its instance and VPC are put into the target, so that more can be asked. */
async function withPlace(typed: Typed, flags: ActivationFlags, aws: LazyAws): Promise<Typed> {
  const { instance } = flags;
  const { gateway: host } = typed.about;
  if (instance === undefined && !isAddress(host)) return typed;
  const session =
    instance === undefined ? await openQuietly(aws) : await aws.require(`--instance ${instance}`);
  if (session === undefined) return typed;
  const { signal } = deadlineIn(systemClock, PLACE_TIMEOUT_MS);
  const query =
    instance === undefined
      ? ({ by: 'address', addresses: [host] } as const)
      : ({ by: 'instance', instanceIds: [instance] } as const);
  const found = (await unlessRefused(session.access.network.networkInterfaces(query, signal))) ?? [];
  const vpcs = [...new Set(found.map(({ vpcId }) => vpcId))];
  const instances = [...new Set(found.flatMap(({ instanceId }) => instanceId ?? []))];
  // VPCs may share addresses: of several, nobody knows which one is meant.
  const [vpc, ...otherVpcs] = vpcs;
  if (vpc === undefined || otherVpcs.length > 0) return typed;
  const machine = instance ?? (instances.length === 1 ? instances[0] : undefined);
  const type = flags.type === undefined ? {} : { type: flags.type };
  const place = { vpc, ...(machine !== undefined && { image: { instance: machine, ...type } }) };
  const targets = typed.options.targets.map((target) =>
    target.type === activationTarget.type ? { ...target, fields: { ...target.fields, ...place } } : target,
  );
  return { ...typed, options: { ...typed.options, targets } };
}

async function openQuietly(aws: LazyAws): Promise<AwsSession | undefined> {
  const opening = await aws.open();
  return opening.outcome === 'open' ? opening.session : undefined;
}

async function readActivationFlags(flags: ActivationFlags): Promise<Typed> {
  const list: IssueList = { faults: [] };
  const { gateway, region, endpoint, family, ipVersion, mintKey = false, type, instance, ...shared } = flags;
  const where = placeOf(gateway, list);
  if (region === undefined) {
    const message = 'is missing: a gateway without it would be activated in us-east-1';
    list.faults.push({ path: '--region', message });
  }
  const gatewayType =
    type === undefined ? undefined : parseChoice<GatewayType>('--type', type, GATEWAY_TYPES, list);
  if (instance !== undefined && !awsIdPattern('i').test(instance))
    list.faults.push({
      path: '--instance',
      message: `expected an id such as i-0123456789abcdef0, got "${instance}"`,
    });
  const version =
    ipVersion === undefined
      ? undefined
      : parseChoice('--ip-version', ipVersion, ['ipv4', 'ipv6'] as const, list);
  const endpointType = family === undefined ? undefined : KEY_ENDPOINT_TYPE[family];
  const target: PlannedTarget = {
    name: where.host,
    type: activationTarget.type,
    fields: {
      ...where,
      region: region ?? '',
      mintKey,
      ...(endpoint !== undefined && { vpcEndpoint: endpoint }),
      ...(endpointType !== undefined && { endpointType }),
      ...(version !== undefined && { ipVersion: version }),
      ...(gatewayType !== undefined && { gatewayType: KEY_TYPE[gatewayType] }),
      ...(instance !== undefined && {
        image: { instance, ...(gatewayType !== undefined && { type: gatewayType }) },
      }),
      ...(mintKey && { timeoutMs: KEY_TIMEOUT_MS }),
      ...((flags.proxy ?? flags.socks) !== undefined && { via: flags.proxy ?? flags.socks }),
    },
  };
  const places = {
    ...shared,
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    ...(family !== undefined && { family }),
  };
  const options = await readCheckFlags(places, { targets: [target], answered: [] }).catch(
    (error: unknown) => {
      if (!(error instanceof InputError)) throw error;
      throw new InputError('bad-usage', [...list.faults, ...error.faults]);
    },
  );
  if (list.faults.length > 0) throw new InputError('bad-usage', list.faults);
  const about = { gateway: where.host, region: region ?? '', mintKey };
  return {
    options,
    about: {
      ...about,
      ...(endpoint !== undefined && { endpoint }),
      ...(family !== undefined && { family: FAMILIES.find((one) => one === family) ?? 'standard' }),
    },
  };
}

function placeOf(text: string | undefined, { faults }: IssueList): HostPort {
  if (text === undefined) faults.push({ path: '--gateway', message: 'is missing: which machine?' });
  else if (isHost(text)) return { host: text, port: ACTIVATION_PORT };
  else {
    const where = parseHostPort(text);
    if (!('fault' in where)) return where;
    faults.push({ path: '--gateway', message: `expected HOST or HOST:PORT, got "${text}"` });
  }
  return { host: '', port: ACTIVATION_PORT };
}
