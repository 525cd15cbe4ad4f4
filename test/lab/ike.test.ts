import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Question } from '../../lib/core/observation.ts';
import { DECOY_KEY_BYTES, encodeMainMode, encodeSaInit } from '../../lib/probes/ike/offers.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { askFrom } from './support/ask.ts';
import { LIBRESWAN_TOOLS, startLibreswan } from './support/libreswan.ts';
import { type Namespace, openNetwork } from './support/netns.ts';
import { labOrExplain } from './support/prerequisites.ts';
import { STRONGSWAN_TOOLS, type StrongswanOptions, startStrongswan } from './support/strongswan.ts';

const DEVICE = '10.1.0.1';

/** A device with one tunnel that anybody may open. */
const TUNNEL = `connections {
  site {
    version = 0
    proposals = aes256-sha256-modp2048, aes256-sha1-modp1024
    remote_addrs = %any
    local { auth = psk }
    remote { auth = psk }
    children {
      net { local_ts = 10.9.0.0/24 }
    }
  }
}
secrets {
  ike-site { secret = lab }
}`;

/** A vantage and, one wire away, the customer gateway device. */
async function openSite(t: TestContext) {
  const network = await openNetwork(t);
  const vantage = await network.namespace('vantage');
  const device = await network.namespace('device');
  await network.link(vantage, '10.1.0.2/24', device, `${DEVICE}/24`);
  return { vantage, device };
}

async function openSiteWithStrongswan(t: TestContext, options: StrongswanOptions) {
  const site = await openSite(t);
  return { ...site, strongswan: await startStrongswan(site.device, t, options) };
}

async function runChecks(vantage: Namespace, fields: Partial<Question> = {}) {
  const question: Question = { kind: 'ike', host: DEVICE, timeoutMs: 1000, ...fields };
  const { findings } = await askFrom(vantage, [question]);
  const [finding] = findings;
  assert.ok(finding);
  const evidence = finding.evidence.map(({ port, outcome, version, notify, natT, attempts }) => ({
    port,
    outcome,
    version,
    notify,
    natT,
    attempts,
  }));
  return { status: finding.status, reason: finding.reason, evidence };
}

/** What ike-scan says about the device, without its banner. */
async function ikeScan(vantage: Namespace, ...args: readonly string[]): Promise<string> {
  const { stdout } = await vantage.run(['ike-scan', '--retry=1', '--timeout=500', ...args, DEVICE]);
  return stdout.split('\n').find((line) => line.startsWith(DEVICE)) ?? 'no answer';
}

if (labOrExplain('IKE against strongSwan, judged by ike-scan', [...STRONGSWAN_TOOLS, 'ike-scan'])) {
  test('a configured device names the group it wants, on both ports, and IKEv1 is not needed', async (t) => {
    const { vantage } = await openSiteWithStrongswan(t, { connections: TUNNEL });
    const alive = { outcome: 'alive', version: 2, notify: 'INVALID_KE_PAYLOAD', attempts: 1 };
    assert.deepEqual(await runChecks(vantage), {
      status: 'healthy',
      reason: null,
      evidence: [
        { port: 500, ...alive, natT: false },
        { port: 4500, ...alive, natT: true },
      ],
    });
    assert.match(await ikeScan(vantage, '--ikev2'), /IKEv2 SA_INIT Handshake returned/);
  });

  test('a device without any tunnel refuses the proposal, which is alive, and ike-scan hears the same', async (t) => {
    const { vantage } = await openSiteWithStrongswan(t, {});
    const { status, evidence } = await runChecks(vantage);
    assert.equal(status, 'healthy');
    assert.deepEqual(
      evidence.map(({ notify }) => notify),
      ['NO_PROPOSAL_CHOSEN', 'NO_PROPOSAL_CHOSEN'],
    );
    assert.match(await ikeScan(vantage, '--ikev2'), /Notify message 14 \(NO_PROPOSAL_CHOSEN\)/);
  });

  test('IKEv1 main mode is answered on both ports, and ike-scan hears the same', async (t) => {
    const { vantage } = await openSiteWithStrongswan(t, { connections: TUNNEL });
    const { status, evidence } = await runChecks(vantage, { versions: [1] });
    assert.equal(status, 'healthy');
    assert.deepEqual(
      evidence.map(({ version, notify }) => [version, notify]),
      [
        [1, 'NO-PROPOSAL-CHOSEN'],
        [1, 'NO-PROPOSAL-CHOSEN'],
      ],
    );
    assert.match(await ikeScan(vantage, '--trans=1,1,1,1'), /Notify message 14 \(NO-PROPOSAL-CHOSEN\)/);
    assert.match(
      await ikeScan(vantage, '--nat-t', '--trans=1,1,1,1'),
      /Notify message 14 \(NO-PROPOSAL-CHOSEN\)/,
    );
  });

  test('twenty looks in both versions leave no security association behind', async (t) => {
    const { vantage, strongswan } = await openSiteWithStrongswan(t, {
      connections: TUNNEL,
      // The thresholds of a fresh installation: ten openings kept would be ten too many.
      cookieThreshold: 3,
      blockThreshold: 5,
    });
    const questions: Question[] = Array.from({ length: 20 }, (_, index) => ({
      kind: 'ike',
      host: DEVICE,
      timeoutMs: 2000,
      versions: [index % 2 === 0 ? 2 : 1],
    }));
    const { findings } = await askFrom(vantage, questions, { inTurn: true });
    assert.equal(findings[0]?.status, 'healthy');
    assert.deepEqual([...new Set(findings[0]?.evidence.map(({ outcome }) => outcome))], ['alive']);
    assert.equal(findings[0]?.evidence.length, 40);
    assert.deepEqual(await strongswan.associations(), { total: 0, halfOpen: 0 });
  });

  test('a device under load asks for a cookie: that is alive', async (t) => {
    const { vantage, strongswan } = await openSiteWithStrongswan(t, {
      connections: TUNNEL,
      cookieThreshold: 2,
      blockThreshold: 50,
    });
    // ike-scan's openings are acceptable and stay half open: each is one more from this address.
    for (let opened = 0; opened < 4; opened += 1) await ikeScan(vantage, '--ikev2');
    assert.notDeepEqual(await strongswan.associations(), { total: 0, halfOpen: 0 });
    const { status, evidence } = await runChecks(vantage);
    assert.equal(status, 'healthy');
    assert.deepEqual(
      evidence.map(({ notify }) => notify),
      ['COOKIE', 'COOKIE'],
    );
    assert.match(await ikeScan(vantage, '--ikev2'), /Notify message 16390 \(COOKIE\)/);
  });

  test('a device that blocks our address is silent in IKEv1 while IKEv2 is asked for a cookie', async (t) => {
    const { vantage, strongswan } = await openSiteWithStrongswan(t, {
      connections: TUNNEL,
      cookieThreshold: 2,
      blockThreshold: 3,
    });
    // IKEv1 has no cookies of this sort, so its half-open SAs are what reaches the block threshold.
    for (let opened = 0; opened < 4; opened += 1) await ikeScan(vantage, '--trans=7/256,2,1,2');
    assert.deepEqual(await strongswan.associations(), { total: 3, halfOpen: 3 });
    const old = await runChecks(vantage, { versions: [1] });
    assert.deepEqual({ status: old.status, reason: old.reason }, { status: 'unknown', reason: 'ike-silent' });
    assert.deepEqual(
      old.evidence.map(({ attempts }) => attempts),
      [2, 2],
    );
    assert.equal(await ikeScan(vantage, '--trans=7/256,2,1,2'), 'no answer');
    const both = await runChecks(vantage);
    assert.equal(both.status, 'healthy');
    assert.deepEqual(
      both.evidence.map(({ notify }) => notify),
      ['COOKIE', 'COOKIE'],
    );
  });

  test('a stopped daemon refuses', async (t) => {
    const { vantage, strongswan } = await openSiteWithStrongswan(t, { connections: TUNNEL });
    await strongswan.daemon.stop();
    const { status, reason, evidence } = await runChecks(vantage);
    assert.deepEqual({ status, reason }, { status: 'failed', reason: 'ike-refused' });
    assert.deepEqual(
      evidence.map(({ outcome, attempts }) => [outcome, attempts]),
      [
        ['refused', 2],
        ['refused', 2],
      ],
    );
  });

  test('dropped datagrams are unknown, and a failure only where strangers are known to be answered', async (t) => {
    const { vantage, device } = await openSiteWithStrongswan(t, { connections: TUNNEL });
    await device.rules(
      'table inet f { chain i { type filter hook input priority 0; udp dport { 500, 4500 } drop; }; }',
    );
    const { status, reason } = await runChecks(vantage);
    assert.deepEqual({ status, reason }, { status: 'unknown', reason: 'ike-silent' });
    const told = await runChecks(vantage, { answersStrangers: true });
    assert.deepEqual(
      { status: told.status, reason: told.reason },
      { status: 'failed', reason: 'ike-silent' },
    );
    await device.rules('');
    assert.equal((await runChecks(vantage)).status, 'healthy');
  });

  test('one port of the two is enough: 500 dropped, 4500 answers', async (t) => {
    const { vantage, device } = await openSiteWithStrongswan(t, { connections: TUNNEL });
    await device.rules(
      'table inet f { chain i { type filter hook input priority 0; udp dport 500 drop; }; }',
    );
    const { status, evidence } = await runChecks(vantage);
    assert.equal(status, 'healthy');
    assert.deepEqual(
      evidence.map(({ outcome }) => outcome),
      ['silent', 'alive'],
    );
  });

  test('a firewall that rejects is told from one that drops', async (t) => {
    const { vantage, device } = await openSite(t);
    await device.rules(
      'table inet f { chain i { type filter hook input priority 0; udp dport { 500, 4500 } reject with icmpx type admin-prohibited; }; }',
    );
    const { reason, evidence } = await runChecks(vantage);
    assert.equal(reason, 'ike-refused');
    assert.deepEqual(
      evidence.map(({ outcome }) => outcome),
      ['unreachable', 'unreachable'],
    );
  });

  test('ike-scan reads our own openings as well-formed', async (t) => {
    const { vantage } = await openSite(t);
    const folder = await temporaryFolder(t, 'ike');
    const initiatorSpi = Buffer.from('0102030405060708', 'hex');
    const nonce = Buffer.alloc(32, 0xaa);
    const publicValue = Buffer.alloc(DECOY_KEY_BYTES, 0x11);
    // It decodes a packet from a file as though it had just arrived for the cookie it is told to expect.
    const read = async (name: string, bytes: Uint8Array, ...args: readonly string[]) => {
      const file = join(folder, name);
      await writeFile(file, bytes);
      return await ikeScan(vantage, ...args, `--readpktfromfile=${file}`, '--cookie=0102030405060708');
    };
    assert.match(
      await read('v2', encodeSaInit({ initiatorSpi, nonce, publicValue }), '--ikev2'),
      /IKEv2 SA_INIT Handshake returned .* KeyExchange\(100 bytes\) Nonce\(32 bytes\)/,
    );
    assert.match(
      await read('v1', encodeMainMode(initiatorSpi)),
      /Main Mode Handshake returned .*Enc=DES Hash=MD5 Auth=PSK Group=1:modp768 LifeType=Seconds LifeDuration=28800/,
    );
  });
}

if (labOrExplain('IKE against libreswan', [...LIBRESWAN_TOOLS, 'ike-scan'])) {
  const TUNNELS = ['yes', 'no']
    .map(
      (ikev2) => `conn site-ikev2-${ikev2}
  left=${DEVICE}
  right=%any
  authby=secret
  ikev2=${ikev2}
  ike=aes256-sha2_256;modp2048
  auto=add
`,
    )
    .join('\n');

  test('libreswan names the group it wants, answers IKEv1, and keeps nothing of twenty looks', async (t) => {
    const { vantage, device } = await openSite(t);
    const libreswan = await startLibreswan(device, t, TUNNELS);
    const newer = await runChecks(vantage);
    assert.equal(newer.status, 'healthy');
    assert.deepEqual(
      newer.evidence.map(({ version, notify }) => [version, notify]),
      [
        [2, 'INVALID_KE_PAYLOAD'],
        [2, 'INVALID_KE_PAYLOAD'],
      ],
    );
    const older = await runChecks(vantage, { versions: [1] });
    assert.deepEqual(
      older.evidence.map(({ version, notify }) => [version, notify]),
      [
        [1, 'NO-PROPOSAL-CHOSEN'],
        [1, 'NO-PROPOSAL-CHOSEN'],
      ],
    );
    // Its log is a second reader of our offer: the decoy is what it says it is, and the guess is called wrong.
    assert.match(
      libreswan.daemon.output(),
      /2:IKE:ENCR=DES\(UNUSED\);PRF=HMAC_MD5;INTEG=HMAC_MD5_96;DH=MODP768/,
    );
    assert.match(libreswan.daemon.output(), /initiator guessed wrong keying material group \(MODP768\)/);

    const questions: Question[] = Array.from({ length: 20 }, (_, index) => ({
      kind: 'ike',
      host: DEVICE,
      timeoutMs: 2000,
      versions: [index % 2 === 0 ? 2 : 1],
    }));
    const { findings } = await askFrom(vantage, questions, { inTurn: true });
    assert.deepEqual([...new Set(findings[0]?.evidence.map(({ outcome }) => outcome))], ['alive']);
    assert.equal(await libreswan.associations(), 0);
    assert.match(await ikeScan(vantage, '--ikev2'), /Notify message 14 \(NO_PROPOSAL_CHOSEN\)/);
  });

  test('libreswan without a tunnel answers too', async (t) => {
    const { vantage, device } = await openSite(t);
    await startLibreswan(device, t, '');
    const { status, evidence } = await runChecks(vantage);
    assert.equal(status, 'healthy');
    assert.deepEqual(
      evidence.map(({ notify }) => notify),
      ['NO_PROPOSAL_CHOSEN', 'NO_PROPOSAL_CHOSEN'],
    );
  });
}
