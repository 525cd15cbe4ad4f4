import net from 'node:net';

/**
 * A socket that hears a peer out. A server that refuses a client says why, an alert or a banner, and closes; what it
 * had not read by then makes its kernel send a reset. Node gives a socket up with the first write that fails, and what
 * the peer said lies unread in our kernel: so the socket is read once more before a failed write ends it.
 */
export class ListeningSocket extends net.Socket {
  #hasFailed = false;

  override destroy(error?: Error): this {
    if (this.#hasFailed || !isFailedWrite(error)) return super.destroy(error);
    this.#hasFailed = true;
    // The first turn may end before the sockets are polled again, the second one does not.
    setImmediate(() => setImmediate(() => super.destroy(error)));
    return this;
  }

  /** A stream that has erred drops what is pushed into it; these are the last words. */
  override push(chunk: unknown, encoding?: BufferEncoding): boolean {
    if (this.#hasFailed && chunk !== null) return this.emit('data', chunk);
    return super.push(chunk, encoding);
  }
}

function isFailedWrite(error: NodeJS.ErrnoException | undefined): boolean {
  return error?.syscall === 'write' && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}
