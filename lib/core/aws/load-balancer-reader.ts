/** Where one sort of log of a load balancer goes. */
export interface LogPlace {
  readonly enabled: boolean;
  readonly bucket: string;
  /** Without a final slash; empty where there is none. */
  readonly prefix: string;
}

/** An Application Load Balancer, where its logs go, and how its listeners treat client certificates. */
interface LoadBalancer {
  readonly arn: string;
  /** `app/name/id`, as it stands in logs and dimensions. */
  readonly name: string;
  readonly state: string;
  readonly connectionLogs: LogPlace;
  readonly healthCheckLogs: LogPlace;
  readonly listeners: readonly LoadBalancerListener[];
}

export interface LoadBalancerListener {
  readonly arn: string;
  readonly port: number;
  readonly protocol: string;
  /** `off`, `passthrough` or `verify`, as it came. */
  readonly mutualAuthentication: string;
  readonly ignoresExpiry: boolean;
  readonly trustStoreArn?: string | undefined;
  readonly sslPolicy?: string | undefined;
}

/**
 * Reads Application Load Balancers.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export interface LoadBalancerReader {
  /** By `app/name/id` or ARN; undefined where there is none. */
  readonly loadBalancer: (name: string, signal: AbortSignal) => Promise<LoadBalancer | undefined>;
}

/** The IAM actions behind each method. */
export const LOAD_BALANCER_READER_ACTIONS = {
  loadBalancer: [
    'elasticloadbalancing:DescribeLoadBalancers',
    'elasticloadbalancing:DescribeLoadBalancerAttributes',
    'elasticloadbalancing:DescribeListeners',
  ],
} as const satisfies Readonly<Record<keyof LoadBalancerReader, readonly string[]>>;

/** What a load balancer's listener trusts. */
export interface TrustStore {
  readonly arn: string;
  readonly name: string;
  /** PEM: the CA certificates. */
  readonly bundle: string;
  /** The revocation lists as they were uploaded. */
  readonly revocationLists: readonly Uint8Array[];
}

/** A trust store whose lists were only begun to be read: their dates stand before their entries. */
export interface TrustStoreOutline {
  readonly arn: string;
  readonly name: string;
  /** PEM: the CA certificates. */
  readonly bundle: string;
  readonly lists: readonly {
    readonly id: string;
    readonly entries: number;
    /** Of the whole upload; absent where nobody said. */
    readonly bytes?: number;
    /** Its first bytes, as they were uploaded. */
    readonly head: Uint8Array;
  }[];
}

/**
 * Reads trust stores with all they hold.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export interface TrustStoreReader {
  /** Undefined where there is no such trust store. */
  readonly trustStore: (arn: string, signal: AbortSignal) => Promise<TrustStore | undefined>;
  /** The same without the entries of the lists, which may be 1.5 GB. */
  readonly outline: (arn: string, signal: AbortSignal) => Promise<TrustStoreOutline | undefined>;
}

export const TRUST_STORE_READER_ACTIONS = {
  trustStore: [
    'elasticloadbalancing:DescribeTrustStores',
    'elasticloadbalancing:GetTrustStoreCaCertificatesBundle',
    'elasticloadbalancing:DescribeTrustStoreRevocations',
    'elasticloadbalancing:GetTrustStoreRevocationContent',
  ],
  outline: [
    'elasticloadbalancing:DescribeTrustStores',
    'elasticloadbalancing:GetTrustStoreCaCertificatesBundle',
    'elasticloadbalancing:DescribeTrustStoreRevocations',
    'elasticloadbalancing:GetTrustStoreRevocationContent',
  ],
} as const satisfies Readonly<Record<keyof TrustStoreReader, readonly string[]>>;
