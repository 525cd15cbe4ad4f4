import { daysUntil, expiresSoon, type Renewal } from '../../catalogue/certificate-expiry.ts';
import { CERTIFICATE_READER_ACTIONS, type ManagedCertificate } from '../../core/aws/certificate-reader.ts';
import type { Evidence } from '../../core/finding.ts';
import type { JudgedFault } from '../../core/probe.ts';
import { boundedText } from '../../core/text.ts';
import { isoTime } from '../../core/time.ts';
import { evidence } from '../kit/findings.ts';
import type { DescribedClientVpn } from './observe.ts';
import type { ClientVpnReason } from './spec.ts';

/** Clients refuse it, or will, whatever its dates say. Source: ACM API reference, "CertificateDetail" (Status). */
const UNUSABLE = new Set(['EXPIRED', 'REVOKED']);

/** Nothing renews these by itself any more. Source: ACM API reference, "RenewalSummary" (RenewalStatus). */
const RENEWAL_WAITS: ReadonlySet<string | undefined> = new Set(['PENDING_VALIDATION', 'FAILED']);

/** The end of the server's certificate, where ACM told it: near, past, or brought forward by a revocation. */
export function certificateFaults({
  endpoint,
  certificate: answer,
  askedAtMs,
}: DescribedClientVpn): readonly JudgedFault<ClientVpnReason>[] {
  const { serverCertificateArn: arn } = endpoint;
  if (arn === undefined || answer?.outcome !== 'described') return [];
  const { certificate } = answer;
  const notAfterMs = endOf(certificate);
  const ended = UNUSABLE.has(certificate.status) || (notAfterMs !== undefined && notAfterMs < askedAtMs);
  const soon =
    notAfterMs !== undefined &&
    expiresSoon({ notBeforeMs: certificate.notBeforeMs, notAfterMs }, askedAtMs, renewalOf(certificate));
  if (!ended && !soon) return [];
  const subject = boundedText(arn);
  return [
    {
      reason: 'client-vpn-certificate-expires',
      subject,
      ...(ended && { severity: 'critical' as const }),
      values: {
        endpoint: endpoint.id,
        certificate: subject,
        certificateStatus: boundedText(certificate.status, 40) || '-',
        certificateType: boundedText(certificate.type ?? '-', 40),
        renewal: boundedText(
          [certificate.renewalEligibility ?? '-', certificate.renewalStatus ?? ''].join(' '),
          80,
        ),
        validTo: isoTime(notAfterMs) ?? '-',
        daysLeft: notAfterMs === undefined ? '-' : daysUntil(notAfterMs, askedAtMs),
        // Each has its own command, which is left out where it would be the wrong one.
        ...(certificate.type === 'IMPORTED' ? { imported: subject } : { issued: subject }),
      },
    },
  ];
}

/** An end that is not after the beginning is no end. */
function endOf({
  notBeforeMs = Number.NEGATIVE_INFINITY,
  notAfterMs,
}: ManagedCertificate): number | undefined {
  return notAfterMs !== undefined && notAfterMs > notBeforeMs ? notAfterMs : undefined;
}

/** Where ACM does not say that it renews the certificate, nobody does. */
function renewalOf({ renewalEligibility, renewalStatus }: ManagedCertificate): Renewal {
  return renewalEligibility === 'ELIGIBLE' && !RENEWAL_WAITS.has(renewalStatus) ? 'itself' : 'by-hand';
}

/** What ACM told of the certificate, or why it told nothing. */
export function certificateEvidence({
  endpoint,
  certificate: answer,
  refused,
}: DescribedClientVpn): readonly Evidence[] {
  if (endpoint.serverCertificateArn === undefined) return [];
  const subject = boundedText(endpoint.serverCertificateArn);
  const [action] = CERTIFICATE_READER_ACTIONS.certificate;
  if (answer === undefined) {
    return refused
      .filter((one) => one.action === action)
      .map(({ code }) => ({ subject, outcome: code, action }));
  }
  if (answer.outcome !== 'described') return [{ subject, outcome: answer.outcome }];
  const { certificate: one } = answer;
  const word = (text: string | undefined) => text && boundedText(text);
  return [
    evidence({
      subject,
      outcome: boundedText(one.status, 40),
      certificateType: word(one.type),
      domainName: word(one.domainName),
      issuerName: word(one.issuer),
      validFrom: isoTime(one.notBeforeMs),
      validTo: isoTime(one.notAfterMs),
      importedAt: isoTime(one.importedAtMs),
      revokedAt: isoTime(one.revokedAtMs),
      revocationReason: word(one.revocationReason),
      inUse: one.inUse,
      renewalEligibility: word(one.renewalEligibility),
      renewalStatus: word(one.renewalStatus),
      renewalReason: word(one.renewalReason),
    }),
  ];
}
