import type { Writable } from 'node:stream';

/**
 * Writes pieces as fast as they are read: what a reader has not taken yet would all be held. It ends early with a reader
 * that goes away.
 */
export async function writePieces(pieces: Iterable<string>, stream: Writable): Promise<void> {
  for (const piece of pieces) {
    if (stream.destroyed) return;
    if (!stream.write(piece)) await hasRoom(stream);
  }
}

async function hasRoom(stream: Writable): Promise<void> {
  await new Promise<void>((resolve) => {
    const go = () => {
      stream.off('drain', go);
      stream.off('close', go);
      resolve();
    };
    stream.on('drain', go);
    stream.on('close', go);
  });
}
