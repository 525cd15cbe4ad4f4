import { DAY_MS } from '../../../lib/core/time.ts';
import { publicRoots } from '../../../lib/net/public-roots.ts';
import type { TlsOutcome } from '../../../lib/net/tls.ts';
import type { TlsObservation } from '../../../lib/probes/tls/observe.ts';
import { chainOf, makeAuthority, makeChain, makeLeaf, trustIn } from '../../support/certs.ts';

const HOST = 'client-cp.storagegateway.us-east-1.amazonaws.com';
/** Certificates count in seconds: a little after one, so that what is left of a day is always the same. */
const nowMs = Math.floor(Date.now() / 1000) * 1000 + 1;

const genuine = await makeChain({ names: [HOST] });
const { root, intermediate } = genuine;
const box = await makeAuthority({ name: 'FGT60E-LAB-CA', organisation: 'Fortinet' });
const forged = await makeLeaf(box, { names: [HOST] });
const inDays = (days: number) => new Date(nowMs + days * DAY_MS);
const leafOf = (options: Partial<Parameters<typeof makeLeaf>[1]>) =>
  makeLeaf(intermediate, { names: [HOST], ...options });

/** A genuine certificate of somebody else: any public root that is not Amazon's will do. */
const elsewhere = publicRoots().find(({ certificate }) => !/Amazon|Starfield/.test(certificate.subject));
const amazonItself = publicRoots().find(({ certificate }) =>
  /CN=Amazon Root CA 1$/.test(certificate.subject),
);
const derOf = (one: typeof elsewhere) => (one === undefined ? [] : [one.certificate.raw.toString('base64')]);

const spec = { host: HOST, port: 1026, trust: trustIn(root), serves: 'client-cp' };
const amazon = { host: HOST, port: 443, trust: 'amazon' };

/** A server of somebody's own. */
const INTRANET = 'wiki.corp.example';
const own = { host: INTRANET, port: 443, trust: 'public' };

export const specs = [
  spec,
  amazon,
  { host: '10.0.1.5', port: 443, trust: 'public', servername: HOST, acceptNames: [HOST, '10.0.1.5'] },
  { ...spec, required: false },
  own,
];

const answeredBy = (chain: readonly string[]): TlsOutcome => ({
  outcome: 'answered',
  chain,
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_128_GCM_SHA256',
  handshakeMs: 12.34,
});
const seen = (...answers: readonly TlsOutcome[]): TlsObservation => ({
  outcome: 'asked',
  atMs: nowMs,
  answers: answers.map((answer, index) => ({ address: `10.0.1.${index + 5}`, attempts: 1, answer })),
});
const sent = async (...certificates: readonly (Promise<{ der: Buffer }> | { der: Buffer })[]) =>
  seen(answeredBy(chainOf(...(await Promise.all(certificates)))));

/** A CA that nobody else knows. */
const corporate = await makeAuthority({ name: 'Corporate Root CA', organisation: 'Corp' });
const atHome = await makeLeaf(corporate, { names: [INTRANET] });
const forgedAtHome = await makeLeaf(box, { names: [INTRANET] });
const selfSigned = await makeLeaf(undefined, { names: [INTRANET] });
const CLIENTS_ONLY = ['1.3.6.1.5.5.7.3.2'];

/** As nginx refuses a client: in a page, once the handshake is done. */
const refusedBy = (certificate: 'not-sent' | 'not-accepted') => ({
  outcome: 'refused',
  how: 'http',
  when: 'after',
  status: 400,
  certificate,
  said: 'The SSL certificate error',
});
/** As a server refuses a client in TLS itself. */
const refused = (how: 'alert' | 'reset', alert?: string) => ({
  ...{ outcome: 'refused', how, when: 'after' },
  ...(alert !== undefined && { alert }),
});
const genuinelySeen = await sent(...genuine.sent);

const failed = (reason: string) => ({ status: 'failed', reason });

const byName = [
  { spec, observation: genuinelySeen, expect: { status: 'healthy', reason: null } },
  { spec, observation: await sent(forged, box), expect: failed('tls-intercepted') },
  { spec: amazon, observation: await sent(...genuine.sent, root), expect: failed('tls-intercepted') },
  { spec: amazon, observation: seen(answeredBy(derOf(elsewhere))), expect: failed('tls-wrong-endpoint') },
  { spec: amazon, observation: seen(answeredBy(derOf(amazonItself))), expect: failed('tls-name-mismatch') },
  {
    spec,
    observation: await sent(leafOf({ names: ['s3.us-east-1.amazonaws.com'] }), intermediate),
    expect: failed('tls-name-mismatch'),
  },
  {
    spec,
    observation: await sent(leafOf({ notBefore: inDays(-200), notAfter: inDays(-1) }), intermediate),
    expect: failed('tls-expired'),
  },
  {
    spec,
    observation: await sent(leafOf({ notBefore: inDays(1), notAfter: inDays(100) }), intermediate),
    expect: failed('tls-not-yet-valid'),
  },
  {
    spec,
    observation: await sent(leafOf({ purposes: CLIENTS_ONLY }), intermediate),
    expect: failed('tls-chain-invalid'),
  },
  {
    spec,
    observation: await sent(leafOf({ rsaBits: 1024 }), intermediate),
    expect: { status: 'degraded', reason: 'tls-weak' },
  },
  { spec: own, observation: await sent(atHome, corporate), expect: failed('tls-untrusted-ca') },
  { spec: own, observation: await sent(selfSigned), expect: failed('tls-self-signed') },
  { spec: own, observation: await sent(forgedAtHome, box), expect: failed('tls-intercepted') },
  { spec, observation: await sent(genuine.leaf), expect: failed('tls-chain-incomplete') },
  { spec, observation: seen({ outcome: 'reset', code: 'ECONNRESET' }), expect: failed('tls-reset') },
  { spec, observation: seen({ outcome: 'closed' }), expect: failed('tls-reset') },
  { spec, observation: seen({ outcome: 'alert', alert: 'handshake-failure' }), expect: failed('tls-alert') },
  ...(
    [
      [refusedBy('not-sent'), failed('tls-alert')],
      [refusedBy('not-accepted'), failed('tls-alert')],
      [refused('alert', 'bad-certificate'), failed('tls-alert')],
      [refused('alert', 'protocol-version'), failed('tls-alert')],
      [refused('reset'), failed('tls-reset')],
      [
        { outcome: 'unreadable', code: 'ERR_SSL_X' },
        { status: 'healthy', reason: null },
      ],
      [{ outcome: 'silent' }, { status: 'healthy', reason: null }],
    ] as const
  ).flatMap(([answer, expect]) => {
    const asks = [{ version: 'TLSv1.3', withCertificate: true, attempts: 1, answer }];
    const observation = { ...genuinelySeen, mutual: [{ address: '10.0.1.5', asks }] };
    const optional = expect.status === 'failed' ? { ...expect, status: 'degraded' } : expect;
    return [
      { spec, observation, expect },
      { spec: { ...spec, required: false }, observation, expect: optional },
    ];
  }),
  // Where one version is spoken, that the other is not says nothing of the certificate.
  {
    spec,
    observation: {
      ...genuinelySeen,
      mutual: [
        {
          address: '10.0.1.5',
          asks: [
            {
              ...{ version: 'TLSv1.2', withCertificate: true, attempts: 1 },
              answer: refused('alert', 'protocol-version'),
            },
            {
              version: 'TLSv1.3',
              withCertificate: true,
              attempts: 1,
              answer: { outcome: 'accepted', status: 200 },
            },
          ],
        },
      ],
    },
    expect: { status: 'healthy', reason: null },
  },
  { spec, observation: seen({ outcome: 'silent', receivedBytes: 1 }), expect: failed('tls-silent') },
  {
    spec,
    observation: seen({ outcome: 'no-connection', how: 'refused', code: 'ECONNREFUSED' }),
    expect: failed('tls-reset'),
  },
  { spec, observation: seen({ outcome: 'no-connection', how: 'silent' }), expect: failed('tls-silent') },
  { spec, observation: { outcome: 'unresolved', lookup: 'no-such-name' }, expect: failed('tls-silent') },
  { spec, observation: seen({ outcome: 'not-tls', firstBytes: 'SSH-2.0-x' }), expect: failed('tls-not-tls') },
  {
    spec,
    observation: seen({ outcome: 'unreadable', code: 'chain-too-long' }),
    expect: { status: 'unknown', reason: 'tls-chain-unreadable' },
  },
  {
    spec,
    observation: seen(answeredBy([Buffer.from('not a certificate').toString('base64')])),
    expect: { status: 'unknown', reason: 'tls-chain-unreadable' },
  },
  {
    spec,
    observation: await sent(leafOf({ notBefore: inDays(-190), notAfter: inDays(6) }), intermediate),
    expect: { status: 'degraded', reason: 'tls-expires-soon' },
  },
  {
    spec,
    observation: {
      ...genuinelySeen,
      answers:
        genuinelySeen.outcome === 'asked'
          ? genuinelySeen.answers.map((one) => ({ ...one, fewerAtOnce: true as const }))
          : [],
    },
    expect: { status: 'degraded', reason: 'tls-connection-limited' },
  },
  {
    spec: { ...spec, required: false },
    observation: seen({ outcome: 'alert', alert: 'handshake-failure' }),
    expect: { status: 'degraded', reason: 'tls-alert' },
  },
];

/** Hosts may be written as addresses too, which changes the commands. */
export const samples = byName.flatMap((sample) => [
  sample,
  ...['10.0.1.5', '2001:db8::5'].map((host) => ({
    ...sample,
    spec: { ...sample.spec, host, acceptNames: [sample.spec.host] },
  })),
]);
