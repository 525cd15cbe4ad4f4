import type { KindRemedies } from '../../core/runbook.ts';
import type { TrustStoreReason } from './spec.ts';

const GUIDE = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application';
const TRUST_STORES = `${GUIDE}/configuring-mtls-with-elb.html`;
const QUOTAS = `${GUIDE}/load-balancer-limits.html`;
const REVOCATION = 'https://repost.aws/knowledge-center/elb-configure-crl-mtls';

const BUNDLE =
  'curl -s "$(aws elbv2 get-trust-store-ca-certificates-bundle --trust-store-arn {trustStoreArn} --query Location --output text)" -o bundle.pem';
const LISTS =
  'aws elbv2 describe-trust-store-revocations --trust-store-arn {trustStoreArn} --query "TrustStoreRevocations[].{Id:RevocationId,Entries:NumberOfRevokedEntries}"';
const SHOW_LIST =
  'curl -s "$(aws elbv2 get-trust-store-revocation-content --trust-store-arn {trustStoreArn} --revocation-id {revocationId} --query Location --output text)" | openssl crl -noout -issuer -lastupdate -nextupdate';
/** The new list is added before the old one goes: without any, revoked certificates pass. */
const RENEW_LIST = [
  'aws elbv2 add-trust-store-revocations --trust-store-arn {trustStoreArn} --revocation-contents S3Bucket=BUCKET,S3Key=KEY,RevocationType=CRL',
  'aws elbv2 remove-trust-store-revocations --trust-store-arn {trustStoreArn} --revocation-ids {revocationId}',
];

export const remedies: KindRemedies<TrustStoreReason> = {
  'crl-stale': { commands: [SHOW_LIST, ...RENEW_LIST], links: [REVOCATION, TRUST_STORES] },
  'crl-expires': { commands: [SHOW_LIST, ...RENEW_LIST], links: [REVOCATION, TRUST_STORES] },
  'trust-store-expires': {
    commands: [
      BUNDLE,
      'openssl crl2pkcs7 -nocrl -certfile bundle.pem | openssl pkcs7 -print_certs -noout',
      'aws elbv2 modify-trust-store --trust-store-arn {trustStoreArn} --ca-certificates-bundle-s3-bucket BUCKET --ca-certificates-bundle-s3-key KEY',
    ],
    links: [TRUST_STORES],
  },
  'trust-store-missing': {
    commands: ['aws elbv2 describe-trust-stores --query "TrustStores[].{Name:Name,Arn:TrustStoreArn}"'],
    links: [TRUST_STORES],
  },
  'trust-store-near-limit': { commands: [BUNDLE, LISTS], links: [QUOTAS] },
};
