import { readFile } from 'node:fs/promises';
import type net from 'node:net';
import { networkInterfaces } from 'node:os';

/** What the kernel knows of a connection's path. */
export interface KernelMtu {
  /** The packet it sends on this path: smaller than the interface's after a router said so. */
  readonly pathBytes: number;
  /** The packet that the interface it leaves by can send. */
  readonly interfaceBytes: number;
}

const TIMEOUT_MS = 500;

/**
 * Asks the kernel, by way of ss(8), which sizes it uses on an open connection. Node has no call for it.
 *
 * @returns undefined where there is no `ss`, as in Lambda, or where it does not tell
 */
export async function kernelMtu(socket: net.Socket): Promise<KernelMtu | undefined> {
  const { localPort, localAddress, remotePort } = socket;
  if (localPort === undefined || localAddress === undefined || remotePort === undefined) return undefined;
  const [text, interfaceBytes] = await Promise.all([
    run('ss', ['-tinH', `sport = :${localPort} and dport = :${remotePort}`]),
    mtuOfInterface(localAddress),
  ]);
  const pathBytes = Number(/\bpmtu:(\d{2,5})\b/.exec(text)?.[1]);
  return Number.isInteger(pathBytes) && interfaceBytes !== undefined
    ? { pathBytes, interfaceBytes }
    : undefined;
}

async function run(program: string, words: readonly string[]): Promise<string> {
  const { execFile } = await import('node:child_process');
  return await new Promise((resolve) => {
    execFile(program, words, { timeout: TIMEOUT_MS, maxBuffer: 65_536 }, (error, stdout) =>
      resolve(error === null ? stdout : ''),
    );
  });
}

async function mtuOfInterface(address: string): Promise<number | undefined> {
  const [name] =
    Object.entries(networkInterfaces()).find(([, all]) => all?.some((one) => one.address === address)) ?? [];
  if (name === undefined || !/^[\w.@-]{1,15}$/.test(name)) return undefined;
  try {
    const bytes = Number(await readFile(`/sys/class/net/${name.replace(/@.*$/, '')}/mtu`, 'utf8'));
    return Number.isInteger(bytes) && bytes > 0 ? bytes : undefined;
  } catch {
    return undefined;
  }
}
