/** The types of a gateway, as gatewatch.yaml writes them. */
export const GATEWAY_TYPES = ['file-s3', 'file-fsx', 'volume', 'tape'] as const;
export type GatewayType = (typeof GATEWAY_TYPES)[number];

/** What AWS calls a type, and since when its software is looked after. */
export interface GatewayTypeFacts {
  /** `GatewayType` of the API. */
  readonly apiTypes: readonly string[];
  /** Names under `/aws/service/storagegateway/ami/<name>/latest`. */
  readonly images: readonly string[];
  /** First digit of the first software version on Amazon Linux 2023; undefined where AWS names none. */
  readonly supportedMajor?: number;
}

/**
 * Sources: Storage Gateway API reference, "ActivateGateway" (GatewayType); User Guides, "Deploy a default Amazon EC2
 * host" (public parameters; FSx: `FILE_FSX`); "Release notes" of the S3 File, Volume and Tape Gateway guides
 * (Amazon Linux 2023 lines 2.x, 3.x, 3.x). Read 2026-11-21.
 */
export const GATEWAY_TYPE_FACTS: Readonly<Record<GatewayType, GatewayTypeFacts>> = {
  'file-s3': { apiTypes: ['FILE_S3'], images: ['FILE_S3'], supportedMajor: 2 },
  'file-fsx': { apiTypes: ['FILE_FSX_SMB'], images: ['FILE_FSX'] },
  volume: { apiTypes: ['CACHED', 'STORED'], images: ['CACHED', 'STORED'], supportedMajor: 3 },
  tape: { apiTypes: ['VTL'], images: ['VTL'], supportedMajor: 3 },
};

/**
 * The day appliances on Amazon Linux 2 lost support: S3 File Gateway 1.x, Volume and Tape Gateway 2.x. They cannot
 * be upgraded in place. Source: as above, "required to complete the migration before June 30, 2026".
 */
export const AMAZON_LINUX_2_END = '2026-06-30';

/**
 * The type that an image was made for, by its name: `aws-storage-gateway-FILE_S3-2.1.4`. Undefined where the name does
 * not tell: volume and tape gateways share images.
 *
 * Source: "Deploy Storage Gateway on VMware" of the AWS Terraform module for Storage Gateway ("Storage Gateway machine
 * images use the following naming convention"), read 2026-11-30.
 */
export function gatewayTypeOfImage(name: string | undefined): GatewayType | undefined {
  const word = /^aws-storage-gateway-(FILE_[A-Z0-9]+)/.exec(name ?? '')?.[1];
  return GATEWAY_TYPES.find((type) => word !== undefined && GATEWAY_TYPE_FACTS[type].images.includes(word));
}

/** The type of gatewatch.yaml that the API's word means; undefined for a new one. */
export function gatewayTypeOf(apiType: string | undefined): GatewayType | undefined {
  return GATEWAY_TYPES.find((type) =>
    GATEWAY_TYPE_FACTS[type].apiTypes.includes(apiType?.toUpperCase() ?? ''),
  );
}
