/**
 * What Node itself needs for the same connections, in its own process: the floor that gatewatch's stages stand on.
 * `floor.ts tcp|tls FILE` connects to each target, shakes hands where that is asked, and lets go; nothing is judged.
 */
import { readFile } from 'node:fs/promises';
import net from 'node:net';
import tls from 'node:tls';
import type { Work } from './ask-and-judge.ts';

const AT_ONCE = { tcp: 256, tls: 16 } as const;
const [how, file = ''] = process.argv.slice(2);
const { targets } = JSON.parse(await readFile(file, 'utf8')) as Pick<Work, 'targets'>;
const secureContext = tls.createSecureContext({ ecdhCurve: 'X25519:P-256:P-384', ca: [] });
let failures = 0;
let next = 0;
const before = process.cpuUsage();
await new Promise<void>((resolve) => {
  let left = targets.length;
  const connect = (): void => {
    const target = targets[next];
    next += 1;
    if (target === undefined) return;
    const [host, port] = target;
    const place = { host, port, autoSelectFamily: false };
    const socket =
      how === 'tls'
        ? tls.connect({ ...place, secureContext, rejectUnauthorized: false, servername: 'bench.test' })
        : net.connect(place);
    socket.on(how === 'tls' ? 'secureConnect' : 'connect', () => socket.destroy());
    socket.on('error', () => {
      failures += 1;
    });
    socket.on('close', () => {
      left -= 1;
      if (left === 0) resolve();
      else connect();
    });
  };
  for (let at = 0; at < AT_ONCE[how === 'tls' ? 'tls' : 'tcp']; at += 1) connect();
});
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ cpuSeconds: (user + system) / 1e6, failures }));
