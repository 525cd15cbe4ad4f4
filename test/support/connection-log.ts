/**
 * The two entries that AWS publishes, each on one line as the page says they are.
 * Source: "Connection logs for your Application Load Balancer", section "Example log entries" (read 2026-11-21).
 */
export const PUBLISHED_SUCCESS =
  '2023-10-04T17:05:15.514108Z 203.0.113.1 36280 443 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 4.036 "CN=amazondomains.com,O=endEntity,L=Seattle,ST=Washington,C=US" NotBefore=2023-09-21T22:43:21Z;NotAfter=2026-06-17T22:43:21Z FEF257372D5C14D4 Success TID_3180a73013c8ca4bac2f731159d4b0fe';
export const PUBLISHED_FAILURE =
  '2023-10-04T17:05:15.514108Z 203.0.113.1 36280 443 TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256 - "CN=amazondomains.com,O=endEntity,L=Seattle,ST=Washington,C=US" NotBefore=2023-09-21T22:43:21Z;NotAfter=2026-06-17T22:43:21Z FEF257372D5C14D4 Failed:ClientCertUntrusted TID_1c71a68d70587445ad5127ff8b2687d7';

export interface LineParts {
  readonly at?: string;
  readonly client?: string;
  /** Listener's port, TLS version and cipher. */
  readonly tls?: string;
  readonly subject?: string;
  readonly validity?: string;
  readonly serial?: string;
  readonly status?: string;
  readonly loadBalancer?: string;
  /** What follows the fifteenth field. */
  readonly more?: string;
}

/** A line of fifteen fields, as files have had them since `tls_keyexchange` was added. */
export function logLine(parts: LineParts = {}): string {
  const {
    at = '2026-11-21T10:00:00.123456Z',
    client = '203.0.113.7',
    tls = '443 TLSv1.3 TLS_AES_128_GCM_SHA256',
    subject = '"CN=client-1,O=Example Corp,C=US"',
    validity = 'NotBefore=2026-01-02T19:17:20Z;NotAfter=2027-04-02T19:17:20Z',
    serial = '5A017AD0D1',
    status = 'Failed:ClientCertExpired',
    loadBalancer = 'app/api/0123456789abcdef',
    more = '',
  } = parts;
  return `${at} ${client} 36280 ${tls} - ${subject} ${validity} ${serial} ${status} TID_3180a73013c8ca4bac2f731159d4b0fe X25519MLKEM768 ${loadBalancer} 10.0.1.17${more}`;
}
