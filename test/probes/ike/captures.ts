/** Answers of strongSwan 5.9.8, recorded on the wire, each to an opening with the initiator SPI in its first 8 bytes. */
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

/** To our own IKE_SA_INIT: it wants group 2. */
export const INVALID_KE = hex('5d41d8b06536d00f00000000000000002920222000000000000000260000000a000000110002');

/** To our own IKE_SA_INIT, from a daemon without any connection. */
export const NO_PROPOSAL_V2 = hex('2b85ab945419be19b2e1541bdb8bb89a292022200000000000000024000000080000000e');

/** To our own main mode opening, from a daemon without any connection. */
export const NO_PROPOSAL_V1 = hex(
  'a33b22ac9629984568e6013dc5ea25b50b1005001e09c834000000280000000c000000010100000e',
);

/** To ike-scan's IKE_SA_INIT, which it accepted: SA, KE, Nonce and two status notifications. */
export const SA_V2 = hex(
  'b2250438d2a8e5fe67e839eef1cd5ec0212022200000000000000108220000300000002c010100040300000c0100000c800e01000300000803000002030000080200000200000008040000022800008800020000ed0eb19fb1cefbe5b84ed7d96ea8d3398caae9b277f5bca6e64bf63de3eddd35b7bb5102c39490f0ff4a67b9ec9673c007eb54dd22504156e33c8532dfbde2d8f128a1dc8301bf52a92f32002154f4b59e9bd309d2a8b7c965bd325ae6bbde1094f97fa53141b4c27083c1a3aade21053d8dd982dddcd9048ca2a43e51e1ee5729000024829afa170605cc4996582d6235d8b3e9bfb32e1ff703fc49007944846f6d89b229000008000040220000000800004014',
);

/** To ike-scan's main mode opening, which it accepted: SA and two vendor ids. */
export const SA_V1 = hex(
  '746f86a4e1aabc31e40e2fadc41fc2720110020000000000000000740d00003800000001000000010000002c01010001000000240101000080010007800e0100800200028004000280030001800b0001800c70800d00000c09002689dfd6b71200000014afcad71368a1f1c96b8696fc77570100',
);
