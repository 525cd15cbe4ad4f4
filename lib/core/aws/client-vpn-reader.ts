import type { Tags } from './aws-object.ts';

export interface ClientVpnEndpoint {
  readonly id: string;
  /** `pending-associate` | `available` | `deleting` | `deleted` | `pending`, as it came. */
  readonly state: string;
  readonly stateMessage?: string | undefined;
  readonly dnsName?: string | undefined;
  /** `udp` | `tcp` */
  readonly transport?: string | undefined;
  readonly port?: number | undefined;
  readonly clientCidr?: string | undefined;
  readonly serverCertificateArn?: string | undefined;
  readonly vpcId?: string | undefined;
  readonly securityGroupIds: readonly string[];
  readonly splitTunnel: boolean;
  readonly transitGatewayId?: string | undefined;
  readonly tags: Tags;
}

/** A subnet the endpoint is in. */
export interface ClientVpnAssociation {
  readonly id: string;
  readonly subnetId?: string | undefined;
  readonly vpcId?: string | undefined;
  /** `associating` | `associated` | `association-failed` | `disassociating` | `disassociated`, as it came. */
  readonly state: string;
  readonly stateMessage?: string | undefined;
}

export interface ClientVpnAuthorisation {
  readonly destination: string;
  readonly groupId?: string | undefined;
  readonly everybody: boolean;
  /** `authorizing` | `active` | `failed` | `revoking`, as it came. */
  readonly state: string;
  readonly stateMessage?: string | undefined;
}

export interface ClientVpnRoute {
  readonly destination: string;
  readonly subnetId?: string | undefined;
  /** `creating` | `active` | `failed` | `deleting`, as it came. */
  readonly state: string;
}

/**
 * Reads Client VPN.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export interface ClientVpnReader {
  readonly endpoint: (id: string, signal: AbortSignal) => Promise<ClientVpnEndpoint | undefined>;
  readonly endpoints: (signal: AbortSignal) => Promise<readonly ClientVpnEndpoint[]>;
  readonly associations: (id: string, signal: AbortSignal) => Promise<readonly ClientVpnAssociation[]>;
  readonly authorisations: (id: string, signal: AbortSignal) => Promise<readonly ClientVpnAuthorisation[]>;
  readonly routes: (id: string, signal: AbortSignal) => Promise<readonly ClientVpnRoute[]>;
}
