import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { websocketServer } from '../../support/websocket-server.ts';

/** Run in a namespace: serves WebSockets with the certificate of a folder and at the port that it is told. */
const [, , folder = '.', port] = process.argv;
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
websocketServer({ cert: read('chain.pem'), key: read('key.pem') }).listen(Number(port), '0.0.0.0');
