import { Agent } from 'node:https';
import type { defaultProvider } from '@aws-sdk/credential-provider-node';
import { rootsTrustedHere } from '../net/public-roots.ts';
import { lazyCall } from './lazy.ts';

/** How calls to AWS leave this machine, where they do not leave it as they are. */
export interface Outbound {
  /** Calls go where `HTTPS_PROXY` says, but for hosts of `NO_PROXY`; lower case works too. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** PEM of roots that are accepted beside the usual ones, such as that of a proxy that decrypts. */
  readonly roots: readonly string[];
}

/** Two handshakes and a CONNECT, by way of another machine. */
const PROXY_CONNECTION_TIMEOUT_MS = 5000;
const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy'];

interface Settings {
  /** What a client's request handler is made with, apart from its times. */
  readonly handler: { readonly httpsAgent?: Agent; readonly connectionTimeout?: number };
  /** The SDK's own chain, whose calls to single sign-on and STS leave by the same way. */
  readonly credentials?: ReturnType<typeof defaultProvider>;
}

let settings: Settings = { handler: {} };

/** How every client of this process calls AWS. */
export function outbound(): Settings {
  return settings;
}

/** From now on every client of this process calls AWS so. */
export function useOutbound({ environment, roots }: Outbound): void {
  const proxyEnv = Object.fromEntries(
    PROXY_VARIABLES.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  );
  const isProxied = isProxySet(environment);
  const ca = roots.length === 0 ? {} : { ca: [...rootsTrustedHere(), ...roots] };
  const handler = {
    httpsAgent: new Agent({ keepAlive: true, maxSockets: 50, ...(isProxied && { proxyEnv }), ...ca }),
    ...(isProxied && { connectionTimeout: PROXY_CONNECTION_TIMEOUT_MS }),
  };
  // Loaded with the first credential: most commands that a proxy concerns call no AWS.
  const credentials = lazyCall(async () => {
    const { defaultProvider: chain } = await import('@aws-sdk/credential-provider-node');
    return chain({ clientConfig: { requestHandler: handler } });
  });
  settings = { handler, credentials };
}

function isProxySet({ HTTPS_PROXY, https_proxy }: Outbound['environment']): boolean {
  return (HTTPS_PROXY ?? https_proxy ?? '') !== '';
}
