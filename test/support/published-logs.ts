import { PUBLISHED_FAILURE, PUBLISHED_SUCCESS } from './connection-log.ts';

/** Examples that AWS publishes of every log that is read, as its pages show them; JSON on one line, as it is stored. */
export interface PublishedLog {
  readonly format: string;
  /** Titles of the page and of its section. */
  readonly page: string;
  readonly section: string;
  readonly lines: readonly string[];
}

export const PUBLISHED_PASS =
  'http 2025-10-31T12:44:59.875678Z 0.019584011 172.31.20.97:80 HCLogsTestIPs PASS 200 -';
export const PUBLISHED_FAIL =
  'http 2025-10-31T12:44:58.901409Z 1.121980746 172.31.31.9:80 HCLogsTestIPs FAIL 502 TargetError';

/** A flow log's own format comes with its examples. */
export interface PublishedFlowLog extends PublishedLog {
  readonly fields: readonly string[];
}

const flows = (section: string, fields: string, lines: readonly string[]): PublishedFlowLog => ({
  format: 'VPC flow log',
  page: 'Flow log record examples (Amazon VPC User Guide)',
  section,
  fields: fields.split(' '),
  lines,
});
const DEFAULT =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';
const WITH_FLAGS =
  'version vpc-id subnet-id instance-id interface-id account-id type srcaddr dstaddr srcport dstport pkt-srcaddr pkt-dstaddr protocol bytes packets start end action tcp-flags log-status';
const PLACE =
  '3 vpc-abcdefab012345678 subnet-aaaaaaaa012345678 i-01234567890123456 eni-1235b8ca123456789 123456789010';

export const PUBLISHED_FLOW_LOGS = {
  acceptedAndRejected: flows('Accepted and rejected traffic', DEFAULT, [
    '2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK',
    '2 123456789010 eni-1235b8ca123456789 172.31.9.69 172.31.9.12 49761 3389 6 20 4249 1418530010 1418530070 REJECT OK',
  ]),
  noData: flows('No data and skipped records', DEFAULT, [
    '2 123456789010 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - NODATA',
    '2 123456789010 eni-11111111aaaaaaaaa - - - - - - - 1431280876 1431280934 - SKIPDATA',
  ]),
  ping: flows('Security group and network ACL rules', DEFAULT, [
    '2 123456789010 eni-1235b8ca123456789 203.0.113.12 172.31.16.139 0 0 1 4 336 1432917027 1432917142 ACCEPT OK',
    '2 123456789010 eni-1235b8ca123456789 172.31.16.139 203.0.113.12 0 0 1 4 336 1432917094 1432917142 REJECT OK',
  ]),
  ipv6: flows('IPv6 traffic', DEFAULT, [
    '2 123456789010 eni-1235b8ca123456789 2001:db8:1234:a100:8d6e:3477:df66:f105 2001:db8:1234:a102:3304:8879:34cf:4071 34892 22 6 54 8855 1477913708 1477913820 ACCEPT OK',
  ]),
  tcpFlags: flows('TCP flag sequence', WITH_FLAGS, [
    `${PLACE} IPv4 52.213.180.42 10.0.0.62 43416 5001 52.213.180.42 10.0.0.62 6 568 8 1566848875 1566848933 ACCEPT 2 OK`,
    `${PLACE} IPv4 10.0.0.62 52.213.180.42 5001 43416 10.0.0.62 52.213.180.42 6 376 7 1566848875 1566848933 ACCEPT 18 OK`,
    `${PLACE} IPv4 52.213.180.42 10.0.0.62 43418 5001 52.213.180.42 10.0.0.62 6 100701 70 1566848875 1566848933 ACCEPT 2 OK`,
    `${PLACE} IPv4 10.0.0.62 52.213.180.42 5001 43418 10.0.0.62 52.213.180.42 6 632 12 1566848875 1566848933 ACCEPT 18 OK`,
    `${PLACE} IPv4 10.0.0.62 52.213.180.42 5001 43418 10.0.0.62 52.213.180.42 6 63388 1219 1566848933 1566849113 ACCEPT 1 OK`,
    `${PLACE} IPv4 52.213.180.42 10.0.0.62 43418 5001 52.213.180.42 10.0.0.62 6 23294588 15774 1566848933 1566849113 ACCEPT 1 OK`,
    `${PLACE} IPv4 52.213.180.42 10.0.0.62 43638 5001 52.213.180.42 10.0.0.62 6 1260 17 1566933133 1566933193 ACCEPT 3 OK`,
    // With two spaces, as the page has it.
    `${PLACE} IPv4 10.0.0.62 52.213.180.42 5001 43638  10.0.0.62 52.213.180.42 6 967 14 1566933133 1566933193 ACCEPT 19 OK`,
  ]),
  natGateway: flows(
    'Traffic through a NAT gateway',
    'instance-id interface-id srcaddr dstaddr pkt-srcaddr pkt-dstaddr',
    [
      '- eni-1235b8ca123456789 10.0.1.5 10.0.0.220 10.0.1.5 203.0.113.5',
      '- eni-1235b8ca123456789 10.0.0.220 203.0.113.5 10.0.0.220 203.0.113.5',
      '- eni-1235b8ca123456789 203.0.113.5 10.0.0.220 203.0.113.5 10.0.0.220',
      '- eni-1235b8ca123456789 10.0.0.220 10.0.1.5 203.0.113.5 10.0.1.5',
      'i-01234567890123456 eni-1111aaaa2222bbbb3 10.0.1.5 203.0.113.5 10.0.1.5 203.0.113.5',
      'i-01234567890123456 eni-1111aaaa2222bbbb3 203.0.113.5 10.0.1.5 203.0.113.5 10.0.1.5',
    ],
  ),
  transitGateway: flows(
    'Traffic through a transit gateway',
    'version interface-id account-id vpc-id subnet-id instance-id srcaddr dstaddr srcport dstport protocol tcp-flags type pkt-srcaddr pkt-dstaddr action log-status',
    [
      '3 eni-33333333333333333 123456789010 vpc-abcdefab012345678 subnet-22222222bbbbbbbbb i-01234567890123456 10.20.33.164 10.40.2.236 39812 80 6 3 IPv4 10.20.33.164 10.40.2.236 ACCEPT OK',
      '3 eni-33333333333333333 123456789010 vpc-abcdefab012345678 subnet-22222222bbbbbbbbb i-01234567890123456 10.40.2.236 10.20.33.164 80 39812 6 19 IPv4 10.40.2.236 10.20.33.164 ACCEPT OK',
      '3 eni-11111111111111111 123456789010 vpc-abcdefab012345678 subnet-11111111aaaaaaaaa - 10.40.1.175 10.40.2.236 39812 80 6 3 IPv4 10.20.33.164 10.40.2.236 ACCEPT OK',
      '3 eni-22222222222222222 123456789010 vpc-abcdefab012345678 subnet-22222222bbbbbbbbb - 10.40.2.236 10.40.2.31 80 39812 6 19 IPv4 10.40.2.236 10.20.33.164 ACCEPT OK',
    ],
  ),
  trafficPath: flows(
    'Service name, traffic path, and flow direction',
    'version srcaddr dstaddr srcport dstport protocol start end type packets bytes account-id vpc-id subnet-id instance-id interface-id region az-id sublocation-type sublocation-id action tcp-flags pkt-srcaddr pkt-dstaddr pkt-src-aws-service pkt-dst-aws-service traffic-path flow-direction log-status',
    [
      '5 52.95.128.179 10.0.0.71 80 34210 6 1616729292 1616729349 IPv4 14 15044 123456789012 vpc-abcdefab012345678 subnet-aaaaaaaa012345678 i-0c50d5961bcb2d47b eni-1235b8ca123456789 ap-southeast-2 apse2-az3 - - ACCEPT 19 52.95.128.179 10.0.0.71 S3 - - ingress OK',
      '5 10.0.0.71 52.95.128.179 34210 80 6 1616729292 1616729349 IPv4 7 471 123456789012 vpc-abcdefab012345678 subnet-aaaaaaaa012345678 i-0c50d5961bcb2d47b eni-1235b8ca123456789 ap-southeast-2 apse2-az3 - - ACCEPT 3 10.0.0.71 52.95.128.179 - S3 8 egress OK',
    ],
  ),
} as const;

const VPN_PAGE = 'AWS Site-to-Site VPN logs (AWS Site-to-Site VPN User Guide)';

export const PUBLISHED_LOGS = {
  connectionLog: {
    format: 'connection log of a load balancer',
    page: 'Connection logs for your Application Load Balancer (Elastic Load Balancing)',
    section: 'Example log entries',
    lines: [PUBLISHED_SUCCESS, PUBLISHED_FAILURE],
  },
  healthCheckLog: {
    format: 'health check log of a load balancer',
    page: 'Health check logs (Elastic Load Balancing)',
    section: 'Example log entries',
    lines: [PUBLISHED_PASS, PUBLISHED_FAIL],
  },
  gatewayHealthLog: {
    format: 'health log of a file gateway',
    page: 'Getting S3 File Gateway health logs with CloudWatch log groups (Amazon S3 File Gateway User Guide)',
    section: 'the page',
    lines: [
      '{ "severity": "ERROR", "bucket": "bucket-smb-share2", "roleArn": "arn:aws:iam::123456789012:role/my-bucket", "source": "share-E1A2B34C", "type": "InaccessibleStorageClass", "operation": "S3Upload", "key": "myFolder/myFile.text", "gateway": "sgw-B1D123D4", "timestamp": "1565740862516" }',
    ],
  },
  bgpLog: {
    format: 'BGP log of a VPN tunnel',
    page: VPN_PAGE,
    section: 'Example log format for Tunnel BGP logs',
    lines: [
      '{ "resource_id": "vpn-1234abcd_1.2.3.4", "event_timestamp": 1762580429641, "timestamp": "2025-11-08 05:40:29.641Z", "type": "BGPStatus", "status": "UP", "message": { "details": "AWS-side peer BGP session state has changed from OpenConfirm to Established with neighbor 169.254.50.85" } }',
      '{ "resource_id": "vpn-1234abcd_1.2.3.4", "event_timestamp": 1762579573243, "timestamp": "2025-11-08 05:26:13.243Z", "type": "RouteStatus", "status": "UPDATED", "message": { "prefix": "172.31.0.0/16", "asPath": "64512", "localPref": 100, "med": 100, "nextHopIp": "169.254.50.85", "weight": 32768, "details": "DENIED due to: as-path contains our own AS" } }',
    ],
  },
  // The page shows no whole line: it lists the fields, their values and the messages.
  tunnelLog: {
    format: 'activity log of a VPN tunnel',
    page: VPN_PAGE,
    section: 'Site-to-Site VPN log contents',
    lines: [
      '{ "event_timestamp": 1762580429, "timestamp": "2025-11-08 05:40:29.641Z", "dpd_enabled": true, "nat_t_detected": "True", "ike_phase1_state": "Established", "ike_phase2_state": "Negotiating", "details": "AWS tunnel Phase 2 was unable to establish while keeping Phase 1" }',
      '{ "event_timestamp": 1762580430, "timestamp": "2025-11-08 05:40:30.641Z", "dpd_enabled": true, "nat_t_detected": "True", "ike_phase1_state": "Rekeying", "ike_phase2_state": "Down", "details": "AWS tunnel DPD timed out after 3 retransmits" }',
    ],
  },
} as const satisfies Readonly<Record<string, PublishedLog>>;
