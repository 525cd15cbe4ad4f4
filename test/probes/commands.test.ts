import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createProgram } from '../../lib/cli/program.ts';
import { LOCALES } from '../../lib/core/locale.ts';
import type { Probe } from '../../lib/core/probe.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { fillCommand } from '../../lib/report/text/fill.ts';
import { findTool, withPrograms } from '../support/programs.ts';

/**
 * Every command of every runbook is taken by the tool it calls. Tools run for real in a network namespace of their own,
 * which leads nowhere: what they say about the network does not matter, what they say about their options does.
 */

const probes: readonly Probe[] = PROBES;
const remedies = await Promise.all(probes.map(async (probe) => await probe.runbook.remedies()));
const templates = [
  ...new Set(
    remedies.flatMap((one) =>
      Object.values(one.remedies).flatMap(({ commands, variants = {} }) => [
        ...commands,
        ...Object.values(variants).flatMap((variant) => variant.commands ?? []),
      ]),
    ),
  ),
];

/** Commands that the texts themselves name, in every language: `(aws ec2 modify-subnet-attribute)`. */
const texts = (
  await Promise.all(
    probes.flatMap((probe) => LOCALES.map(async (locale) => JSON.stringify(await probe.runbook[locale]()))),
  )
).join('\n');
const namedInTexts = [
  ...new Set(
    [...texts.matchAll(/\baws (?!for |pour )([a-z][a-z0-9-]+ [a-z0-9]+(?:-[a-z0-9]+)+)/g)].map(
      ([, named = '']) => named,
    ),
  ),
];

/** A value of the right form for each name; what has no line here is a host. */
const VALUES: Readonly<Record<string, string | number>> = {
  address: '192.0.2.10',
  literal4: '192.0.2.10',
  literal6: '2001:db8::10',
  server: '192.0.2.53',
  serverPort: 53,
  port: 1027,
  activationPort: 1026,
  viaHttp: '192.0.2.20:3128',
  viaSocks: '192.0.2.20:1080',
  endpoint: 'vpce-0123456789abcdef0',
  vpc: 'vpc-0123456789abcdef0',
  subnet: 'subnet-0123456789abcdef0',
  insteadSubnet: 'subnet-0123456789abcdef0',
  newSubnet: 'subnet-0123456789abcdef0',
  onlyGroup: 'sg-0123456789abcdef0',
  firstGroup: 'sg-0123456789abcdef0',
  secondGroup: 'sg-0fedcba9876543210',
  preserve: 'preserve-client-ip',
  replace: 'eice-0123456789abcdef0',
  id: 'sg-0123456789abcdef0',
  instance: 'i-0123456789abcdef0',
  stopped: 'i-0123456789abcdef0',
  present: 'i-0123456789abcdef0',
  linux: 'i-0123456789abcdef0',
  windows: 'i-0123456789abcdef0',
  logGroup: '/aws/storagegateway/filer',
  imageType: 'FILE_S3',
  imageId: 'ami-0123456789abcdef0',
  gatewayArn: 'arn:aws:storagegateway:ap-northeast-2:123456789012:gateway/sgw-12A3456B',
  vpn: 'vpn-0123456789abcdef0',
  gateway: 'vgw-0123456789abcdef0',
  customerGateway: 'cgw-0123456789abcdef0',
  expected: '203.0.113.10',
  bgpAsn: '65000',
  oldAddress: '203.0.113.1',
  newAddress: '203.0.113.2',
  tunnel: '203.0.113.1',
  routeTable: 'rtb-0123456789abcdef0',
  vpcRouteTable: 'rtb-0123456789abcdef0',
  destination: '10.60.0.0/16',
  route: '10.60.0.0/16',
  attachment: 'tgw-attach-0123456789abcdef0',
  transitGateway: 'tgw-0123456789abcdef0',
  certificate: 'arn:aws:acm:ap-northeast-2:123456789012:certificate/12345678-1234-1234-1234-123456789012',
  imported: 'arn:aws:acm:ap-northeast-2:123456789012:certificate/12345678-1234-1234-1234-123456789012',
  issued: 'arn:aws:acm:ap-northeast-2:123456789012:certificate/12345678-1234-1234-1234-123456789012',
  log: 's3://logs/conn.log.gz',
  name: 'api',
  arn: 'arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:loadbalancer/app/api/0123456789abcdef',
  listener:
    'arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:listener/app/api/0123456789abcdef/0123456789abcdef',
  bucket: 'connection-logs',
  prefix: 'alb',
  mss: '1360',
  trustStoreArn:
    'arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:truststore/partners/0123456789abcdef',
  revocationId: 1,
  shareArn: 'arn:aws:storagegateway:ap-northeast-2:123456789012:share/share-12A3456B',
  roleArn: 'arn:aws:iam::123456789012:role/gateway-share',
};

const commands = templates.map((template) => {
  const named = [...template.matchAll(/\{([a-zA-Z0-9]+)\}/g)].map(([, name = '']) => [
    name,
    VALUES[name] ?? 'gw.example.com',
  ]);
  const command = fillCommand(template, Object.fromEntries(named));
  assert(command !== undefined, template);
  return command;
});

/** A line up to its first pipe or redirection; those within quotes are words. */
const UNPIPED = /^(?:'[^']*'|"(?:[^"\\]|\\.)*"|[^'"<|])*/;

/** The words of the first command of a line, as a shell splits them; what a shell does with the rest is its own. */
async function wordsOf(command: string): Promise<readonly string[]> {
  const { stdout, stderr, status } = await run('bash', [
    '-c',
    `printf '%s\\0' ${UNPIPED.exec(command)?.[0] ?? ''}`,
  ]);
  assert.equal(status, 0, `${command}\n${stderr}`);
  return stdout.split('\0').slice(0, -1);
}

async function run(program: string, words: readonly string[], input?: string) {
  const child = spawn(program, [...words], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      AWS_DEFAULT_REGION: 'ap-northeast-2',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_MAX_ATTEMPTS: '1',
    },
  });
  child.stdin.on('error', () => {
    // A program that reads nothing closes its end first.
  });
  child.stdin.end(input ?? '');
  const [stdout, stderr, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]);
  return { stdout, stderr, status };
}

/** AWS CLI version 2 alone has these; version 1, which pip installs, cannot parse them (AWS CLI v2 command reference). */
const ONLY_IN_VERSION_2: readonly RegExp[] = [
  /^aws logs tail \S+ --since \d+[smhdw] --format (detailed|short|json)$/,
  /^aws ec2-instance-connect ssh --instance-id i-\w+ --connection-type (direct|eice)$/,
  /^aws ec2-instance-connect open-tunnel --instance-id i-\w+ --remote-port \d+ --local-port \d+$/,
];

/** Commands of the gateway's own console (Storage Gateway user guide, "Running storage gateway commands on the local console"). */
const GATEWAY_CONSOLE = /^(ncport|sslcheck) -d \S+ -p \d+$/;

/** What changes the machine it is typed on, or needs a daemon of it, is held to its form. */
const CHANGES_THE_MACHINE: readonly RegExp[] = [
  /^sudo systemctl restart \w+ \|\| sudo systemctl restart \w+$/,
  /^sudo perl -pi\.bak -e 's\/.*\/g'( \/etc\/[\w./*-]+)+$/,
  /^sudo chronyc makestep$/,
  /^sudo vtysh -c "show bgp (summary|ipv4 unicast)"$/,
  /^sudo dnf install [a-z0-9-]+$/,
  /^sudo swanctl --(log|stats)$/,
  /^sudo ipsec status \|\| sudo swanctl --list-sas$/,
];

const isOf = (program: string) => (command: string) => command.startsWith(`${program} `);
const ofAws = commands.filter(isOf('aws'));
const ofGatewatch = commands.filter((command) => isOf('gatewatch')(command.replace(/^sudo /, '')));
const others = commands.filter(
  (command) =>
    !ofAws.includes(command) &&
    !ofGatewatch.includes(command) &&
    !GATEWAY_CONSOLE.test(command) &&
    !CHANGES_THE_MACHINE.some((one) => one.test(command)),
);

test('every command is a line that a shell can read', async () => {
  assert(commands.length > 120, String(commands.length));
  for (const command of commands) {
    const { status, stderr } = await run('bash', ['-n', '-c', command]);
    assert.equal(status, 0, `${command}\n${stderr}`);
  }
});

test('what needs root says sudo', () => {
  const bare = commands.filter((one) =>
    /(^|[|&] *)(tcpdump|swanctl|ipsec|squid -k|traceroute -T|sshd -T|vtysh|systemctl|perl)\b/.test(one),
  );
  assert.deepEqual(bare, []);
});

test('commands of gatewatch are commands of this version', async () => {
  const streams = { stdout: process.stdout, stderr: process.stderr };
  for (const command of ofGatewatch) {
    const [, name, ...words] = await wordsOf(command.replace(/^sudo /, ''));
    const program = await createProgram(streams, name === undefined ? [] : [name]);
    const known = program.commands.find((one) => one.name() === name);
    assert(known !== undefined, command);
    const { unknown, operands } = known.parseOptions([...words]);
    assert.deepEqual(unknown, [], command);
    const takesMany = known.registeredArguments.some(({ variadic }) => variadic);
    assert(takesMany || operands.length <= known.registeredArguments.length, command);
  }
});

const withAws = withPrograms('aws');
withAws.test('commands of the AWS CLI are taken by its own parser and models', async () => {
  const script = fileURLToPath(new URL('../support/parse-aws-commands.py', import.meta.url));
  const parsed = ofAws.filter((command) => !ONLY_IN_VERSION_2.some((one) => one.test(command)));
  assert(parsed.length > 60, String(parsed.length));
  // The only command within a command: its own turn comes apart from the rest.
  const flat = parsed.flatMap((command) => {
    const [, inner] = /\$\((aws [^)]*)\)/.exec(command) ?? [];
    return inner === undefined ? [command] : [inner, command.replace(/"\$\([^)]*\)"/, String(VALUES.arn))];
  });
  const folder = await mkdtemp(join(tmpdir(), 'gatewatch-commands-'));
  const words = await Promise.all(
    flat.map(async (command) =>
      (await wordsOf(command.replace(/ ID$/, ' 1').replace(/ OPTION=VALUE$/, ' DPDTimeoutSeconds=30'))).slice(
        1,
      ),
    ),
  );
  try {
    for (const name of ['server.crt', 'server.key', 'ca.crt']) await writeFile(join(folder, name), 'x');
    const inFolder = words.map((one) => one.map((word) => word.replace('fileb://', `fileb://${folder}/`)));
    const { stdout, stderr } = await run('python3', [script], JSON.stringify(inFolder));
    const complaints = JSON.parse(stdout || `["${stderr.slice(-300)}"]`) as string[];
    assert.deepEqual(
      complaints.flatMap((complaint, index) => (complaint === '' ? [] : [`${flat[index]}\n${complaint}`])),
      [],
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});

withAws.test('commands of the AWS CLI that the texts name are there', async () => {
  const script = fileURLToPath(new URL('../support/parse-aws-commands.py', import.meta.url));
  assert(namedInTexts.length > 10, namedInTexts.join(', '));
  const { stdout } = await run(
    'python3',
    [script],
    JSON.stringify([...namedInTexts, 'ec2 no-such-thing'].map((one) => one.split(' '))),
  );
  const unknown = (JSON.parse(stdout) as string[]).flatMap((complaint, index) =>
    complaint !== '' && !/arguments are required/.test(complaint)
      ? [namedInTexts[index] ?? 'the one that is not']
      : [],
  );
  const onlyInVersion2 = ['ec2-instance-connect open-tunnel'];
  assert.deepEqual(
    unknown.filter((one) => !onlyInVersion2.includes(one)),
    ['the one that is not'],
  );
});

/** What a tool says of options it does not know. */
const NOT_UNDERSTOOD =
  /unknown option|unrecognized option|unrecognised|invalid option|illegal option|invalid argument|option requires|requires an argument|bad option|not a recognized|^usage:|syntax error|command not found|is badly/im;

// Some of them wait until they are ended, each where nothing disturbs it.
describe('taken by its tool', { concurrency: 8 }, () => {
  for (const command of others) {
    const program = command.replace(/^sudo /, '').split(' ')[0] ?? '';
    const tool = withPrograms('unshare', program);
    tool.test(command, async (t) => {
      if (process.getuid?.() !== 0) return t.skip('needs root, for a network namespace');
      const line = command
        .replaceAll('sudo ', '')
        .replaceAll(/(^|\| )sshd /g, `$1${findTool('sshd') ?? 'sshd'} `);
      const { stdout, stderr } = await run('unshare', ['-n', 'timeout', '-k', '1', '4', 'bash', '-c', line]);
      assert.doesNotMatch(`${stderr}\n${stdout.slice(0, 300)}`, NOT_UNDERSTOOD, command);
    });
  }
});
