import type { Tags } from './aws-object.ts';

/** One line of ListGateways. */
export interface GatewayListing {
  readonly id: string;
  readonly arn: string;
  readonly name?: string | undefined;
  /** `FILE_S3`, `FILE_FSX_SMB`, `CACHED`, `STORED`, `VTL` … */
  readonly type?: string | undefined;
  /** `ACTIVE`, `DISABLED`: what AWS last knew, not whether it is connected now. */
  readonly operationalState?: string | undefined;
  readonly softwareVersion?: string | undefined;
  readonly deprecationDate?: string | undefined;
  readonly ec2InstanceId?: string | undefined;
  readonly ec2InstanceRegion?: string | undefined;
  readonly hostEnvironment?: string | undefined;
}

/** What a connected gateway says of itself. */
export interface GatewayInformation extends GatewayListing {
  /** `RUNNING`, `OFFLINE`, `SHUTDOWN` … */
  readonly state?: string | undefined;
  readonly timezone?: string | undefined;
  /** IPv4 before IPv6. */
  readonly addresses: readonly string[];
  /** `STANDARD`, `FIPS` … */
  readonly endpointType?: string | undefined;
  /** The VPC endpoint's DNS name, where it was activated through one. */
  readonly vpcEndpoint?: string | undefined;
  readonly logGroupArn?: string | undefined;
  readonly lastSoftwareUpdate?: string | undefined;
  readonly nextUpdateAvailabilityDate?: string | undefined;
  readonly softwareUpdatesEndDate?: string | undefined;
  readonly tags: Tags;
}

/**
 * What came of asking for one gateway. `error-code` is AWS's own answer that it cannot speak for the
 * gateway: `GatewayNotConnected` when it is offline, `GatewayNotFound` …
 */
export type GatewayAnswer =
  | { readonly outcome: 'described'; readonly gateway: GatewayInformation }
  | { readonly outcome: 'error-code'; readonly errorCode: string; readonly message: string };

/** What a file gateway serves SMB with. */
export interface SmbSettings {
  /** The domain it joined, or tries to; absent where it never did. */
  readonly domain?: string | undefined;
  /** `JOINED`, `DETACHED`, `NETWORK_ERROR` …, as it came. */
  readonly directoryStatus?: string | undefined;
}

/** When updates may be applied, in the gateway's own time zone. */
export interface GatewayMaintenance {
  readonly hourOfDay?: number | undefined;
  readonly minuteOfHour?: number | undefined;
  /** 0 is Sunday. */
  readonly dayOfWeek?: number | undefined;
  readonly dayOfMonth?: number | undefined;
  /** `GMT+9:00` */
  readonly timezone?: string | undefined;
  /** `ALL_VERSIONS` | `EMERGENCY_VERSIONS_ONLY` */
  readonly automaticUpdatePolicy?: string | undefined;
}

/**
 * Reads Storage Gateway.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export interface StorageGatewayReader {
  /** Every gateway of the account in this Region. */
  readonly list: (signal: AbortSignal) => Promise<readonly GatewayListing[]>;
  readonly describe: (arn: string, signal: AbortSignal) => Promise<GatewayAnswer>;
  /** Undefined where AWS cannot say, because the gateway is offline. */
  readonly maintenance: (arn: string, signal: AbortSignal) => Promise<GatewayMaintenance | undefined>;
  /** Undefined where AWS cannot say, because the gateway is offline or serves no SMB. */
  readonly smbSettings: (arn: string, signal: AbortSignal) => Promise<SmbSettings | undefined>;
  /** The id of the newest image for a type of appliance (`FILE_S3`, `VTL` …); undefined for an unknown type. */
  readonly latestImage: (applianceType: string, signal: AbortSignal) => Promise<string | undefined>;
}
