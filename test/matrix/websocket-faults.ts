import type { TestContext } from 'node:test';
import { askHere } from '../lab/support/ask-here.ts';
import { serveWebSocket, type WebSocketManners } from '../support/websocket-server.ts';
import type { Fault, Faults } from './fault.ts';

/** Faults on the way of a WebSocket, planted in its server on loopback. */

function served(manners: WebSocketManners): Fault['see'] {
  return async (t: TestContext) => {
    const { host, port } = await serveWebSocket(t, ['localhost'], manners);
    const question = { kind: 'websocket', host, port, timeoutMs: 1500 };
    return (await askHere([question])).findings;
  };
}

export const WEBSOCKET_FAULTS: Faults = {
  'upgrade-taken-out': {
    planted: 'a device takes the headers Upgrade and Connection out',
    see: served('sees-no-upgrade'),
    expected: ['websocket failed websocket-upgrade-removed critical at 127.0.0.1:PORT'],
  },
  'upgrade-cut': {
    planted: 'the connection ends at the request to upgrade',
    see: served('cuts'),
    expected: ['websocket failed websocket-cut critical at 127.0.0.1:PORT'],
  },
  'upgrade-unanswered': {
    planted: 'nothing answers the request to upgrade',
    see: served('says-nothing'),
    expected: ['websocket failed websocket-silent critical at 127.0.0.1:PORT'],
  },
  'proxy-speaks-for-the-server': {
    planted: 'a proxy that decrypts answers 403 by itself',
    see: served('proxy-answers'),
    expected: ['websocket failed websocket-proxy-answers critical at 127.0.0.1:PORT'],
  },
  'server-wants-credentials': {
    planted: 'the server itself answers 403',
    see: served('refuses'),
    expected: [],
  },
};
