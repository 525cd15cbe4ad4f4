import type { KindRemedies } from '../../core/runbook.ts';
import type { WebsocketReason } from './spec.ts';

const GUIDE = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide';
const CONNECT = `${GUIDE}/connect-using-eice.html`;
const RFC = 'https://www.rfc-editor.org/rfc/rfc6455#section-4.1';

const UPGRADE =
  '-sS -o /dev/null -D - --max-time 5 --http1.1 -H "Connection: Upgrade" -H "Upgrade: websocket" -H "Sec-WebSocket-Version: 13" -H "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==" https://{host}:{port}/';
const DIRECT = `curl ${UPGRADE}`;
const THROUGH = `curl --proxy http://{proxyHost}:{proxyPort} ${UPGRADE}`;
const ISSUER = 'openssl s_client -connect {host}:{port} -servername {host} -showcerts </dev/null';
const ISSUER_THROUGH =
  'openssl s_client -proxy {proxyHost}:{proxyPort} -connect {host}:{port} -servername {host} -showcerts </dev/null';

const remedy = {
  commands: [DIRECT, ISSUER],
  links: [CONNECT, RFC],
  variants: { proxy: { commands: [THROUGH, ISSUER_THROUGH, DIRECT] } },
};

export const remedies: KindRemedies<WebsocketReason> = {
  'websocket-upgrade-removed': remedy,
  'websocket-cut': remedy,
  'websocket-silent': remedy,
  'websocket-proxy-answers': remedy,
};
