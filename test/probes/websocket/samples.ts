import type { WebsocketAnswer, WebsocketObservation } from '../../../lib/probes/websocket/observe.ts';
import { type WebsocketSpec, websocketSpec } from '../../../lib/probes/websocket/spec.ts';

const host = 'eice-0123456789abcdef0.abc123.ec2-instance-connect-endpoint.ap-northeast-2.amazonaws.com';
const spec = websocketSpec.parse({ host });
const proxied = websocketSpec.parse({ host, via: { host: 'proxy.lab', port: 3128 } });

export const specs: readonly WebsocketSpec[] = [spec, proxied];

const asked = (answer: WebsocketAnswer['answer']): WebsocketObservation => ({
  outcome: 'asked',
  answers: [{ address: '203.0.113.10', answer }],
});
const healthy = { status: 'healthy', reason: null };
const failed = (reason: string) => ({ status: 'failed', reason });

export const samples: readonly {
  readonly title: string;
  readonly spec: WebsocketSpec;
  readonly observation: WebsocketObservation;
  readonly expect: { readonly status: string; readonly reason: string | null };
}[] = [
  { title: 'upgraded', spec, observation: asked({ outcome: 'upgraded' }), expect: healthy },
  {
    title: 'the server refuses a stranger, whose request arrived',
    spec,
    observation: asked({ outcome: 'answered', status: 403, server: 'Server' }),
    expect: healthy,
  },
  {
    title: 'below it something is wrong',
    spec,
    observation: asked({ outcome: 'no-connection' }),
    expect: healthy,
  },
  { title: 'no TLS', spec, observation: asked({ outcome: 'no-tls' }), expect: healthy },
  {
    title: 'the name gives no address',
    spec,
    observation: { outcome: 'unresolved', lookup: 'no-such-name' },
    expect: healthy,
  },
  {
    title: 'the headers were taken out',
    spec: proxied,
    observation: asked({ outcome: 'answered', status: 426, via: '1.1 proxy.lab (squid/5.7)' }),
    expect: failed('websocket-upgrade-removed'),
  },
  { title: 'cut', spec, observation: asked({ outcome: 'reset' }), expect: failed('websocket-cut') },
  {
    title: 'something else than HTTP comes back',
    spec,
    observation: asked({ outcome: 'not-http', firstBytes: 'SSH-2.0' }),
    expect: failed('websocket-cut'),
  },
  { title: 'silent', spec, observation: asked({ outcome: 'silent' }), expect: failed('websocket-silent') },
  {
    title: 'a proxy refuses in the server’s place',
    spec: proxied,
    observation: asked({
      outcome: 'answered',
      status: 403,
      server: 'squid/5.7',
      via: '1.1 proxy.lab (squid/5.7)',
    }),
    expect: failed('websocket-proxy-answers'),
  },
  {
    title: '101 from somebody who does not know the key',
    spec,
    observation: asked({ outcome: 'wrong-accept' }),
    expect: failed('websocket-proxy-answers'),
  },
];
