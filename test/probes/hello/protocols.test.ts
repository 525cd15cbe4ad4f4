import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type HelloProtocolName, PROTOCOLS } from '../../../lib/probes/hello/protocols/all.ts';
import type { Greeting, ReadReply } from '../../../lib/probes/hello/protocols/protocol.ts';
import { fc } from '../../support/property.ts';

const start = (name: HelloProtocolName, attempt = 1): Greeting => PROTOCOLS[name].start('a.test', attempt);
const hex = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex');

/** The reply with the number that its request carried, `size` bytes from `from` in the one to `to` in the other. */
function answering(greeting: Greeting, reply: Buffer, from: number, to: number, size = 4): Buffer {
  const copy = Buffer.from(reply);
  copy.set(Buffer.from(greeting.request ?? []).subarray(from, from + size), to);
  return copy;
}

/** Captured on loopback from smbd 4.17 (offering everything; to an SMB 1 client; allowed SMB 1 alone). */
const SMB_3_1_1 = hex(
  '000000fefe534d424000000000000000000001000100000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000004100010011030100766d0000000000000000000000000000070000000000800000008000000080000e845f17fd79dd01000000000000000080004a00d0000000604806062b0601050502a03e303ca00e300c060a2b06010401823702020aa32a3028a0261b246e6f745f646566696e65645f696e5f5246433431373840706c656173655f69676e6f7265000000000000010026000000000001002000010044bbd4bbff0d3ed303db919c1c0cf89bb304ab16e5beb4c5e28e465c49a2b3bf',
);
/** The same server's answer to the multi-protocol NEGOTIATE, up to its times. */
const SMB_2_WILDCARD = hex(
  '000000cafe534d4240000000000000000000010001000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000041000100ff020000766d000000000000000000000000000007000000000080000000800000008000fce6ef17fd79dd010000000000000000',
);
const SMB_1 = hex('0000009fff534d4272000000008853c8');
/** rpcbind, nfs-ganesha 4.3 with versions 3 and 4, and with version 4 alone; the transaction id is put in. */
const RPC_SUCCESS = hex('80000018 00000000 00000001 00000000 00000000 00000000 00000000');
const RPC_NO_PROGRAM = hex('80000018 00000000 00000001 00000000 00000000 00000000 00000001');
const RPC_ONLY_VERSION_4 = hex(
  '80000020 00000000 00000001 00000000 00000000 00000000 00000002 00000004 00000004',
);
/** RFC 5531 §9: rejected, AUTH_ERROR, AUTH_TOOWEAK */
const RPC_DENIED = hex('80000014 00000000 00000001 00000001 00000001 00000005');
/** tgtd 1.0.85, a discovery login; the task tag is put in. */
const ISCSI_LOGIN = hex(
  '23810000000000278082e7c10000000000000000000000000000000000000001000000020000000000000000000000005461726765',
);
/** MS-RDPBCGR §4.1.2, "Server X.224 Connection Confirm PDU" */
const RDP_CONFIRM = hex('03000013 0ed00000123400 0200080000000000');

const whole = (greeting: Greeting, reply: Buffer): ReadReply | undefined => greeting.read(reply, true);

test('smbd is heard in the dialect it chose', () => {
  assert.deepEqual(whole(start('smb2'), SMB_3_1_1), { outcome: 'spoke', says: 'SMB 3.1.1' });
  assert.deepEqual(whole(start('smb2', 2), SMB_2_WILDCARD), { outcome: 'spoke', says: 'SMB 2.???' });
});

test('a server of SMB 1 alone is the wrong protocol, by name', () => {
  assert.deepEqual(whole(start('smb2', 2), SMB_1), {
    outcome: 'wrong-protocol',
    says: SMB_1.toString('hex'),
    looksLike: 'SMB1',
  });
});

test('an SMB server that refuses the negotiation is alive, with its status', () => {
  const refusal = Buffer.from(SMB_3_1_1.subarray(0, 68 + 9));
  refusal.writeUInt32LE(0xc00000bb, 12);
  assert.deepEqual(whole(start('smb2'), refusal), {
    outcome: 'spoke',
    says: 'SMB 2/3, NTSTATUS 0xc00000bb',
  });
});

test('the first attempt offers SMB 2 and 3 alone, the second asks what SMB 1 answers too', () => {
  assert.equal(Buffer.from(start('smb2', 1).request ?? []).toString('latin1', 4, 8), '\xfeSMB');
  const second = Buffer.from(start('smb2', 2).request ?? []).toString('latin1');
  assert.equal(second.slice(4, 8), '\xffSMB');
  assert.ok(second.includes('SMB 2.???'));
});

test('NFS answers in version 3, or names the versions it has', () => {
  const nfs = start('nfs');
  assert.deepEqual(whole(nfs, answering(nfs, RPC_SUCCESS, 4, 4)), {
    outcome: 'spoke',
    says: 'NFS version 3',
  });
  assert.deepEqual(whole(nfs, answering(nfs, RPC_ONLY_VERSION_4, 4, 4)), {
    outcome: 'spoke',
    says: 'NFS versions 4 to 4',
  });
  assert.deepEqual(whole(nfs, answering(nfs, RPC_DENIED, 4, 4)), {
    outcome: 'spoke',
    says: 'NFS: RPC denied, reject_stat 1',
  });
});

test('RPC without the program is the wrong service behind the right protocol', () => {
  for (const name of ['nfs', 'mountd', 'portmapper'] as const) {
    const greeting = start(name);
    assert.deepEqual(whole(greeting, answering(greeting, RPC_NO_PROGRAM, 4, 4)), {
      outcome: 'wrong-protocol',
      says: 'PROG_UNAVAIL',
      looksLike: 'RPC',
    });
  }
});

/** The same record in other fragments (RFC 5531 §11): an empty one, then as many bytes as asked for each time. */
function inFragments(record: Buffer, size: number): Buffer {
  const message = record.subarray(4);
  const pieces: Buffer[] = [Buffer.alloc(0)];
  for (let at = 0; at < message.length; at += size) pieces.push(message.subarray(at, at + size));
  return Buffer.concat(
    pieces.flatMap((piece, place) => {
      const header = Buffer.alloc(4);
      header.writeUInt32BE(piece.length + (place === pieces.length - 1 ? 0x8000_0000 : 0));
      return [header, piece];
    }),
  );
}

test('an RPC record is understood in any number of fragments, and not before its last one', () => {
  const nfs = start('nfs');
  const reply = answering(nfs, RPC_SUCCESS, 4, 4);
  for (const size of [1, 10, 12, 23]) {
    const pieces = inFragments(reply, size);
    assert.deepEqual(nfs.read(pieces, false), { outcome: 'spoke', says: 'NFS version 3' }, `${size}`);
    for (let end = 1; end < pieces.length; end += 1)
      assert.equal(nfs.read(pieces.subarray(0, end), false), undefined, `${end} bytes`);
  }
});

test('a broken answer in the wanted protocol is malformed, not another protocol that looks the same', () => {
  const nfs = start('nfs');
  const failure = answering(nfs, RPC_SUCCESS, 4, 4);
  failure.writeUInt32BE(5, 24);
  const dialect = Buffer.from(SMB_3_1_1);
  dialect.writeUInt16LE(0x0999, 72);
  const broken: readonly (readonly [Greeting, Buffer])[] = [
    [nfs, failure],
    [start('smb2'), dialect],
    [start('smb2'), SMB_3_1_1.subarray(0, 70)],
    [start('rdp'), RDP_CONFIRM.subarray(0, 8)],
    [start('tls'), hex('1603030004 0b000000')],
  ];
  for (const [greeting, reply] of broken) assert.equal(whole(greeting, reply)?.outcome, 'malformed');
  assert.equal(start('smb2').read(SMB_3_1_1.subarray(0, 70), false), undefined);
});

test('each RPC program is called by its own number and version', () => {
  const called = (name: HelloProtocolName) => {
    const request = Buffer.from(start(name).request ?? []);
    assert.equal(request.readUInt32BE(0), 0x8000_0000 + request.byteLength - 4);
    return [request.readUInt32BE(16), request.readUInt32BE(20), request.readUInt32BE(24)];
  };
  assert.deepEqual(called('portmapper'), [100_000, 2, 0]);
  assert.deepEqual(called('nfs'), [100_003, 3, 0]);
  assert.deepEqual(called('mountd'), [100_005, 3, 0]);
});

test('a reply to another call is not an answer to this one', () => {
  const nfs = start('nfs');
  const other = answering(nfs, RPC_SUCCESS, 4, 4);
  other.writeUInt8(other.readUInt8(4) ^ 1, 4);
  assert.equal(whole(nfs, other)?.outcome, 'malformed');
  const iscsi = start('iscsi');
  assert.equal(whole(iscsi, ISCSI_LOGIN)?.outcome, 'malformed');
});

test('an iSCSI target is alive when it lets us in, when it does not, and when it rejects', () => {
  const iscsi = start('iscsi');
  const login = answering(iscsi, ISCSI_LOGIN, 16, 16);
  assert.deepEqual(whole(iscsi, login), { outcome: 'spoke', says: 'iSCSI login status 0x0000' });
  const refused = Buffer.from(login);
  refused.writeUInt16BE(0x0201, 36);
  assert.deepEqual(whole(iscsi, refused), { outcome: 'spoke', says: 'iSCSI login status 0x0201' });
  const busy = Buffer.from(login);
  busy.writeUInt16BE(0x0302, 36);
  assert.deepEqual(whole(iscsi, busy), { outcome: 'throttled', says: 'iSCSI login status 0x0302' });
  assert.deepEqual(whole(iscsi, hex('3f800400')), { outcome: 'spoke', says: 'iSCSI reject, reason 4' });
});

test('an iSCSI login pads its keys to four bytes and names a discovery session', () => {
  const request = Buffer.from(start('iscsi').request ?? []);
  assert.equal(request.byteLength % 4, 0);
  assert.equal(request.readUIntBE(5, 3), request.toString('latin1', 48).replace(/\0+$/, '').length + 1);
  assert.ok(request.includes('SessionType=Discovery\0'));
});

test('an RDP server confirms, fails to agree, or knows no negotiation: each is alive', () => {
  const rdp = start('rdp');
  assert.deepEqual(whole(rdp, RDP_CONFIRM), { outcome: 'spoke', says: 'RDP, security protocol 0' });
  const failure = Buffer.from(RDP_CONFIRM);
  failure[11] = 3;
  failure[15] = 5;
  assert.deepEqual(whole(rdp, failure), { outcome: 'spoke', says: 'RDP, negotiation failure 5' });
  assert.deepEqual(whole(rdp, hex('0300000b 06d00000123400')), {
    outcome: 'spoke',
    says: 'RDP without negotiation',
  });
});

test('an RDP request is laid out as in the specification', () => {
  // MS-RDPBCGR §4.1.1 without the cookie, offering TLS and CredSSP
  assert.equal(
    Buffer.from(start('rdp').request ?? []).toString('hex'),
    '030000130ee00000000000' + '0100080003000000',
  );
});

const REPLIES = {
  smb2: SMB_3_1_1,
  nfs: RPC_SUCCESS,
  iscsi: ISCSI_LOGIN,
  rdp: RDP_CONFIRM,
  tls: hex('1503030002022f'),
  ssh: Buffer.from('SSH-2.0-x\r\n'),
} as const;

for (const [name, reply] of Object.entries(REPLIES)) {
  const protocol = name as keyof typeof REPLIES;
  test(`a ${protocol} answer in pieces is waited for, and one that stops is malformed`, () => {
    const greeting = start(protocol);
    const at = protocol === 'nfs' ? 4 : 16;
    const mine = protocol === 'nfs' || protocol === 'iscsi' ? answering(greeting, reply, at, at) : reply;
    assert.equal(greeting.read(mine, false)?.outcome, 'spoke');
    assert.equal(greeting.read(mine.subarray(0, 1), false), undefined);
    assert.equal(greeting.read(mine.subarray(0, 1), true)?.outcome, 'malformed');
  });
}

test('whatever bytes come, every protocol says what it heard and never throws', () => {
  const names = Object.keys(PROTOCOLS) as HelloProtocolName[];
  const starts = Object.values(REPLIES).map((reply) => Uint8Array.from(reply));
  const bytes = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 300 }),
    fc
      .tuple(fc.constantFrom(...starts), fc.nat(80), fc.nat(255))
      .map(([reply, at, value]) => Uint8Array.from(reply, (byte, index) => (index === at ? value : byte))),
  );
  fc.assert(
    fc.property(fc.constantFrom(...names), bytes, (name, received) => {
      const heard = start(name).read(received, true);
      assert.ok(heard !== undefined && heard.says.length <= 200);
    }),
    { numRuns: 500 },
  );
});
