import type { Locale } from '../core/locale.ts';
import type { ClientCertProblem, ClientCertVerdict } from '../probes/mtls/client-cert.ts';
import { mtls } from '../probes/mtls/kind.ts';
import { fillCommand, fillText } from '../report/text/fill.ts';
import type { ClientCertificate } from '../trust/client-certificate.ts';

/** What `gatewatch client-cert --json` prints. */
export interface ClientCertReport {
  readonly version: 1;
  readonly accepted: boolean;
  /** What the log would show after `Failed:`; null where it would show Success. */
  readonly code: string | null;
  readonly reason: string | null;
  /** False where AWS documents the rule that is broken, but not the code it gives. */
  readonly certain: boolean;
  readonly at: string;
  /** Leaf first, as far as it leads. */
  readonly path: readonly {
    readonly subject: string;
    readonly issuer: string;
    readonly serial: string;
    readonly notBefore: string;
    readonly notAfter: string;
    readonly key: string;
  }[];
  readonly problems: readonly ClientCertProblem[];
  readonly notes: readonly string[];
  /** What no certificate can show. */
  readonly notKnown: readonly string[];
  readonly runbook: {
    readonly title: string;
    readonly meaning: string;
    readonly causes: readonly string[];
    readonly steps: readonly string[];
    readonly commands: readonly string[];
    readonly links: readonly string[];
  } | null;
}

const NOT_KNOWN = [
  'whether the client sends all of this file, and holds the private key that belongs to it;',
  'whether the security policy of the listener allows key and signature (ClientCertIncompatible);',
  'whether the listener ignores expiry (IgnoreClientCertificateExpiry);',
  'what is checked after verification (ClientCertRejected), and faults of TLS itself (UnmappedConnectionError): see gatewatch runbook client-cert-rejected.',
] as const;

/** Puts a verdict into words, with the runbook of the code the log would show. */
export async function clientCertReport(
  { problems, path, notes }: ClientCertVerdict,
  about: {
    readonly cert: string;
    readonly trustStore?: string | undefined;
    readonly atMs: number;
    readonly locale: Locale;
    readonly notes: readonly string[];
  },
): Promise<ClientCertReport> {
  const [first] = problems;
  return {
    version: 1,
    accepted: first === undefined,
    code: first?.code ?? null,
    reason: first?.reason ?? null,
    certain: first?.certain ?? true,
    at: new Date(about.atMs).toISOString(),
    path: path.map((one) => ({
      subject: one.subject,
      issuer: one.issuer,
      serial: one.serial,
      notBefore: new Date(one.notBeforeMs).toISOString(),
      notAfter: new Date(one.notAfterMs).toISOString(),
      key: one.keyLabel,
    })),
    problems,
    notes: [...about.notes, ...notes],
    notKnown: NOT_KNOWN,
    runbook: first === undefined ? null : await runbookOf(first, path[0], about),
  };
}

async function runbookOf(
  { reason }: ClientCertProblem,
  leaf: ClientCertificate | undefined,
  about: { readonly cert: string; readonly trustStore?: string | undefined; readonly locale: Locale },
): Promise<NonNullable<ClientCertReport['runbook']>> {
  const [{ texts }, { remedies }] = await Promise.all([
    mtls.runbook[about.locale](),
    mtls.runbook.remedies(),
  ]);
  const text = texts.reasons[reason];
  const values = {
    certificate: leaf?.subject ?? about.cert,
    serial: leaf?.serial ?? '-',
    client: '-',
  };
  // The commands name in capitals what only the reader knows; this reader has just told it.
  const told = (command: string) =>
    command
      .replaceAll('CLIENT-CHAIN.pem', shellWord(about.cert))
      .replaceAll('CLIENT.pem', shellWord(about.cert))
      .replaceAll('TRUST-STORE-ARN', shellWord(about.trustStore ?? 'TRUST-STORE-ARN'));
  const commands = remedies[reason].commands.map((command) =>
    fillCommand(told(command), { log: 'CONNECTION-LOG' }),
  );
  return {
    title: text.title,
    meaning: fillText(text.meaning, values),
    causes: text.causes.map((cause) => fillText(cause, values)),
    steps: text.steps.map((step) => fillText(step, values)),
    commands: commands.filter((command) => command !== undefined),
    links: remedies[reason].links,
  };
}

/** A path is the reader's own, so it is quoted, not left out; in single quotes nothing means anything but a quote. */
function shellWord(text: string): string {
  return /^[A-Za-z0-9._/:@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The report as a person reads it. */
export function clientCertLines(report: ClientCertReport): string {
  const { code, problems, path, notes, runbook } = report;
  const lines = [
    code === null
      ? `accepted as of ${report.at}: the log would show Success`
      : `refused as of ${report.at}: the log would show Failed:${code}${report.certain ? '' : ' (likely; AWS does not document the code of this fault)'}`,
    '',
    ...problems.map(({ code: one, detail }, index) => `  ${index === 0 ? '✗' : '·'} ${one}: ${detail}`),
  ];
  if (problems.length > 1)
    lines.push('  The first one ends the handshake; the others would follow once it is fixed.');
  if (problems.length > 0) lines.push('');
  lines.push('Chain, leaf first:');
  for (const { subject, serial, notBefore, notAfter, key } of path) {
    lines.push(
      `  ${subject}`,
      `    serial ${serial}, ${key}, ${notBefore.slice(0, 10)} to ${notAfter.slice(0, 10)}`,
    );
  }
  if (path.length === 0) lines.push('  none could be read');
  if (notes.length > 0) lines.push('', 'Noticed:', ...notes.map((note) => `  ${note}`));
  if (runbook !== null) {
    lines.push('', runbook.title, `  ${runbook.meaning}`);
    lines.push(...runbook.steps.map((step, index) => `  ${index + 1}. ${step}`));
    if (runbook.commands.length > 0) lines.push('', ...runbook.commands.map((command) => `  $ ${command}`));
    lines.push('', ...runbook.links.map((link) => `  ${link}`));
  }
  lines.push('', 'No certificate shows:', ...report.notKnown.map((one) => `  ${one}`));
  return `${lines.join('\n')}\n`;
}
