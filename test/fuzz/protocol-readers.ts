import { readFileSync } from 'node:fs';
import { encode as encodeDns, type Packet, streamEncode as streamEncodeDns } from 'dns-packet';
import { parseConfig } from '../../lib/config/load.ts';
import { InputError } from '../../lib/core/errors.ts';
import { parseFlowRecord } from '../../lib/explain/flow-record.ts';
import { readSnapshot, writeSnapshot } from '../../lib/explain/journey/snapshot.ts';
import { readHead } from '../../lib/net/http-head.ts';
import { readMethod, readReply } from '../../lib/net/socks.ts';
import { readServiceAnswer } from '../../lib/net/srv.ts';
import { readKeyAnswer } from '../../lib/probes/activation/answer.ts';
import { readHealthLines } from '../../lib/probes/gateway/health-log.ts';
import { PROTOCOLS } from '../../lib/probes/hello/protocols/all.ts';
import { readAnswer as readIkeAnswer } from '../../lib/probes/ike/answer.ts';
import { parseHealthCheck } from '../../lib/probes/mtls/health-log.ts';
import { parseLine } from '../../lib/probes/mtls/log-line.ts';
import { LogScanner } from '../../lib/probes/mtls/log-scan.ts';
import { RefusalTally } from '../../lib/probes/mtls/log-tally.ts';
import { readAnswer as readOpenvpnAnswer, unframe } from '../../lib/probes/openvpn/packet.ts';
import { readBgpLog } from '../../lib/probes/vpn/bgp-log.ts';
import { readTunnelLog } from '../../lib/probes/vpn/tunnel-log.ts';
import { readDeviceFiles } from '../../lib/vpn-config/read-files.ts';
import { decodePacket, encodeReply, encodeRequest } from '../../lib/wire/ntp.ts';
import { ByteReader as Reader } from '../../lib/wire/reader.ts';
import { decodeNegotiateResponse, encodeNegotiateResponse, msToFiletime } from '../../lib/wire/smb2.ts';
import { WireError } from '../../lib/wire/wire-error.ts';
import { logLine, PUBLISHED_FAILURE, PUBLISHED_SUCCESS } from '../support/connection-log.ts';
import { PUBLISHED_FLOW_LOGS, PUBLISHED_LOGS } from '../support/published-logs.ts';
import { samplePicture } from '../support/sample-picture.ts';
import type { ByteReader } from './byte-readers.ts';

/** Readers of protocols, logs and files. A codec may say WireError, a reader of what people write InputError; nothing else. */

const hex = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex');
const SPI = new Uint8Array(8).fill(7);
const SESSION = new Uint8Array(8).fill(5);
/** INVALID_KE_PAYLOAD, RFC 7296 §1.2, to the SPI above. */
const IKE_ANSWER = Buffer.concat([
  SPI,
  new Uint8Array(8),
  hex('29202220 00000000 00000026'),
  hex('0000000a 00000011 000e'),
]);
const OPENVPN_ANSWER = Buffer.concat([hex('40 5e5e5e5e5e5e5e5e 01 00000000'), SESSION, hex('00000000')]);
const NTP_REQUEST = encodeRequest(42n);
const NTP_ANSWER = Buffer.from(
  encodeReply(decodePacket(NTP_REQUEST), { receive: 1n, transmit: 2n, referenceId: 3 }),
);
const SMB_ANSWER = Buffer.from(
  encodeNegotiateResponse({ status: 0, dialect: 0x0311, systemTime: msToFiletime(1_764_000_000_000) }),
);
const RPC_ANSWER = hex('80000018 00000000 00000001 00000000 00000000 00000000 00000000');
const ISCSI_ANSWER = hex(
  '23810000000000278082e7c10000000000000000000000000000000000000001000000020000000000000000000000005461726765',
);
const RDP_ANSWER = hex('03000013 0ed00000123400 0200080000000000');
const GREETINGS = [
  ...[SMB_ANSWER, RPC_ANSWER, ISCSI_ANSWER, RDP_ANSWER, hex('0000009fff534d4272000000008853c8')],
  ...[
    'SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n',
    'Exceeded MaxStartups\r\n',
    'HTTP/1.1 400 Bad Request\r\n\r\n',
  ].map((text) => Buffer.from(text)),
  Buffer.from([22, 3, 3, 0, 4, 2, 0, 0, 0]),
];

const IPSEC_CONF = `config setup
  uniqueids=no
conn aws-1
  left=%defaultroute
  leftid=198.51.100.10
  right=203.0.113.1
  ike=aes256-sha256-modp2048!
  esp=aes256gcm16
  ikelifetime=28800s
  also=common
conn common
  authby=secret
`;
const SWANCTL_CONF = `connections {
  aws {
    version = 2
    proposals = aes256-sha256-modp2048
    remote_addrs = 203.0.113.1
    local { auth = psk id = 198.51.100.10 }
    children { net { esp_proposals = aes256gcm16 } }
  }
}
secrets { ike-1 { id-1 = 203.0.113.1 secret = "0x6162" } }
`;
const XML = `<?xml version="1.0"?><vpn_connection id="vpn-1"><ipsec_tunnel><customer_gateway><tunnel_outside_address><ip_address>198.51.100.10</ip_address></tunnel_outside_address></customer_gateway><vpn_gateway><tunnel_outside_address><ip_address>203.0.113.1</ip_address></tunnel_outside_address></vpn_gateway><ike><authentication_protocol>sha1</authentication_protocol><pre_shared_key>abc</pre_shared_key></ike></ipsec_tunnel></vpn_connection>`;
const DOWNLOAD = `Amazon Web Services
Virtual Private Cloud

IPSec Tunnel #1
#1: Internet Key Exchange Configuration
  - IKE version              : IKEv2
  - Authentication Method    : Pre-Shared Key
  - Pre-Shared Key           : abc
Outside IP Addresses:
  - Customer Gateway \t\t        : 198.51.100.10
  - Virtual Private Gateway\t        : 203.0.113.1
`;
const text = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url));
const YAML = [text('gatewatch.yaml'), text('test/config/contract-example.yaml')];
/** Each key of the top level with what belongs to it: a small file is read ten times as often in the same time. */
const YAML_SECTIONS = YAML.flatMap((whole) => whole.toString().split(/^(?=\w)/m)).map((section) =>
  Buffer.from(section),
);
const SNAPSHOT = Buffer.from(
  writeSnapshot({
    ...{ takenAt: '2026-11-21T10:00:00Z', account: '123456789012', region: 'ap-northeast-2' },
    picture: samplePicture(),
  }),
);
const LOG = Buffer.from([PUBLISHED_SUCCESS, PUBLISHED_FAILURE, logLine(), ''].join('\n'));
const HEADS = [
  'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="a"\r\nProxy-Authenticate: NTLM\r\n\r\n',
  'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 Connection established\r\nVia: 1.1 x\r\n\r\n',
  'HTTP/1.0 302 Found\r\nLocation: https://console.aws.amazon.com/?activationKey=BME11-LQPTD\r\n\r\n',
].map((head) => Buffer.from(head));
const JSON_LINES = [
  '{"type":"GatewayClockOutOfSync","severity":"ERROR","gateway":"sgw-12A3456B","timestamp":"1764000000000","gatewayTimeDriftSeconds":"12300"}',
  '{"details":"AWS tunnel is sending AUTHENTICATION_FAILED","ike_phase1_state":"Down","event_timestamp":1764000000}',
].map((line) => Buffer.from(line));
const FLOWS = PUBLISHED_FLOW_LOGS.trafficPath;
const DNS_ID = 4242;
const srv = (target: string, port: number) => ({
  ...{ type: 'SRV' as const, name: '_ldap._tcp.corp.example.com', ttl: 60 },
  data: { priority: 0, weight: 100, port, target },
});
const SRV_ANSWERS: readonly Packet[] = [
  {
    type: 'response',
    id: DNS_ID,
    answers: [srv('dc1.corp.example.com', 389), srv('dc2.corp.example.com', 389)],
  },
  { type: 'response', id: DNS_ID, flags: 0x0203 },
];
const wireErrors = (error: unknown) => error instanceof WireError;
const inputErrors = (error: unknown) => error instanceof InputError;
const socks = (read: (reader: Reader) => unknown) => (bytes: Buffer) => read(new Reader(bytes));

export const PROTOCOL_READERS: readonly ByteReader[] = [
  { name: 'ntp', seeds: [NTP_ANSWER, Buffer.from(NTP_REQUEST)], read: decodePacket, refuses: wireErrors },
  {
    name: 'smb2',
    seeds: [SMB_ANSWER],
    read: (bytes) => decodeNegotiateResponse(new Reader(bytes)),
    refuses: wireErrors,
  },
  {
    name: 'ike',
    seeds: [IKE_ANSWER],
    read: (bytes) => readIkeAnswer(bytes, SPI, false),
    refuses: wireErrors,
  },
  {
    name: 'ike-nat-t',
    seeds: [Buffer.concat([new Uint8Array(4), IKE_ANSWER])],
    read: (bytes) => readIkeAnswer(bytes, SPI, true),
    refuses: wireErrors,
  },
  {
    name: 'openvpn',
    seeds: [OPENVPN_ANSWER],
    read: (bytes) => readOpenvpnAnswer(bytes, SESSION),
    refuses: wireErrors,
  },
  {
    name: 'openvpn-frame',
    seeds: [Buffer.concat([hex('001a'), OPENVPN_ANSWER])],
    read: unframe,
    refuses: wireErrors,
  },
  { name: 'http-head', seeds: HEADS, read: readHead },
  { name: 'socks-method', seeds: [hex('0500'), hex('05ff')], read: socks(readMethod), refuses: wireErrors },
  {
    name: 'socks-reply',
    seeds: [hex('05000001000000000000'), hex('050000030461626364 0050')],
    read: socks(readReply),
    refuses: wireErrors,
  },
  ...Object.entries(PROTOCOLS).map(([name, protocol]) => {
    const greeting = protocol.start('a.test', 1);
    return {
      name: `hello-${name}`,
      seeds: GREETINGS,
      read: (bytes: Buffer) => [greeting.read(bytes, false), greeting.read(bytes, true)],
    };
  }),
  {
    name: 'activation-answer',
    seeds: [...HEADS, Buffer.from('HTTP/1.1 200 OK\r\n\r\nBME11-LQPTD-DF11P-BLLQ0-111V1\n')],
    read: (bytes) => {
      const head = readHead(bytes);
      if (head === undefined || 'strange' in head.value) return;
      const { status, headers } = head.value;
      const body = bytes.subarray(head.usedBytes).toString('latin1');
      return readKeyAnswer({ outcome: 'answered', status, headers, body }, 'http://10.0.1.20');
    },
  },
  ...(['udp', 'tcp'] as const).map((transport) => ({
    name: `dns-srv-${transport}`,
    seeds: SRV_ANSWERS.map((answer) =>
      transport === 'udp' ? encodeDns(answer) : Buffer.from(streamEncodeDns(answer)),
    ),
    read: (bytes: Buffer) => readServiceAnswer(bytes, DNS_ID, transport),
  })),
  {
    name: 'flow-record',
    seeds: FLOWS.lines.map((line) => Buffer.from(line)),
    read: (bytes) => parseFlowRecord(bytes.toString('latin1'), FLOWS.fields, 0),
  },
  {
    name: 'bgp-log',
    seeds: PUBLISHED_LOGS.bgpLog.lines.map((line) => Buffer.from(line)),
    read: (bytes) => readBgpLog([{ atMs: 0, text: bytes.toString(), stream: 'x' }]),
  },
  {
    name: 'alb-health-line',
    seeds: PUBLISHED_LOGS.healthCheckLog.lines.map((line) => Buffer.from(line)),
    read: (bytes) => parseHealthCheck(bytes.toString('latin1')),
  },
  {
    name: 'alb-log-line',
    seeds: [PUBLISHED_SUCCESS, PUBLISHED_FAILURE, logLine()].map((line) => Buffer.from(line)),
    read: (bytes) => parseLine(bytes.toString('latin1')),
  },
  {
    name: 'alb-log',
    seeds: [LOG],
    read: (bytes) => {
      const tally = new RefusalTally();
      const scanner = new LogScanner(tally);
      const middle = bytes.length >> 1;
      scanner.push(bytes.subarray(0, middle));
      scanner.push(bytes.subarray(middle));
      return [scanner.endLog(), tally.groups()];
    },
  },
  {
    name: 'gateway-health-log',
    seeds: JSON_LINES,
    read: (bytes) => readHealthLines([{ atMs: 0, text: bytes.toString(), stream: 'x' }], 'sgw-12A3456B'),
  },
  {
    name: 'tunnel-log',
    seeds: JSON_LINES,
    read: (bytes) => readTunnelLog([{ atMs: 0, text: bytes.toString(), stream: 'x' }]),
  },
  {
    name: 'device-configuration',
    seeds: [IPSEC_CONF, SWANCTL_CONF, XML, DOWNLOAD, '203.0.113.1 : PSK "abc"\n'].map((one) =>
      Buffer.from(one),
    ),
    read: (bytes) => readDeviceFiles([{ file: 'device.conf', text: bytes.toString() }]),
    refuses: inputErrors,
  },
  {
    name: 'gatewatch-yaml',
    seeds: [...YAML, ...YAML_SECTIONS],
    read: (bytes) => parseConfig(bytes.toString()),
    refuses: inputErrors,
  },
  { name: 'snapshot', seeds: [SNAPSHOT], read: (bytes) => readSnapshot(bytes.toString()) },
];
