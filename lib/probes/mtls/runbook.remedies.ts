import type { KindRemedies } from '../../core/runbook.ts';
import type { MtlsReason } from './spec.ts';

const GUIDE = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application';
const LOGS = `${GUIDE}/load-balancer-connection-logs.html`;
const ENABLE_LOGS = `${GUIDE}/enable-connection-logging.html`;
const MUTUAL_TLS = `${GUIDE}/mutual-authentication.html`;
const TRUST_STORES = `${GUIDE}/configuring-mtls-with-elb.html`;
const POLICIES = `${GUIDE}/describe-ssl-policies.html`;
const HEALTH_LOGS = `${GUIDE}/load-balancer-health-check-logs.html`;
const HEALTH_CHECKS = `${GUIDE}/target-group-health-checks.html`;
const METRICS = `${GUIDE}/load-balancer-cloudwatch-metrics.html`;
const QUOTAS = `${GUIDE}/load-balancer-limits.html`;
const CLIENT_ERRORS = 'https://repost.aws/knowledge-center/elb-alb-mtls-client-connection-errors';
const REVOCATION = 'https://repost.aws/knowledge-center/elb-configure-crl-mtls';

/** Names and places come from the finding; what only the reader knows is in capitals. */
const WHO = 'gatewatch mtls {log}';
const CHECK = 'gatewatch client-cert CLIENT-CHAIN.pem --trust-store TRUST-STORE-ARN';
const SHOW = 'openssl x509 -in CLIENT.pem -noout -text';
const LISTENERS =
  'aws elbv2 describe-listeners --load-balancer-arn "$(aws elbv2 describe-load-balancers --names {name} --query "LoadBalancers[0].LoadBalancerArn" --output text)" --query "Listeners[].{Port:Port,Policy:SslPolicy,Mutual:MutualAuthentication}"';
const ATTRIBUTES = 'aws elbv2 modify-load-balancer-attributes --load-balancer-arn {arn} --attributes';
const LOGS_ON = [
  `${ATTRIBUTES} Key=connection_logs.s3.enabled,Value=true Key=connection_logs.s3.bucket,Value={bucket}`,
  `${ATTRIBUTES} Key=connection_logs.s3.prefix,Value={prefix}`,
];

export const remedies: KindRemedies<MtlsReason> = {
  'client-cert-expired': {
    commands: [
      WHO,
      CHECK,
      'openssl x509 -in CLIENT.pem -noout -subject -serial -dates',
      'aws elbv2 modify-trust-store --trust-store-arn TRUST-STORE-ARN --ca-certificates-bundle-s3-bucket BUCKET --ca-certificates-bundle-s3-key KEY',
      'aws elbv2 modify-listener --listener-arn LISTENER-ARN --mutual-authentication Mode=verify,TrustStoreArn=TRUST-STORE-ARN,IgnoreClientCertificateExpiry=true',
    ],
    links: [CLIENT_ERRORS, TRUST_STORES, LOGS],
  },
  'client-cert-not-yet-valid': {
    commands: [WHO, CHECK, 'openssl x509 -in CLIENT.pem -noout -subject -serial -dates'],
    links: [CLIENT_ERRORS, LOGS],
  },
  'client-cert-untrusted': {
    commands: [
      WHO,
      CHECK,
      LISTENERS,
      'aws elbv2 get-trust-store-ca-certificates-bundle --trust-store-arn TRUST-STORE-ARN',
      'aws elbv2 modify-trust-store --trust-store-arn TRUST-STORE-ARN --ca-certificates-bundle-s3-bucket BUCKET --ca-certificates-bundle-s3-key KEY',
    ],
    links: [CLIENT_ERRORS, TRUST_STORES, MUTUAL_TLS],
  },
  'client-cert-crl-hit': {
    commands: [
      WHO,
      CHECK,
      'aws elbv2 describe-trust-store-revocations --trust-store-arn TRUST-STORE-ARN',
      'aws elbv2 get-trust-store-revocation-content --trust-store-arn TRUST-STORE-ARN --revocation-id ID',
    ],
    links: [REVOCATION, TRUST_STORES],
  },
  'client-cert-crl-processing-error': {
    commands: [
      'aws elbv2 describe-trust-store-revocations --trust-store-arn TRUST-STORE-ARN',
      'aws elbv2 get-trust-store-revocation-content --trust-store-arn TRUST-STORE-ARN --revocation-id ID',
      'openssl crl -in LIST.pem -noout -issuer -lastupdate -nextupdate',
      'openssl crl -in LIST.pem -noout -CAfile CA.pem -verify',
      CHECK,
      'aws elbv2 remove-trust-store-revocations --trust-store-arn TRUST-STORE-ARN --revocation-ids ID',
    ],
    links: [REVOCATION, TRUST_STORES, QUOTAS],
  },
  'client-cert-purpose-invalid': {
    commands: [WHO, CHECK, 'openssl x509 -in CLIENT.pem -noout -purpose'],
    links: [MUTUAL_TLS, CLIENT_ERRORS],
  },
  'client-cert-max-chain-depth-exceeded': {
    commands: [WHO, CHECK, 'grep -c "BEGIN CERTIFICATE" CLIENT-CHAIN.pem'],
    links: [QUOTAS, MUTUAL_TLS],
  },
  'client-cert-max-size-exceeded': {
    commands: [WHO, CHECK, 'openssl x509 -in CLIENT.pem -outform DER | wc -c'],
    links: [QUOTAS, MUTUAL_TLS],
  },
  'client-cert-type-unsupported': { commands: [WHO, CHECK, SHOW], links: [MUTUAL_TLS, CLIENT_ERRORS] },
  'client-cert-incompatible': {
    commands: [WHO, LISTENERS, 'aws elbv2 describe-ssl-policies --names POLICY', SHOW],
    links: [POLICIES, LOGS],
  },
  'client-cert-invalid': { commands: [WHO, CHECK, SHOW], links: [MUTUAL_TLS, CLIENT_ERRORS] },
  'client-cert-rejected': {
    commands: [
      WHO,
      CHECK,
      LISTENERS,
      'aws elbv2 describe-trust-stores --trust-store-arns TRUST-STORE-ARN',
      'aws elbv2 describe-trust-store-associations --trust-store-arn TRUST-STORE-ARN',
    ],
    links: [LOGS, MUTUAL_TLS],
  },
  'unmapped-connection-error': {
    commands: [
      WHO,
      LISTENERS,
      'openssl s_client -connect HOST:443 -servername HOST -cert CLIENT.pem -cert_chain INTERMEDIATES.pem -key CLIENT.key -state',
    ],
    links: [LOGS, POLICIES, CLIENT_ERRORS],
  },
  'target-check-fails': {
    commands: [
      'aws elbv2 describe-target-groups --names {targetGroup}',
      'aws elbv2 describe-target-health --target-group-arn "$(aws elbv2 describe-target-groups --names {targetGroup} --query "TargetGroups[0].TargetGroupArn" --output text)"',
    ],
    links: [HEALTH_LOGS, HEALTH_CHECKS],
  },
  'tls-negotiations-fail': {
    commands: [
      `${WHO} --since 2h`,
      LISTENERS,
      'aws elbv2 describe-ssl-policies --names POLICY',
      'openssl s_client -connect HOST:443 -servername HOST -state',
    ],
    links: [METRICS, LOGS, POLICIES],
  },
  'mtls-logs-off': {
    commands: ['aws elbv2 describe-load-balancers --names {name}', ...LOGS_ON],
    links: [ENABLE_LOGS, LOGS],
  },
  'mtls-logs-silent': {
    commands: [
      `aws elbv2 describe-load-balancer-attributes --load-balancer-arn {arn} --query "Attributes[?starts_with(Key,'connection_logs')]"`,
      'aws s3api get-bucket-policy --bucket {bucket}',
      `${ATTRIBUTES} Key=connection_logs.s3.enabled,Value=false`,
      ...LOGS_ON,
    ],
    links: [ENABLE_LOGS, LOGS],
  },
  'mtls-passthrough': {
    commands: [
      'aws elbv2 modify-listener --listener-arn {listener} --mutual-authentication Mode=verify,TrustStoreArn=TRUST-STORE-ARN',
      CHECK,
    ],
    links: [MUTUAL_TLS, TRUST_STORES],
  },
};
