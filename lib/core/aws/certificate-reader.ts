/** A certificate of AWS Certificate Manager. Words stand as they came, times are milliseconds since the Unix epoch. */
export interface ManagedCertificate {
  /** `ISSUED` | `EXPIRED` | `REVOKED` | `INACTIVE` | `PENDING_VALIDATION` | `VALIDATION_TIMED_OUT` | `FAILED` */
  readonly status: string;
  /** `IMPORTED` | `AMAZON_ISSUED` | `PRIVATE` */
  readonly type?: string | undefined;
  readonly domainName?: string | undefined;
  readonly issuer?: string | undefined;
  /** Absent where AWS told none, or one that no date can hold. */
  readonly notBeforeMs?: number | undefined;
  readonly notAfterMs?: number | undefined;
  readonly importedAtMs?: number | undefined;
  readonly revokedAtMs?: number | undefined;
  readonly revocationReason?: string | undefined;
  readonly inUse: boolean;
  /** `ELIGIBLE` | `INELIGIBLE`: whether ACM renews it by itself. */
  readonly renewalEligibility?: string | undefined;
  /** `PENDING_AUTO_RENEWAL` | `PENDING_VALIDATION` | `SUCCESS` | `FAILED` */
  readonly renewalStatus?: string | undefined;
  readonly renewalReason?: string | undefined;
}

export type CertificateAnswer =
  | { readonly outcome: 'described'; readonly certificate: ManagedCertificate }
  /**
   * `not-found`: ACM knows none of that ARN in this account and Region. `elsewhere`: the ARN is of another service or
   * Region, and was not asked for. `malformed`: the answer could not be read.
   */
  | { readonly outcome: 'not-found' | 'elsewhere' | 'malformed' };

/**
 * Reads AWS Certificate Manager.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export interface CertificateReader {
  readonly certificate: (arn: string, signal: AbortSignal) => Promise<CertificateAnswer>;
}

/** The IAM actions behind each method. */
export const CERTIFICATE_READER_ACTIONS = {
  certificate: ['acm:DescribeCertificate'],
} as const satisfies Readonly<Record<keyof CertificateReader, readonly string[]>>;
