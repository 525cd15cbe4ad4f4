import type { Command } from 'commander';
import type { TrustStore, TrustStoreReader } from '../core/aws/load-balancer-reader.ts';
import { badUsage, type ConfigIssue, InputError } from '../core/errors.ts';
import { LOCALES, type Locale } from '../core/locale.ts';
import type { ClientCertVerdict } from '../probes/mtls/client-cert.ts';
import { addAwsFlags } from './aws.ts';
import type { ClientCertInput } from './client-cert-files.ts';
import { clientCertLines, clientCertReport } from './client-cert-lines.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { MOMENT_FORMS, parseMoment } from './moment.ts';
import type { Streams } from './streams.ts';
import { parseLocale } from './values.ts';

/** The flags as they were typed. */
export interface ClientCertFlags {
  readonly ca?: string;
  readonly trustStore?: string;
  readonly crl?: string;
  readonly at?: string;
  readonly json?: boolean;
  readonly lang?: string;
}

export interface ClientCertSurroundings {
  readonly write: (text: string) => void;
  /** Made only when a trust store of AWS is to be read. */
  readonly trustStores: (region: string) => Promise<Pick<TrustStoreReader, 'trustStore'>>;
  readonly nowMs: number;
  readonly signal: AbortSignal;
}

/** Adds `gatewatch client-cert` to the program. */
export function registerClientCert(program: Command, { stdout }: Streams): void {
  addAwsFlags(program.command('client-cert'), { optional: false })
    .argument('<cert>', 'the certificate, or the chain the client sends: PEM or DER; never its private key')
    .option('--ca <bundle.pem>', "the trust store's CA certificates")
    .option('--trust-store <arn>', 'or the trust store itself, with its revocation lists')
    .option('--crl <file>', 'a revocation list, PEM or DER')
    .option('--at <time>', `judge as of ${MOMENT_FORMS}; default now`)
    .option('--json', 'print one JSON object')
    .option('--lang <language>', `language of the runbook: ${LOCALES.join(', ')} (default en)`)
    .addHelpText('after', EXIT_HELP)
    .action(async (cert: string, flags: ClientCertFlags) => {
      process.exitCode = await runClientCert(cert, flags, {
        write: (text) => stdout.write(text),
        trustStores: openTrustStores,
        nowMs: Date.now(),
        signal: AbortSignal.timeout(READ_TIMEOUT_MS),
      });
    });
}

const EXIT_HELP = `
Exit status:
  0  it would be accepted    1  it would be refused    2  bad usage, or a file that cannot be read

Examples:
  gatewatch client-cert client-chain.pem --ca trust-store.pem --crl revoked.pem
  gatewatch client-cert client-chain.pem --trust-store arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:truststore/partners/0123456789abcdef --at 2026-11-21T10:05:00Z`;

/** A trust store of 30 lists of 50 MB takes a while. */
const READ_TIMEOUT_MS = 300_000;

async function openTrustStores(region: string): Promise<TrustStoreReader> {
  const { createTrustStoreClient, createTrustStoreReader } = await import('../aws/trust-stores.ts');
  return createTrustStoreReader(createTrustStoreClient(region));
}

/**
 * Judges the certificate and prints the verdict.
 *
 * @returns the exit status: 0 accepted, 1 refused
 * @throws {InputError} `bad-usage` with every fault of the command line and of the files
 * @throws {AwsRefusal} where the trust store may not be read
 */
export async function runClientCert(
  cert: string,
  flags: ClientCertFlags,
  { write, trustStores, nowMs, signal }: ClientCertSurroundings,
): Promise<ExitStatus> {
  const faults: ConfigIssue[] = [];
  const locale: Locale = parseLocale(flags.lang, { faults }) ?? LOCALES[0];
  const atMs = flags.at === undefined ? nowMs : parseMoment(flags.at, nowMs);
  if (atMs === undefined) {
    faults.push({ path: '--at', message: `expected ${MOMENT_FORMS}, got "${flags.at}"` });
  }
  const region = regionOf(flags, faults);
  // X.509 takes a moment to load, and the other commands never need it.
  const [{ evaluateClientCert }, { readClientCertFiles }] = await Promise.all([
    import('../probes/mtls/client-cert.ts'),
    import('./client-cert-files.ts'),
  ]);
  const files = await readClientCertFiles({ cert, ca: flags.ca, crl: flags.crl }, faults);
  if (faults.length > 0 || atMs === undefined) throw new InputError('bad-usage', faults);
  const store =
    region === undefined || flags.trustStore === undefined
      ? undefined
      : await readTrustStore(await trustStores(region), flags.trustStore, signal);
  const input: ClientCertInput = store === undefined ? files : await withTrustStore(files, store);
  const verdict: ClientCertVerdict = evaluateClientCert({ ...input, atMs });
  const report = await clientCertReport(verdict, {
    cert,
    trustStore: flags.trustStore,
    atMs,
    locale,
    notes: input.notes,
  });
  write(flags.json === true ? `${JSON.stringify(report, null, 2)}\n` : clientCertLines(report));
  return report.accepted ? EXIT.nothingFailed : EXIT.failed;
}

const TRUST_STORE_ARN =
  /^arn:aws[a-z-]*:elasticloadbalancing:([a-z0-9-]+):\d{12}:truststore\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}$/;

function regionOf({ ca, trustStore }: ClientCertFlags, faults: ConfigIssue[]): string | undefined {
  if (trustStore === undefined) return undefined;
  if (ca !== undefined)
    faults.push({ path: '--ca', message: 'goes without --trust-store: one or the other' });
  const region = TRUST_STORE_ARN.exec(trustStore)?.[1];
  if (region === undefined) {
    const expected = 'arn:aws:elasticloadbalancing:REGION:ACCOUNT:truststore/NAME/ID';
    faults.push({ path: '--trust-store', message: `expected ${expected}, got "${trustStore}"` });
  }
  return region;
}

async function readTrustStore(
  reader: Pick<TrustStoreReader, 'trustStore'>,
  arn: string,
  signal: AbortSignal,
): Promise<TrustStore> {
  const store = await reader.trustStore(arn, signal);
  if (store === undefined) {
    throw badUsage('--trust-store', `there is no trust store ${arn}`);
  }
  return store;
}

async function withTrustStore(files: ClientCertInput, store: TrustStore): Promise<ClientCertInput> {
  const { anchorsOf, listsOf } = await import('./client-cert-files.ts');
  const faults: ConfigIssue[] = [];
  const anchors = anchorsOf(store.name, Buffer.from(store.bundle), faults);
  const lists = store.revocationLists.flatMap((bytes, index) =>
    listsOf(`${store.name}, revocation list ${index + 1}`, Buffer.from(bytes), faults),
  );
  if (faults.length > 0) throw new InputError('bad-usage', faults);
  return { ...files, anchors, lists: [...files.lists, ...lists] };
}
