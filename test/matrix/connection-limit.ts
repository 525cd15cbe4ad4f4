import net from 'node:net';
import type { TestContext } from 'node:test';
import { type Place, serveTcp } from '../support/tls-peers.ts';

/**
 * A firewall in front of services that lets a limited number of connections of one source through at a time, and resets the rest.
 *
 * @returns the ports it listens on, one for each service
 */
export async function limitTo(
  t: TestContext,
  most: number,
  services: readonly Place[],
): Promise<readonly number[]> {
  let open = 0;
  const fronts = services.map(({ host, port }) =>
    serveTcp(t, (socket) => {
      if (open >= most) {
        socket.resetAndDestroy();
        return;
      }
      open += 1;
      const onward = net.connect(port, host);
      onward.on('error', () => socket.destroy());
      socket.on('close', () => {
        open -= 1;
        onward.destroy();
      });
      socket.pipe(onward).pipe(socket);
    }),
  );
  return (await Promise.all(fronts)).map(({ port }) => port);
}
