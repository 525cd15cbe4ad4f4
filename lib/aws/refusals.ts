import { AwsRefusal, GatewatchError } from '../core/errors.ts';
import { boundedText } from '../core/text.ts';

/**
 * Names AWS gives to "your policy does not allow it".
 * Source: EC2 API reference, "Error codes for the Amazon EC2 API"; "Common Error Types" of the JSON services.
 */
const DENIED =
  /^(AccessDenied|UnauthorizedOperation|Unauthorized|NotAuthorized|AuthFailure|OptInRequired|Blocked|UnrecognizedClient|InvalidClientTokenId|SignatureDoesNotMatch|IncompleteSignature|MissingAuthenticationToken|InvalidSignature)/;

/**
 * The caller has no credentials, or expired ones: no policy has been evaluated yet. The first two are the SDK's own
 * ("Set credentials in Node.js", AWS SDK for JavaScript), the last AWS' ("Common Error Types").
 */
const NO_CREDENTIALS = /^(CredentialsProviderError|TokenProviderError|ExpiredToken)/;

/** Names of "too often". Source: as above; the SDK's own list is in `@smithy/core`, `isThrottlingError`. */
const THROTTLED =
  /Throttl|RequestLimitExceeded|ThroughputExceeded|TooManyRequests|BandwidthLimitExceeded|SlowDown|LimitExceededException$|PriorRequestNotComplete|EC2ThrottledException/;

/**
 * The one place where an error of the SDK becomes ours: what was refused, and by which kind of refusal.
 * Anything AWS did not answer at all (network, time-out, 5xx, an answer that cannot be read) is `unavailable`; an aborted
 * request too.
 *
 * @param action - the IAM action that was tried, such as `ec2:DescribeVpcEndpoints`
 * @returns `no-credentials` where the call had no credentials; otherwise an `AwsRefusal` with the SDK's error as its cause; undefined for an answer that is about the question itself
 */
export function refusalOf(error: unknown, action: string): AwsRefusal | GatewatchError | undefined {
  if (error instanceof AwsRefusal) return error;
  const name = errorName(error);
  if (NO_CREDENTIALS.test(name)) return noCredentials(error, action);
  if (DENIED.test(name)) return new AwsRefusal('access-denied', action, { cause: error });
  if (THROTTLED.test(name)) return new AwsRefusal('throttled', action, { cause: error });
  const status = httpStatus(error);
  // A 200 that is an error could not be read: it is no answer of AWS.
  if (status === undefined || status >= 500 || status < 300)
    return new AwsRefusal('unavailable', action, { cause: error, answer: describeNoAnswer(error, status) });
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

function noCredentials(error: unknown, action: string): GatewatchError {
  const words = error instanceof Error ? boundedText(error.message, 200) : 'none found';
  return new GatewatchError(
    'no-credentials',
    `${action}: no valid AWS credentials here. Set AWS_PROFILE, or run \`aws sso login\` (AWS SDK: ${words})`,
    { cause: error },
  );
}

/** `HTTP 503 ServiceUnavailable`; `ECONNREFUSED` or `TimeoutError` where no answer came. */
function describeNoAnswer(error: unknown, status: number | undefined): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : errorName(error);
  const words = status === undefined ? code : `HTTP ${status} ${errorName(error)}`;
  return boundedText(words.trim() || 'no answer', 80);
}

function httpStatus(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('$metadata' in error)) return undefined;
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
