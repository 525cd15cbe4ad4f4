import { randomBytes } from 'node:crypto';
import { isAddress } from '../../../net/addresses.ts';
import { ByteWriter } from '../../../wire/writer.ts';
import { type HelloProtocol, type ReadReply, readBytes } from './protocol.ts';

/**
 * The client speaks first. Any TLS record that answers its ClientHello, a handshake or an alert, shows that
 * TLS is spoken; whether the certificate is right is the business of the kind `tls`.
 */
export const tls: HelloProtocol = {
  title: 'TLS',
  start: (host) => ({
    request: clientHello(host),
    read: (received, isAll) => readBytes(received, isAll, readRecord, 'TLS'),
  }),
};

const ALERT = 21;
const HANDSHAKE = 22;
const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
/** RFC 5246 §6.2.3: a record holds at most 2^14 + 2048 bytes. */
const MAX_RECORD = 2 ** 14 + 2048;

function readRecord(reader: Parameters<Parameters<typeof readBytes>[2]>[0]): ReadReply {
  const type = reader.u8();
  if (type !== ALERT && type !== HANDSHAKE) reader.fail('a TLS record', 0);
  if (reader.u8() !== 3) reader.fail('TLS version 3.x', 1);
  const minor = reader.u8();
  const length = reader.u16();
  if (length === 0 || length > MAX_RECORD) reader.fail('a record of 1 to 18432 bytes', 3);
  if (type === ALERT) {
    const level = reader.u8();
    const description = reader.u8();
    if (level !== 1 && level !== 2) reader.fail('alert level 1 or 2', 5);
    return { outcome: 'spoke', says: `TLS alert ${description}` };
  }
  if (reader.u8() !== SERVER_HELLO) reader.fail('ServerHello', 5);
  return { outcome: 'spoke', says: `TLS ServerHello, record version 3.${minor}` };
}

/** Cipher suites that servers of any age accept one of (IANA TLS Cipher Suites registry). */
const CIPHER_SUITES = [
  0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc009, 0xc013, 0xc00a, 0xc014, 0x009c, 0x009d, 0x002f,
  0x0035, 0x00ff,
];
/** ecdsa and rsa with SHA-2, RSA-PSS, and SHA-1 for old servers (RFC 8446 §4.2.3). */
const SIGNATURES = [0x0403, 0x0503, 0x0804, 0x0805, 0x0401, 0x0501, 0x0201];
/** x25519, P-256, P-384 (RFC 8422 §5.1.1). */
const GROUPS = [0x001d, 0x0017, 0x0018];

/**
 * A ClientHello of TLS 1.2 (RFC 5246 §7.4.1.2), which a server of TLS 1.3 answers with an alert at least. It
 * is small: one segment, so that middleboxes that read only the first one do not swallow it.
 */
function clientHello(host: string): Uint8Array {
  const list = (values: readonly number[]) => (writer: ByteWriter) => {
    for (const value of values) writer.u16(value);
  };
  const extension = (writer: ByteWriter, type: number, body: (inner: ByteWriter) => unknown) =>
    writer.u16(type).prefixed(2, body);
  return new ByteWriter()
    .u8(HANDSHAKE)
    .u16(0x0301)
    .prefixed(2, (record) =>
      record.u8(CLIENT_HELLO).prefixed(3, (hello) =>
        hello
          .u16(0x0303)
          .bytes(randomBytes(32))
          .u8(0)
          .prefixed(2, list(CIPHER_SUITES))
          .u8(1)
          .u8(0)
          .prefixed(2, (extensions) => {
            // RFC 6066 §3: literal addresses are not permitted in the server name.
            if (!isAddress(host)) {
              extension(extensions, 0, (body) =>
                body.prefixed(2, (names) => names.u8(0).prefixed(2, (name) => name.ascii(host))),
              );
            }
            extension(extensions, 10, (body) => body.prefixed(2, list(GROUPS)));
            extension(extensions, 11, (body) => body.prefixed(1, (formats) => formats.u8(0)));
            extension(extensions, 13, (body) => body.prefixed(2, list(SIGNATURES)));
          }),
      ),
    )
    .finish();
}
