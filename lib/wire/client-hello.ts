import { randomBytes } from 'node:crypto';
import { ByteWriter } from './writer.ts';

const RECORD_HANDSHAKE = 22;
const HANDSHAKE_CLIENT_HELLO = 1;
const TLS_1_2 = 0x0303;
const TLS_1_3 = 0x0304;
/** The record that carries a ClientHello names the oldest version (RFC 8446 §5.1). */
const RECORD_VERSION = 0x0301;

const EXTENSION = {
  serverName: 0,
  supportedGroups: 10,
  pointFormats: 11,
  signatureAlgorithms: 13,
  padding: 21,
  supportedVersions: 43,
  keyShare: 51,
} as const;
const X25519 = 29;
const P256 = 23;

/** Suites of TLS 1.3 and the usual ones of 1.2 (RFC 8446 B.4, RFC 5289). */
const CIPHER_SUITES = [
  0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0x009c, 0x009d, 0x002f, 0x0035,
];
/** Reserved values that no server knows (RFC 8701 §2): it can only refuse, in a few bytes. */
const UNKNOWN_SUITES = [0x5a5a];
const SIGNATURES = [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601, 0x0201];

export interface ClientHelloOptions {
  /** Server Name Indication; left out for an address (RFC 6066 §3). */
  readonly serverName?: string | undefined;
  /** The whole record, padded to this many bytes (RFC 7685); what it is without padding where that is more. */
  readonly sizeBytes?: number;
  /** Offers nothing a server can accept, so that its answer is one alert. */
  readonly unacceptable?: boolean;
}

/** A ClientHello in one record, of an exact size. */
export function encodeClientHello({
  serverName,
  sizeBytes = 0,
  unacceptable = false,
}: ClientHelloOptions): Buffer {
  const bare = encode(serverName, unacceptable, undefined);
  const missingBytes = sizeBytes - bare.byteLength;
  // The padding extension itself takes four.
  return missingBytes < 4 ? bare : encode(serverName, unacceptable, missingBytes - 4);
}

function encode(
  serverName: string | undefined,
  unacceptable: boolean,
  paddingBytes: number | undefined,
): Buffer {
  const suites = unacceptable ? UNKNOWN_SUITES : CIPHER_SUITES;
  const versions = unacceptable ? [TLS_1_2] : [TLS_1_3, TLS_1_2];
  const extensions = [
    ...(serverName === undefined ? [] : [extension(EXTENSION.serverName, nameList(serverName))]),
    extension(EXTENSION.supportedGroups, list16([X25519, P256])),
    extension(EXTENSION.pointFormats, Buffer.from([1, 0])),
    extension(EXTENSION.signatureAlgorithms, list16(SIGNATURES)),
    extension(
      EXTENSION.supportedVersions,
      Buffer.concat([Buffer.from([versions.length * 2]), ...versions.map(u16)]),
    ),
    ...(unacceptable ? [] : [extension(EXTENSION.keyShare, keyShare())]),
    ...(paddingBytes === undefined ? [] : [extension(EXTENSION.padding, Buffer.alloc(paddingBytes))]),
  ];
  const body = Buffer.concat([
    u16(TLS_1_2),
    randomBytes(32),
    Buffer.from([32]),
    randomBytes(32),
    list16(suites),
    Buffer.from([1, 0]),
    prefixed16(Buffer.concat(extensions)),
  ]);
  const handshake = new ByteWriter().u8(HANDSHAKE_CLIENT_HELLO).u24(body.byteLength).bytes(body).finish();
  return Buffer.from(
    new ByteWriter()
      .u8(RECORD_HANDSHAKE)
      .u16(RECORD_VERSION)
      .u16(handshake.byteLength)
      .bytes(handshake)
      .finish(),
  );
}

function nameList(name: string): Buffer {
  return prefixed16(Buffer.concat([Buffer.from([0]), prefixed16(Buffer.from(name, 'ascii'))]));
}

/** Any 32 bytes are a public key of X25519 (RFC 7748 §5). */
function keyShare(): Buffer {
  return prefixed16(Buffer.concat([u16(X25519), prefixed16(randomBytes(32))]));
}

function extension(type: number, content: Buffer): Buffer {
  return Buffer.concat([u16(type), prefixed16(content)]);
}

function prefixed16(content: Buffer): Buffer {
  return Buffer.concat([u16(content.byteLength), content]);
}

function list16(values: readonly number[]): Buffer {
  return prefixed16(Buffer.concat(values.map(u16)));
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
