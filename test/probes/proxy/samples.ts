import type { ProxyAnswer, ProxyObservation } from '../../../lib/probes/proxy/observe.ts';
import type { ProxyReason, ProxySpec } from '../../../lib/probes/proxy/spec.ts';
import { chainOf, makeAuthority, makeChain, trustIn } from '../../support/certs.ts';

const host = 'vpce-0123456789abcdef0-abcdefgh.storagegateway.ap-northeast-2.vpce.amazonaws.com';
const acceptNames = ['anon-cp.storagegateway.ap-northeast-2.amazonaws.com', host];
const genuine = await makeChain({ names: acceptNames });
const forger = await makeAuthority({ name: 'FGT60E-LAB-CA', organisation: 'Fortinet' });
const forged = await makeChain({ names: acceptNames, root: forger });
const expired = await makeChain({
  names: acceptNames,
  root: genuine.root,
  notBefore: new Date('2026-01-01'),
  notAfter: new Date('2026-02-01'),
});

const spec: ProxySpec = {
  host,
  port: 1027,
  via: { host: '10.0.2.10', port: 3128, protocol: 'http' },
  tls: true,
  acceptNames,
  trust: trustIn(genuine.root),
  required: true,
  serves: 'anon-cp',
};
const optional: ProxySpec = { ...spec, port: 2222, tls: false, required: false, serves: 'support-channel' };
const socks: ProxySpec = { ...spec, via: { host: 'socks.example.com', port: 1080, protocol: 'socks5' } };
const literal: ProxySpec = { ...spec, host: '10.0.1.5', acceptNames, serves: 'anon-cp' };

export const specs: readonly ProxySpec[] = [spec, optional, socks, literal];

/** Its own names are those of the host alone. */
const { acceptNames: _names, serves: _serves, ...ownName } = spec;
/** Without a name to send. */
const { serves: _served, ...bare } = literal;

function asked(...answers: readonly Omit<ProxyAnswer, 'address' | 'attempts'>[]): ProxyObservation {
  return {
    outcome: 'asked',
    atMs: Date.now(),
    answers: answers.map((answer) => ({ address: '10.0.2.10', attempts: 1, ...answer })),
  };
}

const tunnel = { outcome: 'tunnel', status: 200, elapsedMs: 3.2 } as const;
const answered = (chain: readonly { readonly der: Buffer }[]) =>
  ({
    outcome: 'answered',
    chain: chainOf(...chain),
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_256_GCM_SHA384',
    handshakeMs: 9,
  }) as const;
const squid = { error: 'ERR_ACCESS_DENIED 0', software: '1.1 proxy (squid/5.7)' };

interface Sample {
  readonly spec: ProxySpec;
  readonly observation: ProxyObservation;
  readonly expect: { readonly status: string; readonly reason: ProxyReason | 'blocked-by' | null };
}
const failed = (reason: ProxyReason) => ({ status: 'failed', reason });

export const samples: readonly Sample[] = [
  {
    spec,
    observation: asked({ reply: tunnel, handshake: answered(genuine.sent) }),
    expect: { status: 'healthy', reason: null },
  },
  {
    spec: optional,
    observation: asked({ reply: tunnel }),
    expect: { status: 'healthy', reason: null },
  },
  {
    spec,
    observation: asked({ reply: tunnel, handshake: answered(forged.sent) }),
    expect: failed('proxy-intercepts'),
  },
  {
    spec,
    observation: asked({ reply: tunnel, handshake: answered(expired.sent) }),
    expect: failed('proxy-cannot-reach'),
  },
  {
    spec,
    observation: asked({ reply: { outcome: 'no-connection', how: 'refused', code: 'ECONNREFUSED' } }),
    expect: failed('proxy-refused'),
  },
  {
    spec,
    observation: asked({ reply: { outcome: 'no-connection', how: 'silent' } }),
    expect: failed('proxy-silent'),
  },
  { spec, observation: asked({ reply: { outcome: 'silent' } }), expect: failed('proxy-silent') },
  {
    spec: socks,
    observation: { outcome: 'unresolved', lookup: 'no-such-name' },
    expect: failed('proxy-silent'),
  },
  {
    spec,
    observation: asked({ reply: { outcome: 'refusal', status: 403, ...squid } }),
    expect: failed('proxy-denies-connect'),
  },
  {
    spec: optional,
    observation: asked({ reply: { outcome: 'refusal', status: 403, ...squid } }),
    expect: { status: 'degraded', reason: 'proxy-denies-connect' },
  },
  {
    spec: socks,
    observation: asked({ reply: { outcome: 'refusal', status: 2 } }),
    expect: failed('proxy-denies-connect'),
  },
  {
    spec,
    observation: asked({ reply: { outcome: 'refusal', status: 407, wants: 'Basic realm="lab"' } }),
    expect: failed('proxy-wants-credentials'),
  },
  {
    spec: socks,
    observation: asked({ reply: { outcome: 'wants-credentials' } }),
    expect: failed('proxy-wants-credentials'),
  },
  ...[500, 502, 503, 504].map((status) => ({
    spec,
    observation: asked({ reply: { outcome: 'refusal', status } }),
    expect: failed('proxy-cannot-reach'),
  })),
  {
    spec,
    observation: asked({ reply: tunnel, handshake: { outcome: 'silent', receivedBytes: 0 } }),
    expect: failed('proxy-cannot-reach'),
  },
  {
    spec,
    observation: asked({ reply: tunnel, handshake: { outcome: 'unreadable', code: 'ERR_SSL_TOO_LARGE' } }),
    expect: { status: 'unknown', reason: 'proxy-cannot-reach' },
  },
  {
    spec: literal,
    observation: asked({ reply: { outcome: 'not-a-proxy', firstBytes: 'SSH-2.0-OpenSSH_9.2p1' } }),
    expect: failed('proxy-not-a-proxy'),
  },
  ...[302, 400, 404, 405, 511].map((status) => ({
    spec,
    observation: asked({ reply: { outcome: 'refusal', status, leadsTo: 'http://portal.example.com/' } }),
    expect: failed('proxy-not-a-proxy'),
  })),
  {
    spec,
    observation: asked({ reply: tunnel, handshake: { outcome: 'closed' } }),
    expect: failed('proxy-not-a-proxy'),
  },
  {
    spec,
    observation: asked({
      reply: { ...tunnel, isPage: true },
      handshake: { outcome: 'not-tls', firstBytes: '<html>' },
    }),
    expect: failed('proxy-not-a-proxy'),
  },
  {
    // A login page, where nothing is sent through the tunnel.
    spec: optional,
    observation: asked({ reply: { ...tunnel, isPage: true } }),
    expect: { status: 'degraded', reason: 'proxy-not-a-proxy' },
  },
  {
    spec: ownName,
    observation: asked({ reply: tunnel, handshake: answered(genuine.sent) }),
    expect: { status: 'healthy', reason: null },
  },
  {
    spec: ownName,
    observation: asked({ reply: tunnel, handshake: { outcome: 'silent', receivedBytes: 0 } }),
    expect: failed('proxy-cannot-reach'),
  },
  {
    spec: bare,
    observation: asked({ reply: tunnel, handshake: { outcome: 'silent', receivedBytes: 0 } }),
    expect: failed('proxy-cannot-reach'),
  },
  {
    // A certificate that cannot be read, at a port that need not be reached.
    spec: { ...spec, required: false },
    observation: asked({ reply: tunnel, handshake: answered([{ der: Buffer.from([0x30, 0x82]) }]) }),
    expect: { status: 'unknown', reason: 'proxy-cannot-reach' },
  },
  ...(['closed', 'reset'] as const).map((outcome) => ({
    spec,
    observation: asked({ reply: { outcome } }),
    expect: failed('proxy-not-a-proxy'),
  })),
  {
    // From something that never spoke like a proxy.
    spec,
    observation: asked(
      { reply: tunnel, handshake: { outcome: 'not-tls', firstBytes: 'SSH-2.0-OpenSSH_9.2p1' } },
      { reply: tunnel, handshake: { outcome: 'reset', code: 'ECONNRESET' } },
      { reply: { outcome: 'silent' } },
    ),
    expect: failed('proxy-silent'),
  },
  // What one address of the proxy shows of it is known of all.
  ...(
    [
      { reply: tunnel, handshake: answered(genuine.sent) },
      { reply: tunnel, handshake: { outcome: 'alert', alert: 'handshake_failure' } },
      { reply: { outcome: 'refusal', status: 403, ...squid } },
      { reply: { outcome: 'wants-credentials' } },
      { reply: { outcome: 'closed', agreed: true } },
    ] as const
  ).map((shows) => ({
    spec,
    observation: asked(
      shows,
      { reply: { outcome: 'silent' } },
      { reply: { outcome: 'closed' } },
      { reply: { outcome: 'reset' } },
      { reply: { outcome: 'refusal', status: 404 } },
      { reply: tunnel, handshake: { outcome: 'reset', code: 'ECONNRESET' } },
      { reply: tunnel, handshake: { outcome: 'not-tls', firstBytes: 'SSH-2.0-OpenSSH_9.2p1' } },
      { reply: { ...tunnel, isPage: true }, handshake: { outcome: 'not-tls', firstBytes: '<html>' } },
    ),
    expect: failed('proxy-not-a-proxy'),
  })),
  {
    spec,
    observation: asked({ reply: { outcome: 'no-connection', how: 'reset' } }),
    expect: failed('proxy-refused'),
  },
];
