import type { KindTexts } from '../../core/runbook.ts';
import type { WebsocketReason } from './spec.ts';

export const texts: KindTexts<WebsocketReason> = {
  healthy: 'A request to upgrade to a WebSocket reaches the server.',
  reasons: {
    'websocket-upgrade-removed': {
      title: 'The request to upgrade to a WebSocket is removed',
      summary: '{host}:{port} answers {answer}: it got no request to upgrade (through: {path}).',
      meaning:
        'The connection and TLS work, but a device on the way forwards a plain request. Tunnels of EC2 Instance Connect do not open.',
      causes: [
        'A proxy or inspection device decrypts the traffic and drops the headers Upgrade and Connection.',
        'Its policy does not allow WebSockets.',
      ],
      steps: [
        'Repeat the request with the first command: 101 or a refusal of the server is right, 426 is not.',
        'Look at the issuer of the certificate with the second command: it names the device.',
        'Exempt {host} from decryption there, or allow WebSockets for it.',
      ],
    },
    'websocket-cut': {
      title: 'The connection is cut at the upgrade to a WebSocket',
      summary: 'After the request to upgrade, {host}:{port} ends the connection ({answer}, through: {path}).',
      meaning:
        'TLS works and the request is not answered in HTTP. Devices that do not know WebSockets end such connections.',
      causes: [
        'An inspection device ends what it cannot read.',
        'The proxy allows requests, and no long connections.',
        'The server behind the name is restarting.',
      ],
      steps: [
        'Repeat the request with the first command, and once from a network without the device.',
        'Look at the issuer of the certificate with the second command.',
        'Exempt {host} from inspection.',
      ],
    },
    'websocket-silent': {
      title: 'The request to upgrade to a WebSocket gets no answer',
      summary: '{host}:{port} does not answer the request to upgrade (through: {path}).',
      meaning: 'TLS works, and then nothing comes back. A client waits until its own time limit.',
      causes: [
        'An inspection device holds the request back.',
        'The device waits for a body or for the end of the connection.',
      ],
      steps: [
        'Repeat the request with the first command.',
        'Look at the issuer of the certificate with the second command.',
        'Exempt {host} from inspection.',
      ],
    },
    'websocket-proxy-answers': {
      title: 'A proxy answers the request to upgrade in the server’s place',
      summary: 'A proxy answers for {host}:{port}: {answer}, from {answeredBy} (through: {path}).',
      meaning:
        'Inside TLS only the server should speak. Here a proxy decrypts, answers by itself, and opens no WebSocket.',
      causes: [
        'A proxy that decrypts does not support WebSockets, or asks for a sign-in.',
        'A category or policy of the proxy blocks the host.',
      ],
      steps: [
        'Read the whole answer with the first command: its page says which policy.',
        'Exempt {host} from decryption, or allow WebSockets for it.',
      ],
    },
  },
};
