import { AwsRefusal } from '../core/errors.ts';

/**
 * Names AWS gives to "your policy does not allow it".
 * Source: EC2 API reference, "Error codes for the Amazon EC2 API"; "Common Error Types" of the JSON services.
 */
const DENIED =
  /^(AccessDenied|UnauthorizedOperation|Unauthorized|NotAuthorized|AuthFailure|OptInRequired|Blocked|UnrecognizedClient|InvalidClientTokenId|SignatureDoesNotMatch|IncompleteSignature|MissingAuthenticationToken|ExpiredToken|CredentialsProviderError|InvalidSignature)/;

/** Names of "too often". Source: as above; the SDK's own list is in `@smithy/core`, `isThrottlingError`. */
const THROTTLED =
  /Throttl|RequestLimitExceeded|ThroughputExceeded|TooManyRequests|BandwidthLimitExceeded|SlowDown|LimitExceededException$|PriorRequestNotComplete|EC2ThrottledException/;

/**
 * The one place where an error of the SDK becomes ours: what was refused, and by which kind of refusal.
 * Anything AWS did not answer at all (network, time-out, 5xx) is `unavailable`; an aborted request too.
 *
 * @param action - the IAM action that was tried, such as `ec2:DescribeVpcEndpoints`
 * @returns an `AwsRefusal` with the SDK's error as its cause; undefined for an answer that is about the question itself
 */
export function refusalOf(error: unknown, action: string): AwsRefusal | undefined {
  if (error instanceof AwsRefusal) return error;
  const name = errorName(error);
  if (DENIED.test(name)) return new AwsRefusal('access-denied', action, { cause: error });
  if (THROTTLED.test(name)) return new AwsRefusal('throttled', action, { cause: error });
  const status = httpStatus(error);
  if (status === undefined || status >= 500) return new AwsRefusal('unavailable', action, { cause: error });
  if (status === 403) return new AwsRefusal('access-denied', action, { cause: error });
  if (status === 429) return new AwsRefusal('throttled', action, { cause: error });
  return undefined;
}

/**
 * Asks AWS, and turns a refusal into an `AwsRefusal` that names the action.
 *
 * @throws {AwsRefusal} when AWS refused, throttled or did not answer
 * @throws the SDK's own error when AWS found fault with the question: that is our bug, or the reader's to understand
 */
export async function asking<T>(action: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw refusalOf(error, action) ?? error;
  }
}

/** The error's code as AWS spells it (`InvalidVpnConnectionID.NotFound`), or the class's name; empty for no error. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

function httpStatus(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
