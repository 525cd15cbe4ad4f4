import { readFile, stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { awsIdPattern } from '../core/aws/aws-object.ts';
import type { ComparableKey, CustomerGateway, VpnConnection, VpnReader } from '../core/aws/vpn-reader.ts';
import { AwsRefusal, badUsage, type ConfigIssue, InputError } from '../core/errors.ts';
import { fileProblem } from '../core/file-problem.ts';
import { LOCALES, type Locale } from '../core/locale.ts';
import { boundedText } from '../core/text.ts';
import { fillText } from '../report/text/fill.ts';
import { type Comparison, compareConfig, DIFFERENCES, type Difference } from '../vpn-config/compare.ts';
import type { DeviceNote } from '../vpn-config/device-connection.ts';
import type { ConfFile } from '../vpn-config/ipsec-conf.ts';
import { readDeviceFiles } from '../vpn-config/read-files.ts';
import type { VpnConfigTexts } from '../vpn-config/texts.en.ts';
import { texts as en } from '../vpn-config/texts.en.ts';
import { texts as fr } from '../vpn-config/texts.fr.ts';
import { texts as ko } from '../vpn-config/texts.ko.ts';
import { AWS_REGION_TEXT, type AwsFlags, addAwsFlags, requireAws } from './aws.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import type { Streams } from './streams.ts';
import { parseLocale } from './values.ts';

const TEXTS: Readonly<Record<Locale, VpnConfigTexts>> = { en, ko, fr };
/** No configuration of a device is as long. */
const MAX_FILE_BYTES = 1_048_576;
const MOST_FILES = 200;
const READ_TIMEOUT_MS = 30_000;

export interface VpnConfigFlags extends AwsFlags {
  readonly vpn: string;
  readonly json?: boolean;
  readonly lang?: string;
}

export interface VpnConfigSurroundings {
  readonly write: (text: string) => void;
  readonly openVpn: () => Promise<{ readonly reader: VpnReader; readonly close: () => void }>;
  /** When the IKE service of this machine started, milliseconds since the Unix epoch; undefined where none runs. */
  readonly serviceStartedMs: () => Promise<number | undefined>;
  /** Files below it are this machine's own: only they are held against the start of its service. */
  readonly ownFolder: string;
  readonly signal: AbortSignal;
}

/** Adds `gatewatch vpn-config` to the program. */
export function registerVpnConfig(program: Command, { stdout }: Streams): void {
  const command = program
    .command('vpn-config')
    .argument(
      '<files...>',
      'ipsec.conf, ipsec.d/*.conf, ipsec.secrets, swanctl.conf, or the configuration downloaded from AWS',
    )
    .requiredOption('--vpn <id>', 'the VPN connection, such as vpn-0123456789abcdef0')
    .option('--region <region>', AWS_REGION_TEXT)
    .option('--json', 'print one JSON object')
    .option('--lang <language>', `${LOCALES.join(', ')} (default en)`)
    .addHelpText('after', EXIT_HELP)
    .action(async (files: readonly string[], flags: VpnConfigFlags) => {
      process.exitCode = await runVpnConfig(files, flags, {
        write: (text) => stdout.write(text),
        openVpn: async () => {
          const session = await requireAws(flags, 'the options of a tunnel');
          return { reader: session.access.vpn, close: session.close };
        },
        serviceStartedMs,
        ownFolder: '/etc/',
        signal: AbortSignal.timeout(READ_TIMEOUT_MS),
      });
    });
  addAwsFlags(command, { optional: false });
}

const EXIT_HELP = `
Pre-shared keys are compared in memory. They are never printed, logged or stored.

Exit status:
  0  nothing that stops a tunnel    1  a difference that stops a tunnel
  2  bad usage, or a file that cannot be read    3  nothing could be compared

Example:
  sudo gatewatch vpn-config /etc/ipsec.conf /etc/ipsec.d/*.conf /etc/ipsec.d/*.secrets --vpn vpn-0123456789abcdef0`;

/**
 * Compares and prints.
 *
 * @throws {InputError} `bad-usage` with every fault of flags and files
 * @throws {AwsRefusal} where the connection may not be read
 */
export async function runVpnConfig(
  paths: readonly string[],
  flags: VpnConfigFlags,
  surroundings: VpnConfigSurroundings,
): Promise<ExitStatus> {
  const faults: ConfigIssue[] = [];
  const locale = parseLocale(flags.lang, { faults }) ?? 'en';
  if (!awsIdPattern('vpn').test(flags.vpn)) {
    faults.push({
      path: '--vpn',
      message: `expected an id such as vpn-0123456789abcdef0, got "${flags.vpn}"`,
    });
  }
  if (paths.length > MOST_FILES) {
    faults.push({ path: 'files', message: `expected at most ${MOST_FILES} files, got ${paths.length}` });
  }
  const files = await Promise.all(
    paths.slice(0, MOST_FILES).map(async (path) => await readConfFile(path, faults)),
  );
  const device = readDeviceFiles(files.filter((one) => one !== undefined));
  for (const file of device.unknown) {
    faults.push({
      path: file,
      message: 'is neither ipsec.conf, ipsec.secrets, swanctl.conf nor a configuration downloaded from AWS',
    });
  }
  if (faults.length > 0) throw new InputError('bad-usage', faults);

  const { reader, close } = await surroundings.openVpn();
  try {
    const read = await readAws(flags.vpn, reader, surroundings.signal);
    const changedSinceStart = await changedFile(paths, surroundings);
    const comparison = compareConfig({ device, ...read, changedSinceStart });
    surroundings.write(
      flags.json === true
        ? `${JSON.stringify({ version: 1, vpn: flags.vpn, ...comparison, notes: device.notes }, null, 2)}\n`
        : `${describe(flags.vpn, comparison, device.notes, TEXTS[locale]).join('\n')}\n`,
    );
    return exitOf(comparison);
  } finally {
    close();
  }
}

async function readConfFile(path: string, faults: ConfigIssue[]): Promise<ConfFile | undefined> {
  try {
    const { size } = await stat(path);
    if (size > MAX_FILE_BYTES) {
      faults.push({ path, message: `expected at most ${MAX_FILE_BYTES} bytes, got ${size}` });
      return undefined;
    }
    return { file: path, text: await readFile(path, 'utf8') };
  } catch (error) {
    faults.push({ path, message: fileProblem(error) });
    return undefined;
  }
}

interface AwsSide {
  readonly vpn: VpnConnection;
  readonly customerGateway: CustomerGateway | undefined;
  readonly keys: ReadonlyMap<string, ComparableKey>;
}

async function readAws(id: string, reader: VpnReader, signal: AbortSignal): Promise<AwsSide> {
  const [vpn] = await reader.connections({ ids: [id] }, signal);
  if (vpn === undefined) {
    throw badUsage('--vpn', `there is no VPN connection ${id} in this account and Region`);
  }
  const [customerGateway, keys] = await Promise.all([
    vpn.customerGatewayId === undefined ? undefined : reader.customerGateway(vpn.customerGatewayId, signal),
    reader.tunnelKeys(id, signal).catch((error: unknown) => {
      // Somebody who may not see the keys can still compare everything else.
      if (error instanceof AwsRefusal) return new Map<string, ComparableKey>();
      throw error;
    }),
  ]);
  return { vpn, customerGateway, keys };
}

function exitOf({ differences, compared }: Comparison): ExitStatus {
  if (differences.some(({ kind }) => DIFFERENCES[kind] === 'stops')) return EXIT.failed;
  return compared === 0 ? EXIT.unknown : EXIT.nothingFailed;
}

function describe(
  vpn: string,
  { differences, sameKeys, keysNotCompared, compared }: Comparison,
  notes: readonly DeviceNote[],
  texts: VpnConfigTexts,
): readonly string[] {
  const count = differences.length;
  const { none, one, many } = texts.headline;
  const reload = differences.find(({ kind }) => kind === 'service-not-restarted')?.write;
  return [
    fillText(count === 0 ? none : count === 1 ? one : many, { count, vpn }),
    ...(compared === 0 ? [texts.nothingCompared] : []),
    ...differences.flatMap((one) => ['', ...describeOne(one, texts)]),
    ...(count > 0 && reload === undefined
      ? ['', fillText(texts.afterwards, { command: reloadOf(differences) })]
      : []),
    ...(sameKeys.length > 0 ? ['', fillText(texts.sameKeys, { tunnels: sameKeys.join(', ') })] : []),
    ...(keysNotCompared.length > 0
      ? ['', fillText(texts.keysNotCompared, { tunnels: keysNotCompared.join(', ') })]
      : []),
    ...notes.map(
      ({ what, text, file, line }) =>
        `${file}:${line} ${fillText(texts.note[what], { text: boundedText(text) })}`,
    ),
  ];
}

/** Secrets and settings of Libreswan are read anew by a restart, those of swanctl by a command. */
function reloadOf(differences: readonly Difference[]): string {
  return differences.some(({ write }) => /^\w+ = |secrets \{/.test(write))
    ? 'sudo swanctl --load-all'
    : 'sudo systemctl restart ipsec || sudo systemctl restart strongswan-starter';
}

function describeOne(
  { kind, place, write, ...values }: Difference,
  texts: VpnConfigTexts,
): readonly string[] {
  const shown = Object.fromEntries(
    Object.entries({ tunnel: '-', connection: '-', ...values }).map(([key, value]) => [
      key,
      boundedText(value),
    ]),
  );
  const weight = texts.weight[DIFFERENCES[kind]];
  const where = place === undefined ? '' : `${place.file}:${place.line}`;
  const isCommand = kind === 'service-not-restarted';
  return [
    `${weight}  ${values.tunnel ?? ''}${values.tunnel === undefined ? '' : '  '}${kind}`,
    `  ${fillText(texts.difference[kind], shown)}`,
    ...(write === ''
      ? []
      : [
          `  ${isCommand ? texts.run : fillText(texts.write, { place: where === '' ? '-' : where })}:`,
          ...write.split('\n').map((one) => `    ${one}`),
        ]),
  ];
}

const PID_FILES = ['/run/pluto/pluto.pid', '/run/charon.pid', '/var/run/charon.pid'];

/** A process's folder in /proc is as old as the process (proc(5)); its clock ticks would need another file's help. */
async function serviceStartedMs(): Promise<number | undefined> {
  for (const file of PID_FILES) {
    try {
      const pid = Number.parseInt(await readFile(file, 'utf8'), 10);
      if (Number.isInteger(pid) && pid > 0) return (await stat(`/proc/${pid}`)).ctimeMs;
    } catch {
      // No such service here: files may come from another machine.
    }
  }
  return undefined;
}

async function changedFile(
  paths: readonly string[],
  { serviceStartedMs: startOf, ownFolder }: Pick<VpnConfigSurroundings, 'serviceStartedMs' | 'ownFolder'>,
): Promise<string | undefined> {
  const startedMs = await startOf();
  if (startedMs === undefined) return undefined;
  for (const path of paths.filter((one) => one.startsWith(ownFolder))) {
    if ((await stat(path)).mtimeMs > startedMs) return path;
  }
  return undefined;
}
