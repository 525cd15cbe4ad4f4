import { readFile } from 'node:fs/promises';

/** `host:port` of the proxy for HTTPS, without its password; undefined where the environment names none. */
export function proxyPlace({ HTTPS_PROXY, https_proxy }: NodeJS.ProcessEnv): string | undefined {
  const written = HTTPS_PROXY ?? https_proxy ?? '';
  if (written === '') return undefined;
  const url = URL.parse(written);
  return url === null || url.host === '' ? 'that is no URL' : url.host;
}

/**
 * Agents take a proxy from Node 22.21 and 24.5 on (Node.js documentation, "Built-in Proxy Support").
 *
 * @param version - as `process.versions.node` says it
 */
export function canUseProxies(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 5) || (major === 22 && minor >= 21);
}

/**
 * Calls to AWS leave the way the environment says: through HTTPS_PROXY but for NO_PROXY, with the roots of
 * AWS_CA_BUNDLE, and of `--trust`, beside the usual ones. Nothing is loaded where nothing is said.
 */
export async function useOutbound(
  trust: unknown,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const files = [environment.AWS_CA_BUNDLE, trust].filter((one) => typeof one === 'string' && one !== '');
  const { useOutbound: use } = await import('../aws/outbound.ts');
  // What cannot be read is told by the command, with its flag, or by AWS's own answer.
  const roots = await Promise.all(files.map((one) => readFile(String(one), 'utf8').catch(() => '')));
  use({ environment, roots: roots.filter((one) => one.includes('-----BEGIN CERTIFICATE-----')) });
}
