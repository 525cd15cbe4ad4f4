import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import type { TrustedRoot } from '../../targets/target.ts';
import { type Authority, type Issued, issueServer, makeAuthority } from './certificates.ts';
import { DEMO_HOSTS } from './hosts.ts';
import { openSilentPort } from './silent-port.ts';
import { openTimeServer } from './time-server.ts';

/** Where the parts of the embedded lab listen. All of it is on the loopback address. */
export interface DemoLab {
  /** The lab's own root: it stands in for Amazon's. */
  readonly roots: readonly TrustedRoot[];
  readonly healthyPort: number;
  readonly interceptedPort: number;
  readonly refusedPort: number;
  readonly silentPort: number;
  readonly timePorts: readonly number[];
  readonly close: () => Promise<void>;
}

/** How far the lab's time servers are ahead. */
const DEMO_OFFSET_MS = 95_000;

/** One genuine server answers for all of them; what differs is which other port of theirs is in order. */
const GENUINE_NAMES = [DEMO_HOSTS.healthy, DEMO_HOSTS.refused, DEMO_HOSTS.silent];

/** Starts the lab. It needs no rights and no network. */
export async function openDemoLab(): Promise<DemoLab> {
  const root = await makeAuthority('CN=Demonstration Root, O=Demonstration Trust Services, C=US');
  const [genuine, forger] = await Promise.all([
    makeAuthority('CN=Demonstration Server CA, O=Demonstration Trust Services, C=US', root),
    makeAuthority('CN=Zscaler Intermediate Root CA (demonstration), OU=Zscaler Inc., O=Zscaler Inc., C=US'),
  ]);
  const [healthy, intercepted, silent, ...time] = await Promise.all([
    openTlsServer(await issueServer(genuine, GENUINE_NAMES), genuine),
    openTlsServer(await issueServer(forger, [DEMO_HOSTS.intercepted]), forger),
    openSilentPort(),
    ...DEMO_HOSTS.time.map(() => openTimeServer(DEMO_OFFSET_MS)),
  ]);
  return {
    roots: [
      {
        name: 'Demonstration Root',
        organisation: 'Demonstration Trust Services',
        spki: Buffer.from(root.certificate.publicKey.rawData).toString('base64'),
      },
    ],
    healthyPort: healthy.port,
    interceptedPort: intercepted.port,
    refusedPort: await findClosedPort(),
    silentPort: silent.port,
    timePorts: time.map(({ port }) => port),
    close: async () => {
      await Promise.all([healthy, intercepted, silent, ...time].map((one) => one.close()));
    },
  };
}

interface Listener {
  readonly port: number;
  readonly close: () => Promise<void>;
}

async function openTlsServer({ certificate, key }: Issued, issuer: Authority): Promise<Listener> {
  const server = tls.createServer({ key, cert: `${certificate}\n${issuer.certificate.toString('pem')}\n` });
  // The probes cut connections as soon as they have seen enough.
  server.on('tlsClientError', () => {});
  server.on('secureConnection', (socket) => socket.on('error', () => {}).resume());
  const port = await listen(server);
  return { port, close: async () => await new Promise((resolve) => server.close(() => resolve())) };
}

/** A port that was free a moment ago: asking it is refused. */
async function findClosedPort(): Promise<number> {
  const server = net.createServer();
  const port = await listen(server);
  server.close();
  await once(server, 'close');
  return port;
}

async function listen(server: net.Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as net.AddressInfo).port;
}
