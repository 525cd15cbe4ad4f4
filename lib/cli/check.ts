import { type Command, InvalidArgumentError } from 'commander';
import { GATEWAY_TYPES } from '../catalogue/gateway-types.ts';
import { CLIENT_PROTOCOLS } from '../catalogue/storage-gateway.ts';
import { badUsage } from '../core/errors.ts';
import { LOCALES } from '../core/locale.ts';
import type { Report } from '../core/report.ts';
import { PROBES } from '../probes/registry.ts';
import { type AwsFlags, addAwsFlags, type LazyAws, lazyAws } from './aws.ts';
import { awsCliNote, readAwsCliVersion } from './aws-cli-version.ts';
import { type AwsTargets, awsTargets, CHECK_TYPES } from './aws-targets.ts';
import { type CheckFlags, type CheckOptions, readCheckFlags } from './check-options.ts';
import { configuredTargets } from './configured-targets.ts';
import { EXIT_HELP, exitStatusOf } from './exit-status.ts';
import { openProgress } from './progress.ts';
import { writeReport } from './report-output.ts';
import { runFromHere } from './run-from-here.ts';
import { canRedraw, type Streams } from './streams.ts';

/** A list may come in several flags: the last one alone would leave the others unasked, and nobody would know. */
function joined(text: string, before: string | undefined): string {
  return before === undefined ? text : `${before},${text}`;
}

/** For the same reason what there can be only one of is not taken twice. */
function once(text: string, before: string | undefined): string {
  if (before !== undefined && before !== text)
    throw new InvalidArgumentError(`It was "${before}" already: give it once.`);
  return text;
}

export function registerCheck(program: Command, streams: Streams): void {
  addAwsFlags(program.command('check'), { optional: true })
    .argument('[host:port...]', 'TLS ports, the same as --tls')
    .optionsGroup('Targets:')
    .option(
      '--region <region>',
      "the Region's public Storage Gateway endpoints; beside --config, --all, --service or an id the Region to read",
      once,
    )
    .option(
      '--family <family>',
      'which public names: standard, fips or dualstack; of --service also dualstack-fips (default standard)',
    )
    .option(
      '--endpoint <name>',
      "a Storage Gateway VPC endpoint's DNS name; with --region unless the name has it",
      once,
    )
    .option('--service <name,…>', 'endpoints of AWS services in --region, such as sts,ssm,s3,kms', joined)
    .option('--tcp <host:port,…>', 'TCP ports', joined)
    .option('--tls <host:port,…>', 'TLS ports: port, handshake and whose certificate it is', joined)
    .option('--ntp <host,…>', 'time servers, judged together', joined)
    .option('--gateway <host,…>', 'gateway appliances: the ports of their clients, and their clocks', joined)
    .option('--type <type>', `of the gateways: ${GATEWAY_TYPES.join(', ')} (default ${GATEWAY_TYPES[0]})`)
    .option(
      '--protocols <protocol,…>',
      `what the gateways' clients speak, where that is less than the type could: ${CLIENT_PROTOCOLS.join(', ')}`,
      joined,
    )
    .option(
      '--proxy <host:port>',
      'an HTTP proxy: --region, --endpoint and --tls are also checked through it',
      once,
    )
    .option('--socks <host:port>', 'the same through a SOCKS5 proxy, as volume and tape gateways use', once)
    .option('--customer-gateway <host,…>', 'VPN devices of your own: do they speak IKE?', joined)
    .option(
      '--client-vpn <host[:port][/tcp|/udp]>',
      'a Client VPN endpoint or OpenVPN server (default 443/udp), or cvpn-endpoint-… to read it from AWS',
      once,
    )
    .option('--vpc-endpoint <vpce-…,…>', 'interface endpoints, by id', joined)
    .option('--storage-gateway <sgw-…,…>', 'gateways, by id', joined)
    .option('--vpn <vpn-…,…>', 'Site-to-Site VPN connections', joined)
    .option('--attachment <tgw-attach-…,…>', 'attachments of transit gateways', joined)
    .option('--direct-connect <dxvif-…,…>', 'virtual interfaces of Direct Connect', joined)
    .option('--instance-connect <i-…,…>', 'instances, through their EC2 Instance Connect endpoint', joined)
    .option('--load-balancer <name|arn,…>', 'load balancers with client certificates', joined)
    .option('--all', 'everything of these that the Region holds')
    .option('--from-here', 'with --all or an id: also connect from this machine')
    .optionsGroup('Choice:')
    .option('--config <file>', 'the targets of a gatewatch.yaml')
    .option('--vantage <name>', 'with --config: the targets of this vantage')
    .option('--only <check,…>', `only these checks: ${PROBES.map(({ kind }) => kind).join(', ')}`, joined)
    .option('--target <name,…>', 'only these targets', joined)
    .optionsGroup('Output:')
    .option('-v, --explain', 'evidence, likely causes and steps of what is not healthy')
    .option('--json', 'print one JSON object')
    .option('--markdown', 'print Markdown for a ticket')
    .option('--html <file>', 'write a page that needs nothing beside itself')
    .option(
      '--log <file>',
      "with --html: what `gatewatch run` printed; draws each target's last day and uptime",
    )
    .option('--lang <language>', `${LOCALES.join(', ')} (default en)`)
    .optionsGroup('How it checks:')
    .option('--timeout <duration>', 'time for one question with all its attempts: 500ms, 3s, 1m (default 3s)')
    .option('--attempts <number>', 'attempts for each address (default 2)')
    .option('--trust <file.pem>', "roots accepted in place of Amazon's")
    .option('--mtu', 'with --tls or --endpoint: measure whether full packets pass, both ways')
    .option(
      '--client-cert <file>',
      'with --tls: connect with this client certificate too, and name the alert',
    )
    .option('--client-key <file>', 'its private key; it stays in this process')
    .option('--dns <host[:port]>', "the DNS server to ask (default the system's)")
    .option(
      '--beside <name=file.json,…>',
      'what check --json printed on other machines: says whose side the cause is on',
      joined,
    )
    .option('--strict', 'a degraded finding exits 1 as well')
    .option('--debug', 'print questions, observations and stacks to stderr')
    .addHelpText('after', HELP)
    .action(async (places: readonly string[], typed: CheckFlags & AwsFlags) => {
      const flags = withPlaces(typed, places);
      const aws = lazyAws(flags);
      try {
        const configured = await configuredTargets(flags, aws);
        const options = await readCheckFlags(flags, configured, await heldTargets(flags, aws, streams));
        const report = await check(options, streams, aws);
        if (flags.instanceConnect !== undefined && flags.fromHere === true) await noteAwsCli(streams);
        process.exitCode = exitStatusOf(report, options.strict);
      } finally {
        await aws.close();
      }
    });
}

/** A word without a flag is a TLS port, as a browser's address is. */
function withPlaces<F extends CheckFlags>(flags: F, places: readonly string[]): F {
  const [bare] = places.filter((place) => !/:\d+$/.test(place));
  if (bare !== undefined) {
    const message = `expected HOST:PORT, got "${bare}": for its TLS port write --tls ${bare}:443, for a TCP port --tcp ${bare}:PORT`;
    throw badUsage('check', message);
  }
  return places.length === 0 ? flags : { ...flags, tls: [flags.tls, ...places].filter(Boolean).join(',') };
}

/** What AWS holds: of the ids that were typed, and with `--all` of the whole Region. */
async function heldTargets(flags: CheckFlags, aws: LazyAws, { stderr }: Streams): Promise<AwsTargets> {
  const named = await awsTargets(flags, aws);
  if (flags.all !== true) return named;
  const session = await aws.require('--all');
  const { wholeRegion } = await import('./whole-region.ts');
  const bar = await openProgress(stderr, canRedraw(stderr, process.env.TERM));
  try {
    const all = await wholeRegion(session, PROBES, (done, of) =>
      bar.show(`VPCs of ${session.region}`, done, of),
    );
    const names = new Set(all.targets.map(({ name }) => name));
    return {
      targets: [...named.targets.filter(({ name }) => !names.has(name)), ...all.targets],
      answered: [...named.answered, ...all.answered],
    };
  } finally {
    bar.close();
  }
}

const HELP = `${EXIT_HELP}
Examples:
  gatewatch check --region ap-northeast-2
  gatewatch check example.com:443
  gatewatch check --endpoint vpce-0123456789abcdef0-abcdefgh.storagegateway.ap-northeast-2.vpce.amazonaws.com --json
  gatewatch check --tcp filer.example.com:445 --ntp time.aws.com
  gatewatch check --service sts,ssm,s3,kms,logs --region ap-northeast-2
  gatewatch check --all --profile prod --region ap-northeast-2
  gatewatch check --vpn vpn-0123456789abcdef0`;

/** Runs a check from this machine and prints it. */
async function check(options: CheckOptions, streams: Streams, aws?: LazyAws): Promise<Report> {
  const own = await runFromHere(options, streams, {
    types: CHECK_TYPES,
    ...(aws !== undefined && { aws }),
  });
  const locale = options.locale ?? LOCALES[0];
  const report =
    options.beside === undefined
      ? own
      : (await import('./beside.ts')).withBeside(own, options.beside, locale);
  await writeReport(report, options, locale, streams.stdout);
  return report;
}

/** A client's own side of EC2 Instance Connect: is its AWS CLI one that opens tunnels? */
async function noteAwsCli({ stderr }: Streams): Promise<void> {
  const { HTTP_PROXY, HTTPS_PROXY, NO_PROXY, http_proxy, https_proxy, no_proxy } = process.env;
  const usesProxy =
    [HTTP_PROXY, HTTPS_PROXY, http_proxy, https_proxy].some((one) => one !== undefined && one !== '') &&
    (NO_PROXY ?? no_proxy) === undefined;
  const note = awsCliNote(await readAwsCliVersion(), usesProxy);
  if (note !== undefined) stderr.write(`${note}\n`);
}
