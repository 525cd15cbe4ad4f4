import { ENDPOINT_TLS_PORTS, SUPPORT_CHANNEL } from '../../../lib/catalogue/storage-gateway.ts';
import type { Zone } from './name-server.ts';
import { SITE } from './site.ts';

export const REGION = 'ap-northeast-2';
/** The zone that AWS serves the names of VPC endpoints from. */
export const ENDPOINT_ZONE = `storagegateway.${REGION}.vpce.amazonaws.com`;
const LABEL = 'vpce-0123456789abcdef0-abcdefgh';
/** The endpoint's DNS name. */
export const ENDPOINT = `${LABEL}.${ENDPOINT_ZONE}`;
/** That zone with the endpoint in it. */
export const ENDPOINT_RECORDS: Zone = { [LABEL]: SITE.endpoint };

export const TLS_PORTS = ENDPOINT_TLS_PORTS.map(({ port }) => port);
export const SUPPORT_PORT = SUPPORT_CHANNEL.port;
