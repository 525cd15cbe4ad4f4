import type { GatewayType } from './gateway-types.ts';
import { partitionOf } from './regions.ts';

/** The endpoint families a gateway can be activated with. */
export const FAMILIES = ['standard', 'fips', 'dualstack'] as const;
export type Family = (typeof FAMILIES)[number];

/** A Storage Gateway service name and what it is for. */
interface ServiceRole {
  /** The name the documentation gives it, and the label in findings. */
  readonly role: string;
  /** First label of the standard family's name. */
  readonly standard: string;
  /** The whole first label of the dual-stack family's name. */
  readonly dualstack: string;
  /** The port of the same service on a VPC endpoint. */
  readonly endpointPort: number;
}

/**
 * Source: Storage Gateway User Guide, "Requirements" → "Networking and firewall requirements" (service
 * endpoints) and "Port requirements" (ports when a VPC endpoint is used), read 2026-11-21.
 */
const SERVICE_ROLES: readonly ServiceRole[] = [
  { role: 'storagegateway', standard: '', dualstack: 'storagegateway', endpointPort: 443 },
  { role: 'client-cp', standard: 'client-cp.', dualstack: 'controlplane-storagegateway', endpointPort: 1026 },
  { role: 'anon-cp', standard: 'anon-cp.', dualstack: 'activation-storagegateway', endpointPort: 1027 },
  { role: 'proxy-app', standard: 'proxy-app.', dualstack: 'proxy-storagegateway', endpointPort: 1028 },
  { role: 'dp-1', standard: 'dp-1.', dualstack: 'dataplane-storagegateway', endpointPort: 1031 },
];

/** The distribution that a gateway fetches its activation from, whatever the Region ("Requirements"). */
export const ACTIVATION_DISTRIBUTION = 'd4kdq0yaxexbo.cloudfront.net';

/**
 * The support channel of a VPC endpoint. The port table calls it SSH, the activation guide lists it among
 * the TLS checks ("Troubleshooting gateway activation"): both are accepted. It is needed only while AWS
 * Support is connected.
 */
export const SUPPORT_CHANNEL = { port: 2222, role: 'support-channel', protocols: ['ssh', 'tls'] } as const;

/** One name and port a gateway must reach. */
export interface ServiceEndpoint {
  readonly host: string;
  readonly port: number;
  readonly role: string;
}

/** The public names of a Region that a gateway of this family needs, all on 443. */
export function publicEndpoints(region: string, family: Family): readonly ServiceEndpoint[] {
  const names = SERVICE_ROLES.map((service) => ({
    host: serviceName(service, region, family),
    port: 443,
    role: service.role,
  }));
  return [...names, { host: ACTIVATION_DISTRIBUTION, port: 443, role: 'activation' }];
}

/** The ports of a Storage Gateway VPC endpoint that carry TLS. */
export const ENDPOINT_TLS_PORTS: readonly { readonly port: number; readonly role: string }[] =
  SERVICE_ROLES.map(({ endpointPort, role }) => ({ port: endpointPort, role }));

/**
 * Names of which a certificate on a VPC endpoint may carry any: the guides show different leaf names for
 * the same port ("Troubleshooting gateway activation").
 */
export function endpointCertificateNames(region: string): readonly string[] {
  return SERVICE_ROLES.flatMap((service) => FAMILIES.map((family) => serviceName(service, region, family)));
}

function serviceName(service: ServiceRole, region: string, family: Family): string {
  const partition = partitionOf(region);
  const suffix = partition?.dnsSuffix ?? 'amazonaws.com';
  switch (family) {
    case 'standard':
      return `${service.standard}storagegateway.${region}.${suffix}`;
    case 'fips':
      return `${service.standard}storagegateway-fips.${region}.${suffix}`;
    case 'dualstack':
      return `${service.dualstack}.${region}.${partition?.dualStackDnsSuffix ?? 'api.aws'}`;
  }
}

/**
 * Of a VPC endpoint's DNS names the one that leads to all its zones: AWS lists it first, and names of one
 * zone carry the zone between the endpoint's id and the service
 * (`vpce-0123-abcd-us-east-1a.storagegateway.us-east-1.vpce.amazonaws.com`; PrivateLink Guide,
 * "Access an AWS service using an interface VPC endpoint").
 */
export function nameWithoutZone(names: readonly string[]): string | undefined {
  return names.find((name) => !/^vpce-[0-9a-z-]+-[a-z]{2,}(-[a-z]+)+-\d[a-z]\./.test(name)) ?? names[0];
}

/** EC2 lists an endpoint for a while after it was deleted ("Delete an interface endpoint"). */
const GOING = new Set(['deleting', 'deleted']);

/**
 * Whether a VPC endpoint is one of Storage Gateway that is there to stay. Its service is called
 * `com.amazonaws.<region>.storagegateway`, with `-fips` in some Regions and a prefix in some partitions ("AWS services
 * that integrate with AWS PrivateLink").
 */
export function isStorageGatewayEndpoint({
  serviceName,
  state,
}: {
  readonly serviceName: string;
  readonly state: string;
}): boolean {
  return /\.storagegateway(-fips)?$/.test(serviceName) && !GOING.has(state);
}

/** What its clients speak with a gateway. */
export const CLIENT_PROTOCOLS = ['nfs', 'smb', 'iscsi'] as const;
export type ClientProtocol = (typeof CLIENT_PROTOCOLS)[number];

/** A port that clients of an activated gateway use. */
export interface ApplianceService {
  readonly port: number;
  readonly serves: string;
  readonly protocol: ClientProtocol;
  /** What says hello there; none where only an open port can be shown. */
  readonly hello?: string;
  /** Needed by every client of the protocol, not only by those of an old version. */
  readonly required: boolean;
}

/**
 * Source: Storage Gateway User Guide, "Requirements" → "Port requirements", rows from file clients and iSCSI initiators
 * to the gateway, read 2026-11-21: 111 and 20048 serve NFSv3 only, 139 NetBIOS sessions of old SMB clients.
 */
export const APPLIANCE_SERVICES: readonly ApplianceService[] = [
  { port: 111, serves: 'portmapper (NFSv3)', protocol: 'nfs', hello: 'portmapper', required: false },
  { port: 2049, serves: 'NFS', protocol: 'nfs', hello: 'nfs', required: true },
  { port: 20048, serves: 'mountd (NFSv3)', protocol: 'nfs', hello: 'mountd', required: false },
  { port: 139, serves: 'NetBIOS session (old SMB clients)', protocol: 'smb', required: false },
  { port: 445, serves: 'SMB', protocol: 'smb', hello: 'smb2', required: true },
  { port: 3260, serves: 'iSCSI', protocol: 'iscsi', hello: 'iscsi', required: true },
];

/** Source: as above; FSx File Gateway serves SMB only, volume and tape gateways iSCSI only. */
export const PROTOCOLS_OF_TYPE: Readonly<Record<GatewayType, readonly ClientProtocol[]>> = {
  'file-s3': ['nfs', 'smb'],
  'file-fsx': ['smb'],
  volume: ['iscsi'],
  tape: ['iscsi'],
};

/** Open only until the gateway is activated ("Requirements" → "Port requirements"). */
export const ACTIVATION_PORT = 80;
