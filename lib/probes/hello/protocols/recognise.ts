import { boundedText } from '../../../core/text.ts';

/** The first bytes, one character each, that give a protocol away. */
const MARKS: readonly { readonly looksLike: string; readonly mark: RegExp }[] = [
  // RFC 4253 §4.2
  { looksLike: 'SSH', mark: /^SSH-\d/ },
  // RFC 9112 §4
  { looksLike: 'HTTP', mark: /^HTTP\/\d/ },
  // RFC 5321 §4.2 and RFC 959 §5.4: both greet with 220
  { looksLike: 'SMTP or FTP', mark: /^220[ -]/ },
  // RFC 6143 §7.1.1
  { looksLike: 'VNC', mark: /^RFB \d/ },
  // RFC 8446 §5.1: content type, then legacy_record_version 3.x
  { looksLike: 'TLS', mark: /^[\x14-\x17]\x03[\x00-\x04]/ },
  // MS-SMB2 §2.1 and §2.2.1: direct TCP header, then the protocol id
  { looksLike: 'SMB2', mark: /^\0.{3}\xfeSMB/s },
  // MS-CIFS §2.2.3.1
  { looksLike: 'SMB1', mark: /^\0.{3}\xffSMB/s },
  // RFC 1006 §6 and X.224 §13.4: TPKT, then a connection confirm
  { looksLike: 'RDP', mark: /^\x03\0.{3}\xd0/s },
  // RFC 5531 §9 and §11: the last fragment, a transaction, a reply, accepted or denied
  { looksLike: 'RPC', mark: /^\x80.{7}\0\0\0\x01\0\0\0[\0\x01]/s },
];

/** Which protocol a peer's first bytes belong to, where they tell. */
export function recognise(bytes: Uint8Array): string | undefined {
  const head = latin1(bytes.subarray(0, 24));
  return MARKS.find(({ mark }) => mark.test(head))?.looksLike;
}

const TEXT_SHOWN = 120;
const BYTES_SHOWN = 16;

/** A peer's first words for the evidence: its text where it is text, otherwise its bytes as digits. */
export function preview(bytes: Uint8Array): string {
  const head = latin1(bytes.subarray(0, TEXT_SHOWN * 4));
  if (isText(head)) return boundedText(head, TEXT_SHOWN);
  const digits = Buffer.from(bytes.subarray(0, BYTES_SHOWN)).toString('hex');
  return bytes.byteLength > BYTES_SHOWN ? `${digits}…` : digits;
}

/** Printable ASCII, spaces and line ends throughout. */
export function isText(text: string): boolean {
  return text !== '' && /^[\x09\x0a\x0d\x20-\x7e]*$/.test(text);
}

export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
