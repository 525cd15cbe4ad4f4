import type { Dialect } from './aws-wire.ts';

/** Thrown by a handler: AWS's error answer, with the code spelt as this service's protocol spells it. */
export class FakeAwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** Members of the error's own shape, such as `error` of InvalidGatewayRequestException. */
  readonly members: Readonly<Record<string, unknown>>;
  constructor(code: string, message: string, status = 400, members: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.members = members;
  }
}

/** `half`: the answer ends in its middle, and so does the connection. `garbled`: it is whole, and nothing that can be read. */
export type TransportFault = 'hang' | 'cut' | 'proxy-page' | 'half' | 'garbled';

/** Thrown by a handler: the answer is no answer of AWS. */
export class FakeTransportFault extends Error {
  readonly fault: TransportFault;
  constructor(fault: TransportFault) {
    super(fault);
    this.fault = fault;
  }
}

/**
 * The caller's policy does not allow the action.
 * Source: EC2 API reference, "Error codes" (UnauthorizedOperation); AWS JSON services' "Common errors" (AccessDeniedException).
 */
export function accessDenied(action: string, dialect: Dialect): FakeAwsError {
  const who = 'User: arn:aws:sts::123456789012:assumed-role/gatewatch-watch/gatewatch is not authorized';
  const because = 'because no identity-based policy allows the action';
  return dialect === 'ec2'
    ? new FakeAwsError(
        'UnauthorizedOperation',
        `You are not authorized to perform this operation. ${who} to perform: ${action} ${because}`,
        403,
      )
    : new FakeAwsError(
        dialect === 'query' ? 'AccessDenied' : 'AccessDeniedException',
        `${who} to perform: ${action} ${because}`,
        dialect === 'query' ? 403 : 400,
      );
}

/** Too many calls. Source: EC2 API reference, "Error codes" (RequestLimitExceeded); "Common errors" (ThrottlingException). */
export function throttled(dialect: Dialect): FakeAwsError {
  if (dialect === 'ec2') return new FakeAwsError('RequestLimitExceeded', 'Request limit exceeded.', 503);
  return new FakeAwsError(dialect === 'query' ? 'Throttling' : 'ThrottlingException', 'Rate exceeded', 400);
}

/**
 * What Storage Gateway answers when it cannot speak for a gateway: the reason stands in `error.errorCode`.
 * Source: Storage Gateway API reference, "InvalidGatewayRequestException" and "StorageGatewayError".
 */
export function invalidGatewayRequest(errorCode: string, message = errorCode): FakeAwsError {
  return new FakeAwsError('InvalidGatewayRequestException', message, 400, {
    error: { errorCode, errorDetails: {} },
  });
}
