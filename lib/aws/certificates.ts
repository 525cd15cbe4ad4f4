import { type ACMClient, type CertificateDetail, DescribeCertificateCommand } from '@aws-sdk/client-acm';
import {
  CERTIFICATE_READER_ACTIONS,
  type CertificateAnswer,
  type CertificateReader,
  type ManagedCertificate,
} from '../core/aws/certificate-reader.ts';
import { asking, errorName } from './refusals.ts';

const [DESCRIBE] = CERTIFICATE_READER_ACTIONS.certificate;

/**
 * Reads AWS Certificate Manager.
 *
 * @param region - the client's: ACM knows the certificates of its own Region only
 */
export function createCertificateReader(client: ACMClient, region: string): CertificateReader {
  return {
    certificate: async (arn, signal) => {
      if (!isOfAcm(arn, region)) return { outcome: 'elsewhere' };
      return asking(DESCRIBE, async (): Promise<CertificateAnswer> => {
        try {
          const { Certificate } = await client.send(new DescribeCertificateCommand({ CertificateArn: arn }), {
            abortSignal: signal,
          });
          if (Certificate === undefined) return { outcome: 'malformed' };
          return { outcome: 'described', certificate: toCertificate(Certificate) };
        } catch (error) {
          if (NOT_FOUND.has(errorName(error))) return { outcome: 'not-found' };
          if (isUnreadable(error)) return { outcome: 'malformed' };
          throw error;
        }
      });
    },
  };
}

/**
 * ACM has no such certificate, or does not take the ARN for one of its own.
 * Source: ACM API reference, "DescribeCertificate" (Errors) and "Common Error Types", read 2026-11-21.
 */
const NOT_FOUND = new Set(['ResourceNotFoundException', 'InvalidArnException', 'ValidationException']);

/** `arn:partition:acm:region:account:certificate/id`. Source: ACM API reference, "DescribeCertificate". */
function isOfAcm(arn: string, region: string): boolean {
  const [, , service, place, , resource = ''] = arn.split(':');
  return service === 'acm' && place === region && resource.startsWith('certificate/');
}

/** The SDK throws a plain TypeError for an answer whose members are of another type than its schema says. */
function isUnreadable(error: unknown): boolean {
  return error instanceof TypeError && '$metadata' in error;
}

function toCertificate(one: CertificateDetail): ManagedCertificate {
  return {
    status: one.Status ?? '',
    type: one.Type,
    domainName: one.DomainName,
    issuer: one.Issuer,
    notBeforeMs: millisecondsOf(one.NotBefore),
    notAfterMs: millisecondsOf(one.NotAfter),
    importedAtMs: millisecondsOf(one.ImportedAt),
    revokedAtMs: millisecondsOf(one.RevokedAt),
    revocationReason: one.RevocationReason,
    inUse: (one.InUseBy ?? []).length > 0,
    renewalEligibility: one.RenewalEligibility,
    renewalStatus: one.RenewalSummary?.RenewalStatus,
    renewalReason: one.RenewalSummary?.RenewalStatusReason,
  };
}

/** Beyond what a date can hold the SDK gives an invalid one. */
function millisecondsOf(date: Date | undefined): number | undefined {
  const atMs = date?.getTime();
  return atMs === undefined || Number.isNaN(atMs) ? undefined : atMs;
}
