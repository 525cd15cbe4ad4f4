import { outbound } from './outbound.ts';

/** A key pair, and of a role's session also its token and its end. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}

export interface ClientOptions {
  /** In place of the SDK's own search for credentials: a fixed pair, or what gives one when it is wanted. */
  readonly credentials?: Session | (() => Promise<Session>);
  /** In place of the SDK's own, which honours AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_<SERVICE>. */
  readonly endpoint?: string;
}

/** A connection that is not there within this time is not coming: interface endpoints answer in milliseconds. */
const CONNECTION_TIMEOUT_MS = 1500;
/** DescribeGatewayInformation asks the appliance itself and takes seconds while its link is slow. */
const REQUEST_TIMEOUT_MS = 10_000;
/** The first attempt counts. */
const MAX_ATTEMPTS = 3;

/** How every client of ours asks: soon connected, soon given up, and tried again a few times by the SDK itself. */
export function clientSettings(region: string, options: ClientOptions = {}) {
  const { handler, credentials } = outbound();
  return {
    region,
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      // Without this the SDK only warns on the console and waits on.
      throwOnRequestTimeout: true,
      ...handler,
    },
    ...(credentials !== undefined && { credentials }),
    ...options,
  } as const;
}
