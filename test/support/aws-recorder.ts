import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { gunzipSync } from 'node:zlib';

/** A call of the AWS API, by its signer. */
export interface RecordedCall {
  /** The access key id of the signature: the stand-ins give each function one of its own. */
  readonly caller: string;
  /** As it signs: `monitoring`, `dynamodb` … */
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly status: number;
}

export interface AwsRecorder {
  readonly url: string;
  readonly calls: readonly RecordedCall[];
}

/**
 * Stands between functions and the emulators of AWS, passes every call on, and keeps who asked for what.
 *
 * @param routeOf - where a service is; asked anew for each call
 */
export async function recordAws(
  t: Pick<TestContext, 'after'>,
  routeOf: (service: string) => string,
): Promise<AwsRecorder> {
  const calls: RecordedCall[] = [];
  const server = createServer((req, res) => {
    pass(req, res).catch((error: unknown) => res.writeHead(502).end(`aws-recorder: ${String(error)}`));
  });

  async function pass(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const sent = await buffer(req);
    // moto reads no compressed requests.
    const plain = req.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
    const scope = /Credential=([^/]+)\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(
      req.headers.authorization ?? '',
    );
    const [, caller, service] = scope ?? [];
    if (caller === undefined || service === undefined) throw new Error(`unsigned: ${req.method} ${req.url}`);
    const asked = operationOf(req, plain);
    const body = asForMoto(asked, plain);
    const headers = { ...req.headers, 'content-length': String(body.length) };
    delete headers['content-encoding'];
    const target = new URL(req.url ?? '/', routeOf(service));
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const onward = request(target, { method: req.method, headers }, resolve).on('error', reject);
      onward.end(body);
    });
    const answered = await buffer(answer);
    const status = answer.statusCode ?? 0;
    calls.push({ caller, service, ...asked, status });
    res.writeHead(status, answer.headers).end(answered);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls };
}

/** moto knows a log group by the older parameter only. */
function asForMoto({ operation, input }: Pick<RecordedCall, 'operation' | 'input'>, body: Buffer): Buffer {
  const { logGroupIdentifier, ...rest } = input;
  if (operation !== 'FilterLogEvents' || typeof logGroupIdentifier !== 'string') return body;
  return Buffer.from(JSON.stringify({ ...rest, logGroupName: logGroupIdentifier }));
}

/** What is asked: AWS JSON names it in a header, AWS query in the form, REST in the path. */
function operationOf(req: IncomingMessage, body: Buffer): Pick<RecordedCall, 'operation' | 'input'> {
  const target = req.headers['x-amz-target'];
  const text = body.toString('utf8');
  if (typeof target === 'string')
    return { operation: target.slice(target.lastIndexOf('.') + 1), input: JSON.parse(text || '{}') };
  const form = new URLSearchParams(text);
  const action = form.get('Action');
  if (action !== null) return { operation: action, input: Object.fromEntries(form) };
  const [, name] = /^\/2015-03-31\/functions\/([^/]+)\/invocations/.exec(req.url ?? '') ?? [];
  if (name !== undefined) return { operation: 'Invoke', input: { FunctionName: decodeURIComponent(name) } };
  const object = s3Object(req);
  if (object !== undefined) return { operation: 'GetObject', input: object };
  throw new Error(`an operation the recorder does not know: ${req.method} ${req.url}`);
}

/** An object of S3, named path style; the SDK says in the query what it is about. */
function s3Object({ method, url = '/' }: IncomingMessage): Readonly<Record<string, string>> | undefined {
  const { pathname, searchParams } = new URL(url, 'http://s3');
  if (method !== 'GET' || searchParams.get('x-id') !== 'GetObject') return undefined;
  const [, Bucket = '', ...key] = decodeURIComponent(pathname).split('/');
  return { Bucket, Key: key.join('/') };
}
