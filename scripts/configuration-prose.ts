import { MOST_TARGETS } from '../lib/config/schema.ts';

/**
 * What each key of gatewatch.yaml is for, by its path; a target's key by its type (`tls.via`), or by itself where it means
 * the same everywhere. Types, defaults and limits come from the schema.
 */
export const CONFIGURATION_PROSE: Readonly<Record<string, string>> = {
  language: 'The language of messages, alarms and the dashboard. The command line takes `--lang`.',
  timezone: 'The time zone of the times in messages and on the dashboard, by its IANA name: `Asia/Seoul`.',
  schedule:
    'How often each vantage runs its checks, as a rate: `rate(5 minutes)`. Period × `alarm.of` must stay within 3 hours.',
  alarm: 'When a check that fails becomes an incident: `failing` of the last `of` runs.',
  'alarm.failing': 'How many of the last runs must have failed.',
  'alarm.of': 'Of this many runs.',
  accounts:
    'Accounts and Regions beside the installation’s own, each with its vantages. [How to add them](scale.md).',
  'accounts.id':
    'The account, twelve digits in quotes. Left out with `name`: the entry stands for every account of its organizational unit.',
  'accounts.name':
    'Its name in vantages, alarms and messages. Of an organizational unit it follows from the name in AWS Organizations.',
  'accounts.regions': 'The Regions that are watched there.',
  'accounts.organizationalUnit':
    'The organizational unit or root the account is in. The stack set is deployed by way of it.',
  'accounts.externalId': 'The external id that the role there requires. Left out: `gatewatch-STAGE`.',
  'accounts.vantages': 'As `vantages`, each in a VPC of that account.',
  'accounts.vantages.region': 'The Region of the vantage. Left out: the only one of the account.',
  viewers:
    'Accounts, and ARNs of IAM roles and users, that may take the role `ViewerRole`: it looks at the dashboard and the last reports and changes nothing. Left out: there is no such role.',
  ownerTag:
    'The key of the tag that names the owner of a target, such as `team`. Discovered targets have the tags of AWS.',
  notify: 'Who gets messages, and when.',
  'notify.email':
    'E-mail addresses. Each gets a confirmation from Amazon SNS that somebody must accept within two days.',
  'notify.email.to': 'The address.',
  'notify.email.severity': 'Only messages of these severities. Left out: all.',
  'notify.slack': 'Delivery to a Slack channel through an incoming webhook.',
  'notify.slack.name':
    'In a list of several: what routes call it. One of the list may have none and is called as its kind. [Several of a kind](channels.md#several-of-a-kind).',
  'notify.slack.webhookSecret':
    'The name of the secret in AWS Secrets Manager that holds the webhook’s address.',
  'notify.slack.severity': 'Only messages of these severities. Left out: all.',
  'notify.teams': 'Delivery to a Microsoft Teams channel.',
  'notify.teams.webhookSecret': 'The name of the secret that holds the address of the Teams workflow.',
  'notify.teams.severity': 'Only messages of these severities. Left out: all.',
  'notify.discord': 'Delivery to a Discord channel.',
  'notify.discord.webhookSecret': 'The name of the secret that holds the webhook’s address.',
  'notify.discord.severity': 'Only messages of these severities. Left out: all.',
  'notify.pagerDuty': 'Incidents open and close alerts in PagerDuty.',
  'notify.pagerDuty.keySecret': 'The name of the secret that holds the integration key.',
  'notify.pagerDuty.severity': 'Only messages of these severities. Left out: all.',
  'notify.opsgenie': 'Incidents open and close alerts in Opsgenie.',
  'notify.opsgenie.keySecret': 'The name of the secret that holds the API key.',
  'notify.opsgenie.severity': 'Only messages of these severities. Left out: all.',
  'notify.webhook': 'Signed requests to a server of your own. [Their form](channels.md).',
  'notify.webhook.webhookSecret': 'The name of the secret that holds the address and the signing key.',
  'notify.webhook.severity': 'Only messages of these severities. Left out: all.',
  'notify.eventBridge': 'Events on an EventBridge bus, for rules of your own.',
  'notify.eventBridge.bus': 'The name of the bus.',
  'notify.eventBridge.severity': 'Only messages of these severities. Left out: all.',
  'notify.chat':
    'Messages for Amazon Q Developer in chat applications, on their own topic: `gatewatch-<stage>-chat`.',
  'notify.email.quiet':
    'Hours in which the channel receives only what is excepted. What it would have received comes in one message when they end. [Quiet hours](routing.md#quiet-hours).',
  'notify.email.quiet.days': 'The days on which they begin. Left out: every day.',
  'notify.email.quiet.from': 'When they begin, in quotes. Left out with `to`: the whole day.',
  'notify.email.quiet.to': 'When they end, in quotes. Earlier than `from`: on the day after.',
  'notify.email.quiet.timezone': 'Their time zone. Left out: `notify.timezone`.',
  'notify.email.quiet.except': 'Severities that are sent all the same. Left out: `[critical]`.',
  'notify.routes':
    'Who receives what. The first route that fits decides; what none fits goes to every channel. [How to write them](routing.md).',
  'notify.routes.account': 'Names of accounts; `hub` is the installation’s own.',
  'notify.routes.vantage': 'Names of vantages. In every name `*` and `?` stand for other characters.',
  'notify.routes.target': 'Names of targets.',
  'notify.routes.owner': 'Owners of targets.',
  'notify.routes.tags': 'Tags of targets: for each key the values that fit.',
  'notify.routes.check': 'Checks, such as `tls`.',
  'notify.routes.severity': 'Severities of the message.',
  'notify.routes.when': 'The time at which the message is sent.',
  'notify.routes.when.days': 'Days of the week. Left out: every day.',
  'notify.routes.when.from': 'The begin, in quotes. Left out with `to`: the whole day.',
  'notify.routes.when.to': 'The end, in quotes. Earlier than `from`: on the day after.',
  'notify.routes.when.timezone': 'Their time zone. Left out: `notify.timezone`.',
  'notify.routes.to':
    'Who receives it: keys of channels (`slack`) or their names, addresses of `email`, and `chat`.',
  'notify.digestAbove': 'When more incidents than this begin in one minute, one message lists them all.',
  'notify.remindEvery':
    'How long an incident may stay open before it is sent again, as an ISO 8601 duration: `PT4H`.',
  'notify.digestAt': 'When the daily digest of degraded checks is sent, in `notify.timezone`.',
  'notify.timezone': 'The time zone of messages and of `digestAt`, where it differs from `timezone`.',
  vantages:
    'The places checks run from. One in a VPC is a function; one without a `vpc` is the loop `gatewatch run`.',
  'vantages.name': 'What the place is called in reports, metrics and messages.',
  'vantages.vpc': 'The VPC of the probe function. Left out: the vantage is on premises.',
  'vantages.subnets': 'Where the function’s network interfaces are, best one a zone.',
  'vantages.ipv6': 'The function also uses IPv6, where its subnets have it.',
  'vantages.ssm': 'The default of `ssm` for the Instance Connect targets that are named here.',
  'vantages.runs': 'How the probe function is run.',
  'vantages.discover':
    'Objects of the account that become targets by themselves: what is new is checked from the next run on.',
  'vantages.include':
    'Of what `discover` finds, only objects that fit one of these entries become targets. An object fits an entry when everything in it holds.',
  'vantages.include.tags': 'Tags with their values; `*` stands for anything, so `team: "*"` is any value.',
  'vantages.include.owners':
    'Accounts that own the object. What AWS names no owner of belongs to the account of the vantage.',
  'vantages.include.names': 'Names (the tag `Name`, else the id), with `*` and `?`.',
  'vantages.exclude':
    'Objects that fit one of these entries never become targets. The same keys as `include`.',
  'vantages.exclude.tags': 'As under `include`.',
  'vantages.exclude.owners': 'As under `include`.',
  'vantages.exclude.names': 'As under `include`.',
  'vantages.concurrency':
    'How many calls of the probe function run at once at most. Lambda keeps as many free for it. Left out: what the account has. [What to choose](scale.md#how-many-functions-run-at-once).',
  'vantages.targets': `What is checked, at most ${MOST_TARGETS}. Each has a \`name\` and a \`type\`; the other keys depend on the type.`,
  name: 'What the target is called in reports, metrics and messages.',
  type: 'What the target is; it decides the other keys.',
  measurements:
    'Publishes the target’s measurements (connect time, handshake time, days of the certificate, clock offset) as metrics. Each series costs money, so it is off by default.',
  was: 'What the target was called before: a name, a list of names, or `VANTAGE/TARGET` where it was checked from another vantage. What was last good, the history and an open incident go on under the new name. Of a target that was split, one part continues it.',
  via: 'The name of an `http-proxy` target of the same vantage. Every place is then also checked through it.',
  region: 'The AWS Region of the names.',
  trust:
    'PEM certificates of your own roots, in place of the roots expected otherwise. Write them as a block (`trust: |`); an anchor (`&corporate`, `*corporate`) shares them between targets.',
  clock:
    'Also compares the clock of the vantage with the Date header of the server, whose clock must be right, as that of an AWS service is.',
  mtu: 'Also finds the largest packet that passes, and a hop that drops larger ones without saying so.',
  beyond:
    'Addresses and ports on the far side, such as `10.60.1.10:22`. They show whether traffic really passes.',
  subnets: 'Subnets whose route tables must lead to the target. Left out: those of the vantage.',
  owner:
    'Who is responsible: in messages and reports, and for routes. Left out: the value of the tag `ownerTag`.',
  tags: 'What the target carries, for `ownerTag` and routes. A VPN connection, an attachment and Instance Connect targets are also found by them instead of an id, so that a replacement is found.',
  answersStrangers:
    'The device answers addresses it does not know. Then no response counts as failed, and not as unknown.',
  'storage-gateway.address': 'The appliance’s address, as its clients use it.',
  'storage-gateway.gatewayType': 'What the appliance is; it decides which client ports are checked.',
  'storage-gateway.protocols': 'What its clients speak, where that is less than the type could.',
  'storage-gateway.gateway':
    'The gateway’s id (`sgw-…`): its state, software and health log are read from AWS as well.',
  'storage-gateway.instance':
    'Its EC2 instance, where it is one: the rules on its way to the endpoint are read.',
  'storage-gateway.endpoint': 'The VPC endpoint it was activated with.',
  'storage-gateway.load':
    'Also reads its load and availability from CloudWatch; GetMetricData costs $0.01 for 1,000 metrics.',
  'storage-gateway-endpoint.endpoint': 'The VPC endpoint’s id or DNS name.',
  'storage-gateway-service.family': 'Which public names: `standard`, `fips` or `dualstack`.',
  'http-proxy.address': 'Host and port of the proxy.',
  'http-proxy.protocol': '`http` (CONNECT) or `socks5`.',
  'customer-gateway.address': 'The address of your VPN device. The check asks whether it speaks IKE.',
  'site-to-site-vpn.vpn': 'The connection’s id.',
  'site-to-site-vpn.expectOutsideAddresses':
    'The outside addresses that your device and firewall know. Another one is reported.',
  'site-to-site-vpn.expectCustomerGatewayAddress': 'The address of your device that AWS should know.',
  'site-to-site-vpn.from':
    'The source addresses on the AWS side that use the VPN, where they are not the vantage’s.',
  'transit-gateway-attachment.attachment': 'The attachment’s id.',
  'transit-gateway-attachment.reaches': 'Prefixes that must be reachable through the transit gateway.',
  'site-to-site-vpn.traffic':
    'Judge what the tunnels carried in the last hour: one direction only, or each direction on a different tunnel. Four CloudWatch metrics a run.',
  'direct-connect.virtualInterface': 'The id of the virtual interface.',
  'client-vpn.endpoint': 'The Client VPN endpoint’s id.',
  'client-vpn.reaches': 'Prefixes that an authorisation rule must open to its users.',
  'openvpn.address': 'The server’s host.',
  'openvpn.port': 'Its port.',
  'openvpn.transport': '`udp` or `tcp`.',
  'tcp.address': 'Host and port.',
  'tls.address': 'Host and port. The handshake and the certificate are checked.',
  'ntp.hosts': 'Time servers. They are compared with each other; the majority is believed.',
  'ntp.tcp': 'Also checks TCP port 123, which some firewalls need open.',
  'instance-connect-endpoint.endpoint': 'The EC2 Instance Connect endpoint’s id.',
  'instance-connect-endpoint.instances':
    'Instances behind it: they must run, and their rules must let the endpoint in.',
  'instance-connect-endpoint.instances.id': 'The instance’s id.',
  'instance-connect-endpoint.instances.protocol': '`ssh` or `rdp`, where it differs from the target’s.',
  'instance-connect-endpoint.protocol': '`ssh` (port 22) or `rdp` (port 3389).',
  'instance-connect-endpoint.clients': 'The clients’ addresses, where the endpoint preserves them.',
  'instance-connect-endpoint.ssm':
    'Also reads from Systems Manager which system and package each instance has, and sshd’s setting. Nothing is run there.',
  'instance-connect-endpoint.client':
    'For a vantage where clients run: also checks the endpoint’s own name on port 443.',
  'active-directory.domain': 'The domain, whose name leads to its controllers.',
  'active-directory.controllers':
    'Domain controllers that are checked one by one. Those that DNS names are found and checked in any case.',
  'active-directory.gateway': 'The gateway that must be a member of the domain; read from AWS.',
  'dns-forwarding.vpc': 'The VPC whose names are wanted, or that must resolve the site’s.',
  'dns-forwarding.names': 'Names that the site must resolve to addresses in the VPC.',
  'dns-forwarding.domains': 'Domains of the site that the VPC must resolve.',
  'dns-forwarding.servers':
    'The site’s DNS servers: the security groups of the endpoints must let them through.',
  'dns-forwarding.inbound':
    'Addresses of the VPC’s inbound endpoint, as the site’s forwarders have them. They are also asked directly.',
  'instance-connect-endpoint.preflight': 'Checks whether an endpoint could be created, before there is one.',
  'instance-connect-endpoint.preflight.vpc': 'In this VPC.',
  'instance-connect-endpoint.preflight.subnet': 'In this subnet.',
  mtls: 'Application Load Balancers whose connection logs are read: who was refused with which client certificate, and why.',
  'mtls.name': 'What it is called in reports and messages.',
  'mtls.loadBalancer': 'The load balancer, as in its ARN: `app/api/0123456789abcdef`.',
  'mtls.logs': 'Where its connection logs are: `s3://bucket/prefix`.',
  'mtls.page': 'When refused clients send a message; otherwise they are in the daily digest.',
  'mtls.page.reasons': 'Only these reasons.',
  'mtls.page.atLeast': 'From this many refusals in a period.',
  maintenance:
    'Windows in which messages wait. Checks and metrics go on, and what is still broken at the end is sent.',
  'maintenance.name': 'What the window is called.',
  'maintenance.targets': 'Names of targets. Left out: all.',
  'maintenance.cron': 'When it begins, as a cron expression of five fields.',
  'maintenance.duration': 'How long it lasts, as an ISO 8601 duration: `PT4H`.',
  'maintenance.timezone': 'The time zone of `cron`, by its IANA name.',
  metrics: 'How much is published: `full`, only what is `failing`, or a `summary`. Fewer series cost less.',
  dashboard: 'Whether the CloudWatch dashboard is made.',
  encryption: 'Which key encrypts queues, topics and the table.',
  logGroups:
    'Log groups whose lines `watch` may read: of VPN tunnels, of gateways, of flow logs. Default `/aws/vendedlogs/*` and `/aws/storagegateway/*`.',
  flowLogs:
    'Where VPC flow logs are delivered in S3, each `s3://BUCKET` or `s3://BUCKET/PREFIX`: `watch` may list and read their objects of its account there.',
  concurrency:
    'How many calls of the functions of the installation run at once at most. [What to choose](scale.md#how-many-functions-run-at-once).',
  'concurrency.watch': 'Of `watch`: one for each run and recheck. Left out: what the account has.',
  'concurrency.notify': 'Of `notify`. Left out: what the account has.',
  watch: 'Where the `watch` function runs. Left out: outside any VPC.',
  'watch.vpc': 'Puts it into a VPC, where an organisation demands that. It then needs a way to AWS’s APIs.',
  'watch.subnets': 'Its subnets in that VPC.',
};
