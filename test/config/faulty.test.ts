import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseConfig } from '../../lib/config/load.ts';
import { InputError } from '../../lib/core/errors.ts';
import { TARGETS } from '../../lib/targets/registry.ts';

const KNOWN_KEYS =
  'language, timezone, schedule, alarm, notify, viewers, ownerTag, vantages, accounts, mtls, maintenance, metrics, dashboard, encryption, logGroups, flowLogs, concurrency, watch';
const TYPES = TARGETS.map(({ type }) => type).join(', ');

/** Each file holds one mistake and is named after it; the messages are what a person reads. */
const MESSAGES: Readonly<Record<string, readonly string[]>> = {
  'address-without-port': [
    'f:4:42 vantages[0].targets[0].address: expected HOST:PORT, an IPv6 address in brackets, got "10.0.0.1"',
  ],
  'alarm-fails-more-than-it-looks': ['f:1:19 alarm.failing: expected at most "of", which is 3, got number 4'],
  'alarm-incomplete': [
    'f:1:8 alarm.of: is missing: expected a number',
    'f:1:19 alarm.failing: expected a number, got "two"',
  ],
  'alarm-looks-back-too-far': [
    'f:1:11 schedule: an alarm looks back three hours at most: expected schedule × 3 (alarm.of) to be 3 h or less, got "rate(2 hours)"',
  ],
  'alias-without-anchor': ['f:1:11 the alias *here names no anchor that comes before it'],
  'aliases-upon-aliases': ['f:1:1 aliases are nested too deep: they would stand for more than 100 copies'],
  'bracket-left-open': [
    'f:3:1 not YAML: Flow map in block collection must be sufficiently indented and end with a }',
    'f:3:1 not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  'email-address-without-domain': ['f:2:17 notify.email[0].to: expected an e-mail address, got "oncall"'],
  'empty-file': [`f:1:1 expected a mapping with the keys ${KNOWN_KEYS}, got an empty value`],
  'everything-at-once': [
    'f:1:11 language: expected one of en, ko, fr, got "de"',
    `f:2:1 shedule: unknown key (did you mean "schedule"?); known keys: ${KNOWN_KEYS}`,
    'f:4:11 vantages[0].name: expected 1 to 32 lower-case letters, digits and hyphens, beginning with a letter, got "Here"',
    'f:6:9 vantages[0].targets[0].address: is missing: expected a text',
    'f:7:17 vantages[0].targets[1].name: expected another name, got "web", which names the first target of this vantage already',
    'f:7:40 vantages[0].targets[1].hosts: expected at least 1 entry, got a list',
  ],
  'endpoint-id-cut-off': [
    'f:4:64 vantages[0].targets[0].endpoint: expected an id such as vpce-0123456789abcdef0, or a DNS name, got "vpce-0123456789"',
    'f:5:77 vantages[0].targets[1].endpoint: expected public, an id such as vpce-0123456789abcdef0, or a DNS name, got "vpce-0123456789"',
  ],
  'foreign-tag': ['f:1:11 not YAML: Unresolved tag: tag:yaml.org,2002:js/function'],
  'instance-protocol-unknown': [
    'f:4:106 vantages[0].targets[0].instances[0].protocol: expected one of ssh, rdp, got "telnet"',
  ],
  'key-stands-twice': ['f:6:1 the key "language" appears twice in the same mapping'],
  'list-at-the-top': [`f:1:1 expected a mapping with the keys ${KNOWN_KEYS}, got a list`],
  'load-balancer-malformed': [
    'f:6:32 mtls[0].loadBalancer: expected app/NAME/ID as at the end of its ARN, got "api"',
    'f:6:43 mtls[0].logs: expected s3://BUCKET or s3://BUCKET/PREFIX, got "s3://Bucket/prefix"',
  ],
  'load-balancer-stands-twice': [
    'f:7:13 mtls[1].name: expected another name, got "Api", which names the first load balancer already',
  ],
  'mailbox-stands-twice': [
    'f:4:13 notify.email[1].to: expected another address, got "OnCall@example.com", which is the first mailbox already (it takes a list of severities)',
  ],
  'maintenance-of-nobody': [
    'f:6:30 maintenance[0].targets[0]: expected the name of a target, got "wbe" (did you mean "web"?)',
  ],
  'maintenance-that-never-comes': [
    'f:6:42 maintenance[0].cron: expected five cron fields such as "0 18 * * SAT", got "0 0 30 2 *"',
  ],
  'maintenance-times-malformed': [
    'f:6:42 maintenance[0].cron: expected five cron fields such as "0 18 * * SAT", got "0 25 * * SAT"',
    'f:6:68 maintenance[0].duration: expected an ISO 8601 duration such as PT4H or P1DT12H, got "4h"',
    'f:6:82 maintenance[0].timezone: expected a time zone of the IANA database such as Asia/Seoul, got "Asia/Soul"',
  ],
  'maintenance-without-end': [
    'f:6:68 maintenance[0].duration: expected a window that ends before it begins again, got "PT4H" with the cron "*/5 * * * *": no message would ever be sent',
    'f:7:66 maintenance[1].duration: expected a window that ends before it begins again, got "P1D" with the cron "0 18 * * *": no message would ever be sent',
  ],
  'no-vantages': ['f:1:1 vantages: is missing: expected a list'],
  'notify-times-malformed': [
    'f:2:16 notify.remindEvery: expected an ISO 8601 duration such as PT4H or P1DT12H, got "4h"',
    'f:3:13 notify.digestAt: expected a time of day from "00:00" to "23:59", in quotes, got "9:00"',
    'f:4:13 notify.timezone: expected a time zone of the IANA database such as Asia/Seoul, got "Europe/Pariss"',
  ],
  'nothing-to-watch': [
    'f:2:5 vantages[0]: has nothing to watch: expected at least one entry under "targets" or "discover"',
  ],
  'port-out-of-range': [
    'f:4:42 vantages[0].targets[0].address: expected HOST:PORT, an IPv6 address in brackets, got "10.0.0.1:99999"',
  ],
  'protocols-of-another-type': [
    'f:4:107 vantages[0].targets[0].protocols[1]: expected what a file-fsx gateway speaks (smb), got "nfs"',
  ],
  'routes-and-hours': [
    'f:4:72 notify.slack.quiet.to: expected another time than "from", got "22:00"',
    'f:5:51 notify.teams.quiet: expected "from" and "to", or some "days": quiet hours that never end hold everything back',
    'f:8:13 notify.routes[0].when.from: is missing: expected it beside "to" (without both it is the whole day)',
  ],
  'routes-of-nobody': [
    'f:7:19 notify.routes[0].account[0]: expected the name of an account, or hub for the installation\'s own, got "shop": nothing would fit the route',
    'f:7:31 notify.routes[0].to[0]: expected a channel of this file (oncall@example.com, slack), got "slak" (did you mean "slack"?)',
    'f:8:17 notify.routes[1].owner[0]: expected an owner of a target, got "storag" (did you mean "storage"?): nothing would fit the route',
    'f:9:23 notify.routes[2].tags.site: expected a tag that a target carries: none has "site", and nothing would fit the route',
    'f:10:24 notify.routes[3].tags.team[0]: expected a value that a target carries, got "rad" (did you mean "red"?): nothing would fit the route',
    'f:11:48 notify.routes[4].to: expected a channel that takes what is critical: slack would not receive it, and nobody else does',
    'f:12:18 notify.routes[5].target[0]: expected the name of a target, got "webb" (did you mean "web"?): nothing would fit the route',
    'f:14:7 notify.routes[7]: expected a route that can decide: everything that fits it fits the 7th one already, and the first that fits decides',
  ],
  'schedule-ends-in-a-space': [
    'f:1:11 schedule: expected a rate such as rate(5 minutes), rate(1 hour), got "rate(5 minutes) "',
    'f:2:11 language: expected one of en, ko, fr, got "\\u000ako" (did you mean "ko"?)',
  ],
  'schedule-in-the-plural': [
    'f:1:11 schedule: expected rate(1 minute) (one is singular, more are plural), got "rate(1 minutes)"',
  ],
  'schedule-in-the-singular': [
    'f:1:11 schedule: expected rate(5 minutes) (one is singular, more are plural), got "rate(5 minute)"',
  ],
  'schedule-is-no-rate': [
    'f:1:11 schedule: expected a rate such as rate(5 minutes), rate(1 hour), got "cron(0 * * * ? *)"',
  ],
  'second-document': ['f:5:1 expected one document, got another one after "---"'],
  'subnets-are-no-list': ['f:4:14 vantages[0].subnets: expected a list, got "subnet-0123456789abcdef0"'],
  'tab-as-indentation': ['f:2:1 expected spaces as indentation, got a tab'],
  'target-key-misspelt': [
    'f:4:9 vantages[0].targets[0].address: is missing: expected a text',
    'f:4:33 vantages[0].targets[0].adress: unknown key (did you mean "address"?); known keys: address, type, name, owner, tags, measurements, was',
  ],
  'via-names-no-proxy': [
    'f:5:63 vantages[0].targets[1].via: expected the name of an http-proxy target of this vantage, got "squit" (did you mean "squid"?)',
  ],
  'target-stands-twice': [
    'f:5:17 vantages[0].targets[1].name: expected another name, got "web", which names the first target of this vantage already',
  ],
  'target-without-name': ['f:4:9 vantages[0].targets[0].name: is missing: expected a text'],
  'target-without-type': [`f:4:9 vantages[0].targets[0].type: is missing: expected one of ${TYPES}`],
  'trust-is-no-certificate': [
    'f:4:65 vantages[0].targets[0].trust: expected PEM certificates in this file, found none, got "/etc/ssl/corporate.pem"',
    'f:8:16 vantages[0].targets[1].trust: expected readable certificates, number 1 of 1 in this file is not, got "-----BEGIN CERTIFICATE-----\\u000aMIIB\\u000a-----END CERTIFICATE-----\\u000a"',
  ],
  'trust-of-a-port': [
    'f:4:58 vantages[0].targets[0].trust: unknown key; known keys: address, type, name, owner, tags, measurements, was',
  ],
  'unknown-discovery': [
    'f:3:16 vantages[0].discover[0]: expected one of storage-gateway, vpn, transit-gateway, instance-connect, client-vpn, direct-connect, got "storage-gateways" (did you mean "storage-gateway"?)',
  ],
  'unknown-family': [
    'f:4:85 vantages[0].targets[0].family: expected one of standard, fips, dualstack, got "fipps" (did you mean "fips"?)',
  ],
  'unknown-key': [`f:1:1 langage: unknown key (did you mean "language"?); known keys: ${KNOWN_KEYS}`],
  'unknown-language': ['f:1:11 language: expected one of en, ko, fr, got "de"'],
  'unknown-region': [
    'f:4:61 vantages[0].targets[0].region: expected an AWS Region such as ap-northeast-2, got "ap-northeast-9"',
  ],
  'unknown-severity': [
    'f:2:58 notify.email[0].severity[1]: expected one of critical, warning, info, got "warn" (did you mean "warning"?)',
  ],
  'unknown-target-type': [
    `f:4:28 vantages[0].targets[0].type: expected one of ${TYPES}, got "tpc" (did you mean "tcp"?)`,
  ],
  'vantage-name-not-safe': [
    'f:2:11 vantages[0].name: expected 1 to 32 lower-case letters, digits and hyphens, beginning with a letter, got "Seoul Prod"',
  ],
  'vantage-stands-twice': [
    'f:5:11 vantages[1].name: expected another name, got "here", which names the first vantage already',
  ],
  'vantages-empty': ['f:1:11 vantages: expected at least 1 entry, got a list'],
  'vpc-id-malformed': ['f:3:10 vantages[0].vpc: expected an id such as vpc-0123456789abcdef0, got "vpc-xyz"'],
  'vpc-without-subnets': [
    'f:2:5 vantages[0].subnets: is missing: expected it beside "vpc" (an on-premises vantage has neither)',
  ],
  'watch-vpc-without-subnets': ['f:5:8 watch.subnets: is missing: expected a list'],
  'slack-without-mailbox': [
    'f:2:3 notify: has no mailbox: expected at least one entry under "email" beside "slack", for only a mailbox is told when slack cannot be reached',
  ],
  'webhook-without-scheme': [
    'f:2:27 notify.slack.webhookSecret: expected the name of a secret in Secrets Manager, such as gatewatch/slack (never the webhook URL itself), got "hooks.slack.com/…"',
  ],
  'webhook-instead-of-secret': [
    'f:2:27 notify.slack.webhookSecret: expected the name of a secret in Secrets Manager, such as gatewatch/slack (never the webhook URL itself), got "https://hooks.slack.com/…"',
  ],
};

const files = readdirSync(new URL('./faulty', import.meta.url)).map((name) => name.replace('.yaml', ''));

test('every faulty file has its message and every message its file', () => {
  assert.deepEqual(files.sort(), Object.keys(MESSAGES).sort());
});

for (const [mistake, messages] of Object.entries(MESSAGES)) {
  test(`gatewatch.yaml is refused for: ${mistake.replaceAll('-', ' ')}`, () => {
    const text = readFileSync(new URL(`./faulty/${mistake}.yaml`, import.meta.url), 'utf8');
    assert.throws(
      () => parseConfig(text, 'f'),
      (error) => {
        assert(error instanceof InputError);
        assert.equal(error.code, 'bad-config');
        assert.deepEqual(error.message.split('\n'), messages);
        return true;
      },
    );
  });
}
