import { readFileSync } from 'node:fs';
import { REASON_BY_CODE } from '../../lib/probes/mtls/codes.ts';

const PLACE = 'vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0]';
const TARGET = '{ name: a, type: tcp, address: "10.0.0.1:443" }';
const MAIL = 'email: [{ to: oncall@example.com }]';
const ONE_VANTAGE = `vantages: [{ name: here, ${PLACE}, targets: [${TARGET}] }]`;

/** A target of every type that gatewatch.yaml knows, as its documentation shows them. */
const EVERY_TYPE = `
language: ko
schedule: rate(5 minutes)
alarm: { failing: 2, of: 3 }
notify:
  email: [{ to: storage-oncall@example.com, severity: [critical, warning] }]
  slack: { webhookSecret: gatewatch/slack }
  chat: true
vantages:
  - name: seoul-prod
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0, subnet-0fedcba9876543210]
    discover: [storage-gateway, vpn, transit-gateway, instance-connect]
    targets:
      - { name: sgw-endpoint, type: storage-gateway-endpoint, endpoint: vpce-0123456789abcdef0 }
      - { name: filer-1, type: storage-gateway, gateway: sgw-12A3456B, address: 10.0.1.20, gatewayType: file-s3, via: squid }
      - { name: squid, type: http-proxy, address: "10.0.2.10:3128" }
      - { name: idc, type: site-to-site-vpn, vpn: vpn-0123456789abcdef0, beyond: ["10.60.1.10:22"], expectOutsideAddresses: [203.0.113.1, 203.0.113.2] }
      - { name: hub, type: transit-gateway-attachment, attachment: tgw-attach-0123456789abcdef0 }
      - { name: admin, type: instance-connect-endpoint, instances: [i-0123456789abcdef0], ssm: true }
      - { name: domain, type: active-directory, domain: corp.example.com, controllers: [10.0.1.30], gateway: sgw-12A3456B }
      - { name: site-dns, type: dns-forwarding, vpc: vpc-0123456789abcdef0, names: [storagegateway.ap-northeast-2.amazonaws.com], domains: [corp.example.com], servers: [10.60.0.53], inbound: [10.0.1.10, 10.0.2.10] }
      - { name: roadwarrior, type: client-vpn, endpoint: cvpn-endpoint-0123456789abcdef0 }
      - { name: line, type: direct-connect, virtualInterface: dxvif-0123abcd, beyond: ["10.60.1.10:22"] }
  - name: idc-seoul
    targets:
      - { name: sgw-public, type: storage-gateway-service, region: ap-northeast-2, family: standard }
      - { name: cgw, type: customer-gateway, address: 203.0.113.10, answersStrangers: true }
flowLogs: ["s3://flows", "s3://central-flows/vpc/"]
mtls:
  - { name: api, loadBalancer: app/api/0123456789abcdef, logs: "s3://bucket/prefix", page: { reasons: [client-cert-expired], atLeast: 20 } }
maintenance:
  - { name: patch-night, targets: [filer-1], cron: "0 18 * * SAT", duration: PT4H, timezone: Asia/Seoul }
`;

const balancer = (index: number, more: string) =>
  `{ name: lb-${index}, loadBalancer: app/lb-${index}/${index.toString(16).padStart(16, '0')}, ${more} }`;
const several = (count: number, one: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => one(index));

const CHANNELS =
  'slack: { webhookSecret: a/slack }, teams: { webhookSecret: a/teams }, discord: { webhookSecret: a/discord }, pagerDuty: { keySecret: a/pager }, opsgenie: { keySecret: a/opsgenie }, webhook: { webhookSecret: a/webhook }, eventBridge: {}';

/** Configurations that together meet every branch of the stack, by what is special about each. */
export const SAMPLE_CONFIGS: Readonly<Record<string, string>> = {
  'the example of the repository': readFileSync(new URL('../../gatewatch.yaml', import.meta.url), 'utf8'),
  'one endpoint and nothing else': `vantages: [{ name: here, ${PLACE}, targets: [{ name: sgw, type: storage-gateway-endpoint, endpoint: vpce-0123456789abcdef0 }] }]`,
  'every type of target': EVERY_TYPE,
  'routes, quiet hours and viewers': `viewers: ["111122223333", "arn:aws:iam::111122223333:role/team/ops"]\nnotify: { ${MAIL}, slack: { webhookSecret: a/slack, quiet: { from: "22:00", to: "07:00" } }, routes: [{ severity: [critical], to: [slack, oncall@example.com] }] }\n${ONE_VANTAGE}`,
  'fifty vantages': `notify: { ${MAIL} }\nvantages:\n${several(50, (index) => `  - { name: v-${index}, ${PLACE}, targets: [${TARGET}] }`).join('\n')}`,
  'five thousand targets': `notify: { ${MAIL} }\nvantages:\n${several(
    10,
    (vantage) =>
      `  - { name: v-${vantage}, ${PLACE}, targets: [${several(500, (index) => `{ name: t-${index}, type: tls, address: "10.0.${Math.floor(index / 250)}.${(index % 250) + 1}:443" }`).join(', ')}] }`,
  ).join('\n')}`,
  'e-mail and Slack': `notify: { ${MAIL}, slack: { webhookSecret: gatewatch/slack, severity: [critical, warning, info] } }\n${ONE_VANTAGE}`,
  'every channel': `notify: { ${MAIL}, chat: true, ${CHANNELS} }\n${ONE_VANTAGE}`,
  'every reason of mutual TLS': `notify: { ${MAIL} }\n${ONE_VANTAGE}\nmtls: [${balancer(1, `logs: "s3://logs-of-api/alb", page: { reasons: [${Object.values(REASON_BY_CODE).join(', ')}] }`)}]`,
  'one bucket of logs': `notify: { ${MAIL} }\n${ONE_VANTAGE}\nmtls: [${balancer(1, 'logs: "s3://logs-of-api"')}]`,
  'two buckets of logs': `notify: { ${MAIL} }\n${ONE_VANTAGE}\nmtls: [${balancer(1, 'logs: "s3://logs-of-api/alb"')}, ${balancer(2, 'logs: "s3://logs-of-shop/alb"')}]`,
  'forty buckets of logs': `notify: { ${MAIL} }\n${ONE_VANTAGE}\nmtls: [${several(40, (index) => balancer(index, `logs: "s3://a-bucket-with-a-rather-long-name-for-its-logs-${index}/prefix/${index}", page: { reasons: [client-cert-expired] }`)).join(', ')}]`,
  'on premises only': `notify: { ${MAIL} }\nvantages: [{ name: idc, runs: true, targets: [${TARGET}] }]`,
  'the cheapest': `metrics: failing\ndashboard: false\nencryption: none\nnotify: { ${MAIL} }\nvantages: [{ name: here, ${PLACE}, targets: [{ name: sgw, type: storage-gateway-endpoint, endpoint: vpce-0123456789abcdef0 }] }]`,
  'summaries alone': `metrics: summary\nnotify: { ${MAIL} }\n${ONE_VANTAGE}`,
  'a dual-stack vantage': `notify: { ${MAIL} }\nvantages: [{ name: here, ${PLACE}, ipv6: true, targets: [${TARGET}] }]`,
  'watch inside a VPC': `notify: { ${MAIL} }\n${ONE_VANTAGE}\nwatch: { ${PLACE} }`,
  'discovery alone': `notify: { ${MAIL} }\nvantages: [{ name: here, ${PLACE}, discover: [storage-gateway, vpn, transit-gateway, instance-connect, client-vpn] }]`,
  'functions with a concurrency of their own': `concurrency: { watch: 5, notify: 3 }\nnotify: { ${MAIL} }\nvantages: [{ name: here, ${PLACE}, concurrency: 4, targets: [${TARGET}] }]\naccounts: [{ id: "111122223333", name: shop, regions: [us-east-1], organizationalUnit: ou-ab12-34567890, vantages: [{ name: app, ${PLACE}, concurrency: 3, targets: [${TARGET}] }, { name: web, ${PLACE}, targets: [${TARGET}] }] }]`,
  'two other accounts': `notify: { ${MAIL} }\n${ONE_VANTAGE}\naccounts:\n  - { id: "111122223333", name: shop, regions: [ap-northeast-2, us-east-1], organizationalUnit: ou-ab12-34567890, vantages: [{ name: app, region: us-east-1, ${PLACE}, targets: [${TARGET}] }] }\n  - { id: "444455556666", name: bank, regions: [us-east-1], organizationalUnit: r-ab12, vantages: [{ name: core, ${PLACE}, discover: [vpn] }] }`,
  'every minute in French': `language: fr\nschedule: rate(1 minute)\nalarm: { failing: 3, of: 5 }\nnotify: { ${MAIL}, chat: true }\n${ONE_VANTAGE}`,
};
