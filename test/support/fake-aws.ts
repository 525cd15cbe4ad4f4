import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { NormalizedSchema } from '@smithy/core/schema';
import {
  accessDenied,
  FakeAwsError,
  FakeTransportFault,
  type TransportFault,
  throttled,
} from './aws-faults.ts';
import { keepForm } from './aws-forms.ts';
import { pageOf } from './aws-pages.ts';
import { type ClientOf, type ServiceName, schemaOf } from './aws-services.ts';
import {
  type Dialect,
  decodeForm,
  decodeJson,
  encodeJson,
  encodeXml,
  escapeXml,
  type Shape,
} from './aws-wire.ts';

/** What a command of the SDK was made with. */
type InputOf<C> = C extends new (...args: never) => { readonly input: infer I } ? I : never;
type Handlers<M> = {
  readonly [K in keyof M as K extends `${infer Operation}Command` ? Operation : never]?: Handler<
    InputOf<M[K]>
  >;
};

/**
 * Answers one operation with its output in the SDK's shape. The answer's type is open on purpose, so that a test
 * may give words that the SDK does not know; a misspelt *member* is refused at run time.
 */
type Handler<I> = (input: I, call: FakeCall) => object | Promise<object>;
export type FakeServices = { readonly [S in ServiceName]?: Handlers<ClientOf<S>> | undefined };

interface FakeCall {
  readonly service: string;
  readonly operation: string;
  readonly input: Shape;
  readonly dialect: Dialect;
  /** The SDK's or the CLI's own name for itself. */
  readonly userAgent: string;
  /** The Region it was signed for. */
  readonly region: string;
}

export interface FakeAwsOptions {
  /** Items a page holds at most, whatever the client asks for. */
  readonly pageSize?: number;
  /** Where everything without a handler goes, such as moto. Without it, such a call is an error and is kept in `unhandled`. */
  readonly forwardTo?: string;
  /** Actions (`ec2:DescribeVpcs`) that the caller's policy does not allow. */
  readonly deny?: readonly string[];
  /** Actions that answer this many times "slow down" before they answer. */
  readonly throttle?: Readonly<Record<string, number>>;
}

export interface FakeAws {
  readonly url: string;
  readonly calls: readonly FakeCall[];
  /** `service:Operation` of what no handler answered. */
  readonly unhandled: readonly string[];
  readonly close: () => Promise<void>;
}

const HTTP_UNAVAILABLE = 503;

/**
 * An AWS endpoint on loopback that speaks the real wire formats of EC2 (query in, XML out), of the AWS query
 * services and of the AWS JSON 1.x services, answered by handlers in the SDK's shape.
 */
async function startFakeAws(services: FakeServices, options: FakeAwsOptions = {}): Promise<FakeAws> {
  const calls: FakeCall[] = [];
  const unhandled: string[] = [];
  const throttlesLeft = new Map(Object.entries(options.throttle ?? {}));

  const server = createServer((req, res) => {
    answer(req, res).catch((error: unknown) => {
      res.writeHead(400).end(`fake-aws: ${error instanceof Error ? error.stack : String(error)}`);
    });
  });

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const sent = await buffer(req);
    const body = req.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
    const asked = readRequest(req, body);
    const schema = asked && (await schemaOf(asked.service, asked.operation));
    const handlers: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>> = services;
    const handler = asked && (handlers[asked.service]?.[asked.operation] as Handler<Shape> | undefined);
    if (asked === undefined || schema === undefined || handler === undefined) {
      const name = asked ? `${asked.service}:${asked.operation}` : `${req.method} ${req.url}`;
      if (options.forwardTo !== undefined) return forward(options.forwardTo, req, res, body);
      unhandled.push(name);
      return sendError(
        res,
        asked?.dialect ?? 'json',
        new FakeAwsError('InvalidAction', `no handler: ${name}`),
      );
    }
    const { service, operation, dialect } = asked;
    const { input: inputSchema, output: outputSchema } = schema;
    const input = asked.read(inputSchema);
    keepForm({ service, operation, input });
    const userAgent = req.headers['user-agent'] ?? '';
    const call = { service, operation, input, dialect, userAgent, region: asked.region };
    calls.push(call);
    try {
      const action = `${service}:${operation}`;
      if (options.deny?.includes(action)) throw accessDenied(action, dialect);
      const left = throttlesLeft.get(action) ?? 0;
      if (left > 0) {
        throttlesLeft.set(action, left - 1);
        throw throttled(dialect);
      }
      const whole = (await handler(input, call)) as Shape;
      const output = pageOf(inputSchema, outputSchema, input, whole, options.pageSize);
      sendOutput(res, operation, outputSchema, output, dialect);
    } catch (error) {
      if (error instanceof FakeTransportFault) return misbehave(res, error.fault);
      if (error instanceof FakeAwsError) return sendError(res, dialect, error);
      // The test's own mistake: a handler that crashed or a fixture that no schema knows.
      const message = error instanceof Error ? error.message : String(error);
      return sendError(res, dialect, new FakeAwsError('BadFixture', message));
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    unhandled,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The same, closed when the test ends. */
export async function fakeAws(
  t: Pick<TestContext, 'after'>,
  services: FakeServices,
  options?: FakeAwsOptions,
): Promise<FakeAws> {
  const fake = await startFakeAws(services, options);
  t.after(() => fake.close());
  return fake;
}

interface WireRequest {
  readonly region: string;
  readonly service: string;
  readonly operation: string;
  readonly dialect: Dialect;
  readonly read: (schema: NormalizedSchema) => Shape;
}

/** Which operation a request is: the signature's scope names the service, as it does for AWS. */
function readRequest(req: IncomingMessage, body: Buffer): WireRequest | undefined {
  const scope = /Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(
    req.headers.authorization ?? '',
  );
  const [, region, service] = scope ?? [];
  if (region === undefined || service === undefined) return undefined;
  const target = req.headers['x-amz-target'];
  if (typeof target === 'string') {
    const operation = target.slice(target.lastIndexOf('.') + 1);
    return {
      region,
      service,
      operation,
      dialect: 'json',
      read: (schema) => decodeJson(schema, JSON.parse(body.toString('utf8') || '{}')) as Shape,
    };
  }
  if (!(req.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) return undefined;
  const form = new URLSearchParams(body.toString('utf8'));
  const dialect = service === 'ec2' ? 'ec2' : 'query';
  return {
    region,
    service,
    operation: form.get('Action') ?? '',
    dialect,
    read: (schema) => decodeForm(schema, form, dialect),
  };
}

function sendOutput(
  res: ServerResponse,
  operation: string,
  schema: NormalizedSchema,
  output: Shape,
  dialect: Dialect,
): void {
  const requestId = randomUUID();
  // Written whole before the first byte goes out: a fixture that the schema refuses must end in an error answer.
  const xmlns = 'http://ec2.amazonaws.com/doc/2016-11-15/';
  const body =
    dialect === 'json'
      ? JSON.stringify(encodeJson(schema, output))
      : encodeXml(operation, schema, output, dialect, { requestId, xmlns });
  const type = dialect === 'json' ? 'application/x-amz-json-1.1' : 'text/xml;charset=UTF-8';
  res.writeHead(200, { 'content-type': type, 'x-amzn-requestid': requestId }).end(body);
}

function sendError(res: ServerResponse, dialect: Dialect, error: FakeAwsError): void {
  const requestId = randomUUID();
  if (dialect === 'json') {
    res.writeHead(error.status, {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-requestid': requestId,
    });
    res.end(JSON.stringify({ __type: error.code, message: error.message, ...error.members }));
    return;
  }
  const inner = `<Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message>`;
  res.writeHead(error.status, { 'content-type': 'text/xml;charset=UTF-8' });
  res.end(
    dialect === 'ec2'
      ? `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error>${inner}</Error></Errors><RequestID>${requestId}</RequestID></Response>`
      : `<ErrorResponse><Error><Type>Sender</Type>${inner}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
  );
}

/** The beginning of an answer, in any dialect. */
const BEGUN = '{"Items":[{"\n<Response><Items><';

/** Answers as no AWS does. */
export function misbehave(res: ServerResponse, fault: TransportFault): void {
  if (fault === 'hang') return;
  if (fault === 'cut') {
    res.destroy();
    return;
  }
  if (fault === 'half') {
    res.writeHead(200, { 'content-length': 2 * BEGUN.length }).write(BEGUN, () => res.destroy());
    return;
  }
  if (fault === 'garbled') {
    res.writeHead(200).end(BEGUN);
    return;
  }
  res
    .writeHead(HTTP_UNAVAILABLE, { 'content-type': 'text/html' })
    .end('<html><body>proxy error</body></html>');
}

function forward(to: string, req: IncomingMessage, res: ServerResponse, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const onward = request(
      new URL(req.url ?? '/', to),
      { method: req.method, headers: req.headers },
      (answer) => {
        res.writeHead(answer.statusCode ?? HTTP_UNAVAILABLE, answer.headers);
        answer.pipe(res).on('finish', resolve);
      },
    );
    onward.on('error', reject).end(body);
  });
}
