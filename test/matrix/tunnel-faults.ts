import type { TestContext } from 'node:test';
import { askHere } from '../lab/support/ask-here.ts';
import { makeAuthority, makeChain } from '../support/certs.ts';
import { type IkeResponderOptions, startIkeResponder } from '../support/ike-responder.ts';
import { closedPort } from '../support/loopback-ports.ts';
import { type OpenvpnServerOptions, startOpenvpnServer } from '../support/openvpn-server.ts';
import { type ProxyBehaviour, serveHttpProxy, serveSocks } from '../support/proxy-servers.ts';
import { type Place, serveTcp, serveTls } from '../support/tls-peers.ts';
import type { Fault, Faults } from './fault.ts';

/** Faults of proxies and VPN peers, planted in servers on loopback. */

const HOST = '127.0.0.1';
const NAME = 'endpoint.example.com';
const genuine = await makeChain({ names: [NAME] });
const forger = await makeAuthority({ name: 'FGT60E0000000000', organisation: 'Fortinet' });
const forged = await makeChain({ names: [NAME], root: forger });

async function askThrough(
  { port }: { readonly port: number },
  protocol: 'http' | 'socks5',
  ports: readonly number[] = [443],
  timeoutMs = 1200,
) {
  const { findings } = await askHere(
    ports.map((one) => ({
      ...{ kind: 'proxy', host: NAME, port: one, via: { host: HOST, port, protocol } },
      ...{ acceptNames: [NAME], trust: genuine.trust, timeoutMs },
    })),
  );
  return findings;
}

const serveGenuine = (t: TestContext) => serveTls(t, { sends: [genuine.leaf, genuine.intermediate] });
/** A proxy that answers every request so. */
const answering = (text: string, timeoutMs?: number): Fault['see'] => {
  return async (t) => {
    const place = await serveTcp(t, (socket) => socket.once('data', () => socket.end(text)));
    return await askThrough(place, 'http', [443], timeoutMs);
  };
};
const status = (line: string) => answering(`HTTP/1.1 ${line}\r\nContent-Length: 0\r\n\r\n`);
const proxyThat = (
  behave: (server: Place) => ProxyBehaviour,
  ports?: readonly number[],
  timeoutMs?: number,
): Fault['see'] => {
  return async (t) => {
    const server = await serveGenuine(t);
    return await askThrough(await serveHttpProxy(t, behave(server)), 'http', ports, timeoutMs);
  };
};
const socksThat = (behaviour: Parameters<typeof serveSocks>[1]): Fault['see'] => {
  return async (t) => await askThrough(await serveSocks(t, behaviour), 'socks5');
};

export const PROXY_FAULTS: Faults = {
  'proxy-gone': {
    planted: 'nobody listens at the port of the proxy',
    see: async () => await askThrough({ port: await closedPort() }, 'http'),
    expected: ['proxy failed proxy-refused critical at 127.0.0.1:PORT'],
  },
  'proxy-mute': {
    planted: 'the proxy accepts and answers nothing',
    see: async (t) => await askThrough(await serveTcp(t, (socket) => socket.resume()), 'http', [443], 500),
    expected: ['proxy failed proxy-silent critical at endpoint.example.com:443'],
  },
  'proxy-forbids': {
    planted: 'the proxy answers 403 to CONNECT',
    see: status('403 Forbidden'),
    expected: ['proxy failed proxy-denies-connect critical at endpoint.example.com:443'],
  },
  'proxy-allows-443-alone': {
    planted: 'Squid as it is shipped: CONNECT to port 443 alone',
    see: proxyThat((server) => ({ allows: [443], leadsTo: { [`${NAME}:443`]: server } }), [443, 1026, 1027]),
    expected: [
      'proxy failed proxy-denies-connect critical at endpoint.example.com:1026, endpoint.example.com:1027 | fix: acl SSL_ports port 1026-1027',
    ],
  },
  'proxy-demands-credentials': {
    planted: 'the proxy answers 407',
    see: proxyThat(() => ({ wantsCredentials: true })),
    expected: ['proxy failed proxy-wants-credentials critical at endpoint.example.com:443'],
  },
  'proxy-answers-500': {
    planted: 'the proxy answers 500',
    see: status('500 Internal Server Error'),
    expected: ['proxy failed proxy-cannot-reach critical at endpoint.example.com:443'],
  },
  'proxy-answers-502': {
    planted: 'the proxy answers 502',
    see: status('502 Bad Gateway'),
    expected: ['proxy failed proxy-cannot-reach critical at endpoint.example.com:443'],
  },
  'proxy-answers-504': {
    planted: 'the proxy answers 504',
    see: status('504 Gateway Timeout'),
    expected: ['proxy failed proxy-cannot-reach critical at endpoint.example.com:443'],
  },
  'proxy-knows-no-such-name': {
    planted: 'the proxy cannot resolve the destination',
    see: proxyThat(() => ({})),
    expected: ['proxy failed proxy-cannot-reach critical at endpoint.example.com:443'],
  },
  'proxy-upstream-dead': {
    planted: 'the destination refuses the proxy',
    see: async (t) => {
      const dead = { host: HOST, port: await closedPort(), connections: () => 0 };
      return await askThrough(await serveHttpProxy(t, { leadsTo: { [`${NAME}:443`]: dead } }), 'http');
    },
    expected: ['proxy failed proxy-cannot-reach critical at endpoint.example.com:443'],
  },
  'proxy-redirects': {
    planted: 'a captive portal answers 302',
    see: status('302 Found'),
    expected: ['proxy failed proxy-not-a-proxy critical at endpoint.example.com:443'],
  },
  'proxy-knows-no-connect': {
    planted: 'a web server answers 405 Method Not Allowed',
    see: status('405 Method Not Allowed'),
    expected: ['proxy failed proxy-not-a-proxy critical at endpoint.example.com:443'],
  },
  'proxy-is-ssh': {
    planted: 'an SSH server listens at the port of the proxy',
    see: async (t) =>
      await askThrough(
        await serveTcp(t, (socket) => socket.write('SSH-2.0-OpenSSH_9.2p1\r\n')),
        'http',
        [443],
        500,
      ),
    expected: ['proxy failed proxy-not-a-proxy critical at endpoint.example.com:443'],
  },
  'proxy-hangs-up': {
    planted: 'the proxy closes the connection on CONNECT',
    see: answering(''),
    expected: ['proxy failed proxy-not-a-proxy critical at endpoint.example.com:443'],
  },
  'proxy-forges': {
    planted: 'the proxy decrypts and answers with a certificate it made',
    see: async (t) => {
      const [leaf, signer] = [forged.leaf, forged.intermediate];
      const server = await serveTls(t, { sends: [leaf, signer] });
      return await askThrough(await serveHttpProxy(t, { leadsTo: { [`${NAME}:443`]: server } }), 'http');
    },
    expected: ['proxy failed proxy-intercepts critical at endpoint.example.com:443'],
  },
  'socks-demands-credentials': {
    planted: 'the SOCKS5 proxy accepts no method without credentials',
    see: socksThat({ wantsCredentials: true }),
    expected: ['proxy failed proxy-wants-credentials critical at endpoint.example.com:443'],
  },
  'socks-general-failure': {
    planted: 'SOCKS5 reply 1, general failure',
    see: socksThat({ reply: 1 }),
    expected: ['proxy failed proxy-cannot-reach critical at endpoint.example.com:443'],
  },
  'socks-not-allowed': {
    planted: 'SOCKS5 reply 2, not allowed',
    see: socksThat({ reply: 2 }),
    expected: ['proxy failed proxy-denies-connect critical at endpoint.example.com:443'],
  },
  'socks-network-unreachable': {
    planted: 'SOCKS5 reply 3, network unreachable',
    see: socksThat({ reply: 3 }),
    expected: ['proxy failed proxy-cannot-reach critical at endpoint.example.com:443'],
  },
  'socks-host-unreachable': {
    planted: 'SOCKS5 reply 4, host unreachable',
    see: socksThat({ reply: 4 }),
    expected: ['proxy failed proxy-cannot-reach critical at endpoint.example.com:443'],
  },
  'socks-refused': {
    planted: 'SOCKS5 reply 5, connection refused',
    see: socksThat({ reply: 5 }),
    expected: ['proxy failed proxy-cannot-reach critical at endpoint.example.com:443'],
  },
  'socks-expired': {
    planted: 'SOCKS5 reply 6, TTL expired',
    see: socksThat({ reply: 6 }),
    expected: ['proxy failed proxy-cannot-reach critical at endpoint.example.com:443'],
  },
  'socks-without-connect': {
    planted: 'SOCKS5 reply 7, command not supported',
    see: socksThat({ reply: 7 }),
    expected: ['proxy failed proxy-denies-connect critical at endpoint.example.com:443'],
  },
  'socks-address-type': {
    planted: 'SOCKS5 reply 8, address type not supported',
    see: socksThat({ reply: 8 }),
    expected: ['proxy failed proxy-cannot-reach critical at endpoint.example.com:443'],
  },
  'socks-is-http': {
    planted: 'an HTTP proxy listens where SOCKS5 is meant',
    see: async (t) =>
      await askThrough(
        await serveTcp(t, (socket) =>
          socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
        ),
        'socks5',
      ),
    expected: ['proxy failed proxy-not-a-proxy critical at endpoint.example.com:443'],
  },
};

const overIke = (options: IkeResponderOptions, fields: object = {}): Fault['see'] => {
  return async (t) => {
    const { port } = await startIkeResponder(t, options);
    return (await askHere([{ kind: 'ike', host: HOST, ports: [port], timeoutMs: 500, ...fields }])).findings;
  };
};
const garbled = (answer: Uint8Array) => answer.subarray(0, answer.byteLength - 1);
const overOpenvpn = (options: OpenvpnServerOptions, fields: object = {}): Fault['see'] => {
  return async (t) => {
    const { port } = await startOpenvpnServer(t, options);
    const { transport = 'udp' } = options;
    const question = { kind: 'openvpn', host: HOST, port, transport, timeoutMs: 500, ...fields };
    return (await askHere([question])).findings;
  };
};

export const VPN_PEER_FAULTS: Faults = {
  'ike-device-gone': {
    planted: 'nobody listens at UDP 500',
    see: async () => {
      const question = { kind: 'ike', host: HOST, ports: [await closedPort()], timeoutMs: 500 };
      return (await askHere([question])).findings;
    },
    expected: ['ike failed ike-refused critical at 127.0.0.1:PORT'],
  },
  'ike-device-ignores-us': {
    planted: 'the device answers no stranger',
    see: overIke({ versions: [] }),
    expected: ['ike unknown ike-silent at 127.0.0.1:PORT'],
  },
  'ike-device-fell-silent': {
    planted: 'a device that is known to answer strangers answers nothing',
    see: overIke({ versions: [] }, { answersStrangers: true }),
    expected: ['ike failed ike-silent critical at 127.0.0.1:PORT'],
  },
  'ike-answer-cut': {
    planted: 'the answer of the device is one byte too short',
    see: overIke({ before: (answer) => [garbled(answer)], only: true }),
    expected: ['ike failed ike-malformed warning at 127.0.0.1:PORT'],
  },
  'ike-answer-of-another-protocol': {
    planted: 'something else answers at UDP 500',
    see: overIke({ before: () => [Buffer.from('SSH-2.0-OpenSSH_9.2\r\n')], only: true }),
    expected: ['ike unknown ike-silent at 127.0.0.1:PORT'],
  },
  'openvpn-gone': {
    planted: 'nobody listens at the port of the OpenVPN server',
    see: async () => {
      const question = { kind: 'openvpn', host: HOST, port: await closedPort(), timeoutMs: 500 };
      return (await askHere([question])).findings;
    },
    expected: ['openvpn failed openvpn-refused critical at 127.0.0.1:PORT'],
  },
  'openvpn-ignores-us': {
    planted: 'the OpenVPN server answers nobody without its shared key',
    see: overOpenvpn({ onPacket: 'mute' }),
    expected: ['openvpn unknown openvpn-silent at 127.0.0.1:PORT'],
  },
  'openvpn-fell-silent': {
    planted: 'an OpenVPN server that is known to answer strangers answers nothing',
    see: overOpenvpn({ onPacket: 'mute' }, { answersStrangers: true }),
    expected: ['openvpn failed openvpn-silent critical at 127.0.0.1:PORT'],
  },
  'openvpn-answer-cut': {
    planted: 'the answer of the OpenVPN server is one byte too short',
    see: overOpenvpn({ instead: garbled }),
    expected: ['openvpn failed openvpn-malformed warning at 127.0.0.1:PORT'],
  },
  'openvpn-hangs-up': {
    planted: 'the OpenVPN server closes the TCP connection on our packet',
    see: overOpenvpn({ transport: 'tcp', onPacket: 'close' }),
    expected: ['openvpn unknown openvpn-silent at 127.0.0.1:PORT'],
  },
  'openvpn-is-ssh': {
    planted: 'an SSH server listens at the TCP port of the OpenVPN server',
    see: overOpenvpn({ transport: 'tcp', instead: () => Buffer.from('SSH-2.0-OpenSSH_9.2\r\n') }),
    expected: ['openvpn failed openvpn-malformed warning at 127.0.0.1:PORT'],
  },
};
