import net from 'node:net';

/** What a TCP server on loopback does with a connection. */
export interface TcpBehaviour {
  /** Says this as soon as somebody connects. */
  readonly greets?: string | Uint8Array;
  /** Says this some time after its greeting. */
  readonly adds?: { readonly text: string; readonly afterMs: number };
  /** Answers the first bytes of the client with these; undefined says nothing. */
  readonly answers?: (request: Buffer) => string | Uint8Array | undefined;
  /** Ends the connection: at once, or after its words. */
  readonly ends?: 'closing' | 'resetting';
  /** Repeats its greeting without end. */
  readonly endless?: boolean;
}

export interface TcpServer {
  readonly address: string;
  readonly port: number;
  /** How many connections came. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

/** A TCP server on loopback that says what it is told to say. */
export async function startTcpServer(
  behaviour: TcpBehaviour | ((connection: number) => TcpBehaviour),
  address = '127.0.0.1',
): Promise<TcpServer> {
  let connections = 0;
  const open = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    connections += 1;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => {});
    behave(socket, typeof behaviour === 'function' ? behaviour(connections) : behaviour);
  });
  server.listen(0, address);
  await new Promise((resolve) => server.once('listening', resolve));
  const bound = server.address();
  return {
    address,
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    connections: () => connections,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function behave(socket: net.Socket, { greets, adds, answers, ends, endless }: TcpBehaviour): void {
  const end = () => {
    if (ends === 'closing') socket.end();
    // A reset that comes with the handshake can look like one of the connect itself.
    if (ends === 'resetting') setTimeout(() => socket.resetAndDestroy(), 20);
  };
  if (greets !== undefined) socket.write(greets);
  if (adds !== undefined) setTimeout(() => socket.write(adds.text), adds.afterMs);
  if (greets !== undefined && endless) {
    const many = Buffer.from(greets).toString('latin1').repeat(1000);
    const repeat = () => {
      while (!socket.destroyed && socket.write(many, 'latin1'));
    };
    socket.on('drain', repeat);
    repeat();
  }
  if (answers === undefined) {
    socket.resume();
    end();
    return;
  }
  socket.once('data', (request) => {
    const reply = answers(request);
    if (reply !== undefined) socket.write(reply);
    end();
  });
}
