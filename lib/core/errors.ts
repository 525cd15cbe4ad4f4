/** One mistake in something a person wrote: where it is, what it says, what was expected. */
export interface ConfigIssue {
  /** Dotted path, such as `vantages[0].targets[2].address`; the flag's name for the command line. */
  readonly path: string;
  readonly message: string;
  /** 1-based position in the file, where there is one. */
  readonly line?: number;
  readonly column?: number;
}

export type ErrorCode =
  | 'bad-usage'
  | 'bad-config'
  | 'bad-event'
  | 'malformed-bytes'
  | 'access-denied'
  | 'throttled'
  | 'unavailable'
  | 'no-credentials';

/** The root of every error of our own. Match on `code`, never on the message. */
export class GatewatchError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'GatewatchError';
    this.code = code;
  }
}

/** A file, an event or a command line that cannot be used. It carries every fault, not the first one. */
export class InputError extends GatewatchError {
  readonly faults: readonly ConfigIssue[];
  constructor(
    code: 'bad-usage' | 'bad-config' | 'bad-event',
    faults: readonly ConfigIssue[],
    source?: string,
  ) {
    super(code, faults.map((fault) => describeIssue(fault, source)).join('\n'));
    this.name = 'InputError';
    this.faults = faults;
  }
}

/** One thing on a command line that cannot be used. */
export function badUsage(path: string, message: string): InputError {
  return new InputError('bad-usage', [{ path, message }]);
}

/** AWS refused or could not answer. `action` is the IAM action that was tried, such as `ec2:DescribeVpcEndpoints`. */
export class AwsRefusal extends GatewatchError {
  declare readonly code: 'access-denied' | 'throttled' | 'unavailable';
  readonly action: string;
  /** What came in place of an answer: `HTTP 503 ServiceUnavailable`, or the system's error where nothing came. */
  readonly answer: string;
  constructor(
    code: 'access-denied' | 'throttled' | 'unavailable',
    action: string,
    options: ErrorOptions & { readonly answer?: string } = {},
  ) {
    const { answer } = options;
    super(code, `${action}: ${code}${answer === undefined ? '' : ` (${answer})`}`, options);
    this.name = 'AwsRefusal';
    this.action = action;
    this.answer = answer ?? code;
  }
}

/** `vantages[0].targets[2].address` */
export function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}

/** One line for a person: `gatewatch.yaml:7:12 vantages[0].name: expected …, got …`. */
export function describeIssue(fault: ConfigIssue, source?: string): string {
  const position =
    fault.line === undefined ? '' : `:${fault.line}${fault.column === undefined ? '' : `:${fault.column}`}`;
  const where = source === undefined ? '' : `${source}${position} `;
  return `${where}${fault.path === '' ? '' : `${fault.path}: `}${fault.message}`;
}

/** This place may not, or cannot, connect to any address of a host: that says nothing of the host. */
export class NotReachableFromHere extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NotReachableFromHere';
  }
}
