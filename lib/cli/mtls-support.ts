import type { LoadBalancerListener, TrustStore } from '../core/aws/load-balancer-reader.ts';
import { badUsage } from '../core/errors.ts';
import type { LogCode } from '../probes/mtls/codes.ts';
import type { LogEntry } from '../probes/mtls/log-line.ts';
import type { LogTotals } from '../probes/mtls/log-scan.ts';
import { codeSpan, escapeMarkdown } from '../report/text/markdown-escape.ts';
import type { TrustStoreContents } from '../trust/trust-store.ts';
import type { AwsSession } from './aws.ts';
import { logRow } from './mtls-rows.ts';

/**
 * The two codes whose cause only AWS can see. Source: "How do I identify and resolve client connection issues when I
 * use mTLS with the Application Load Balancer?" (AWS re:Post Knowledge Center, read 2026-11-30).
 */
const FOR_SUPPORT: readonly string[] = [
  'ClientCertCrlProcessingError',
  'UnmappedConnectionError',
] satisfies readonly LogCode[];

/** Lines of each code that are quoted; the first and the newest say most. */
const LINES_KEPT = 10;

/** What AWS says of the load balancer. No certificate and no key is in it. */
export interface SupportAws {
  readonly account: string;
  readonly region: string;
  readonly arn: string;
  readonly listeners: readonly LoadBalancerListener[];
  readonly trustStores: readonly TrustStoreContents[];
}

/** Asks AWS for the listeners of a load balancer and for what their trust stores hold. */
export async function readSupportAws(
  { access, clients, account, region }: Pick<AwsSession, 'access' | 'clients' | 'account' | 'region'>,
  typed: string,
  signal: AbortSignal,
): Promise<SupportAws> {
  const [{ loadBalancerName }, { readTrustStore }] = await Promise.all([
    import('../aws/load-balancers.ts'),
    import('../trust/trust-store.ts'),
  ]);
  const name = await loadBalancerName(clients.loadBalancing, typed, signal);
  const found = name === undefined ? undefined : await access.loadBalancers.loadBalancer(name, signal);
  if (found === undefined) {
    const message = `there is no Application Load Balancer ${typed} in ${region}`;
    throw badUsage('--load-balancer', message);
  }
  const arns = new Set(found.listeners.flatMap(({ trustStoreArn }) => trustStoreArn ?? []));
  const stores: TrustStore[] = [];
  for (const arn of arns) {
    const store = await access.trustStores.trustStore(arn, signal);
    if (store !== undefined) stores.push(store);
  }
  return {
    account,
    region,
    arn: found.arn,
    listeners: found.listeners,
    trustStores: stores.map(readTrustStore),
  };
}

interface CodeLines {
  count: number;
  readonly first: LogEntry[];
  /** The newest, in the order they came. */
  readonly last: LogEntry[];
}

/** Gathers what a case with AWS Support needs, in memory that does not grow with the log. */
export class SupportCase {
  readonly #aws: SupportAws | undefined;
  readonly #codes = new Map<string, CodeLines>();

  constructor(aws: SupportAws | undefined) {
    this.#aws = aws;
  }

  add(entry: LogEntry): void {
    const { status } = entry;
    if (status.outcome !== 'refused' || !FOR_SUPPORT.includes(status.code)) return;
    const kept = this.#codes.get(status.code) ?? { count: 0, first: [], last: [] };
    this.#codes.set(status.code, kept);
    kept.count += 1;
    if (kept.first.length < LINES_KEPT / 2) kept.first.push(entry);
    else {
      kept.last.push(entry);
      if (kept.last.length > LINES_KEPT / 2) kept.last.shift();
    }
  }

  /** The text of the case. */
  markdown(totals: LogTotals): string {
    const [[, sample] = []] = this.#codes;
    const lines = [
      '# Application Load Balancer: client connections fail',
      '',
      `Logs from ${totals.from ?? '-'} to ${totals.to ?? '-'} (UTC); connections: ${totals.lines}, failed: ${totals.refused}, accepted: ${totals.accepted}`,
      '',
      ...(this.#aws === undefined ? withoutAws(sample?.first[0]) : fromAws(this.#aws)),
      ...[...this.#codes].flatMap(([code, kept]) => codeLines(code, kept)),
      ...(this.#codes.size === 0
        ? ['', `No connection failed with ${FOR_SUPPORT.join(' or ')}: there is no case to open.`]
        : STILL_TO_ADD),
    ];
    return `${lines.join('\n')}\n`;
  }
}

function withoutAws(sample: LogEntry | undefined): readonly string[] {
  return [
    `- Load balancer: ${codeSpan(sample?.loadBalancer ?? 'not in these logs')}`,
    '- Listeners, trust store and revocation lists: not asked; add `--load-balancer NAME`.',
  ];
}

function fromAws({ account, region, arn, listeners, trustStores }: SupportAws): readonly string[] {
  return [
    `- Account ${account}, Region ${region}`,
    `- Load balancer: ${codeSpan(arn)}`,
    ...listeners.map(
      (one) =>
        `- Listener ${one.port} ${one.protocol}: ${codeSpan(one.arn)}, mutual TLS ${one.mutualAuthentication}${one.ignoresExpiry ? ', ignores expiry' : ''}, policy ${one.sslPolicy ?? '-'}, trust store ${codeSpan(one.trustStoreArn ?? '-')}`,
    ),
    ...trustStores.flatMap(storeLines),
  ];
}

function storeLines({ arn, name, authorities, lists, unreadable }: TrustStoreContents): readonly string[] {
  return [
    '',
    `## Trust store ${escapeMarkdown(name)}`,
    '',
    `${codeSpan(arn)}; CA certificates: ${authorities.length}, revocation lists: ${lists.length}, unreadable: ${unreadable}`,
    '',
    ...authorities.map(
      (one) =>
        `- CA ${codeSpan(one.subject)}, serial ${one.serial}, ${isoOf(one.notBeforeMs)} to ${isoOf(one.notAfterMs)}, ${one.bytes} bytes, SHA-256 ${one.sha256}`,
    ),
    ...lists.map(
      (one) =>
        `- List of ${codeSpan(one.issuer)}, ${isoOf(one.thisUpdateMs)} to ${one.nextUpdateMs === undefined ? 'no next update' : isoOf(one.nextUpdateMs)}, ${one.entries} entries, ${one.bytes} bytes, ${one.signedBy === undefined ? 'signed by no CA of this trust store' : `signed by ${codeSpan(one.signedBy)}`}${one.criticalExtensions.length === 0 ? '' : `, critical extensions ${one.criticalExtensions.join(', ')}`}`,
    ),
  ];
}

function codeLines(code: string, { count, first, last }: CodeLines): readonly string[] {
  const shown = [...first, ...last];
  return [
    '',
    `## ${code}, connections: ${count}`,
    '',
    `From ${shown[0]?.at} to ${shown.at(-1)?.at}. The first and the last ${LINES_KEPT / 2}:`,
    '',
    ...shown.map(
      (one) =>
        `- ${codeSpan(`${one.client ?? '-'}:${one.clientPort ?? '-'} to port ${one.listenerPort ?? '-'}, ${one.traceId ?? '-'}, node ${one.node ?? '-'}, key exchange ${one.keyExchange ?? '-'}`)}: ${codeSpan(logRow(one).trimEnd())}`,
    ),
  ];
}

/** What no log shows. The last line is why a bundle is made at all, and not the client's folder sent. */
const STILL_TO_ADD = [
  '',
  '## Still to add',
  '',
  '- [ ] A capture of one failed handshake, on the client: `sudo tcpdump -i any -s 0 -w handshake.pcap host LOAD-BALANCER-ADDRESS and port 443`',
  '- [ ] What the client says: `openssl s_client -connect NAME:443 -servername NAME -cert CLIENT-CHAIN.pem -key CLIENT.key -state </dev/null`',
  '- [ ] Since when it happens, and what was changed then: trust store, revocation list, security policy, client.',
  '- [ ] The certificate chain of one client, never its private key. AWS Support needs no key.',
];

function isoOf(atMs: number): string {
  return new Date(atMs).toISOString().replace('.000Z', 'Z');
}
