import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import type { TransportFault } from './aws-faults.ts';
import { misbehave } from './fake-aws.ts';
import {
  type InvokeAnswer,
  type LocalFunction,
  type LocalRuntime,
  startLocalRuntime,
} from './local-runtime.ts';

/** An answer of the Invoke API in place of the function's. */
export type InvokeFault =
  | {
      readonly status: number;
      /** `ResourceNotReadyException` … */
      readonly code: string;
      readonly message: string;
    }
  | { readonly transport: TransportFault };

export interface LocalLambda {
  /** The Invoke API, for `AWS_ENDPOINT_URL_LAMBDA` or a client's `endpoint`. */
  readonly url: string;
  readonly invoke: (name: string, event: unknown) => Promise<InvokeAnswer>;
  /** The next invocations of a function meet these faults, one each, in order. */
  readonly failNext: (name: string, faults: readonly InvokeFault[]) => void;
  /** What a function's environments wrote. */
  readonly output: (name: string) => string;
  /** How many invocations a function had, refused ones included. */
  readonly invocations: (name: string) => number;
  /** The processes of a function's environments. */
  readonly pids: (name: string) => readonly number[];
}

export interface LocalLambdaOptions {
  readonly functions: readonly LocalFunction[];
  /** For every function: endpoints of other stand-ins, made-up credentials. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Nothing real: a signature needs some key, and no request leaves the machine. */
const CREDENTIALS = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'local',
};

/**
 * Lambda on loopback: the Invoke API in front of environments that run the real runtime interface client. As in AWS, an
 * environment takes one invocation at a time, and another one is started when all are busy. Closed with the test.
 */
export async function startLocalLambda(
  t: Pick<TestContext, 'after'>,
  options: LocalLambdaOptions,
): Promise<LocalLambda> {
  const functions = new Map(options.functions.map((fn) => [fn.name, fn]));
  const environments = new Map<string, LocalRuntime[]>();
  const free = new Map<string, LocalRuntime[]>();
  const faults = new Map<string, InvokeFault[]>();
  const counts = new Map<string, number>();

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  t.after(async () => {
    await Promise.all([...environments.values()].flat().map((runtime) => runtime.close()));
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function run(fn: LocalFunction, payload: string): Promise<InvokeAnswer> {
    const idle = free.get(fn.name) ?? [];
    free.set(fn.name, idle);
    let runtime = idle.pop();
    if (runtime === undefined) {
      runtime = await startLocalRuntime(fn, {
        ...CREDENTIALS,
        AWS_ENDPOINT_URL_LAMBDA: url,
        ...options.environment,
      });
      environments.set(fn.name, [...(environments.get(fn.name) ?? []), runtime]);
    }
    const answered = await runtime.invoke(payload);
    if (answered.functionError === undefined) idle.push(runtime);
    return answered;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const name = /^\/2015-03-31\/functions\/([^/]+)\/invocations/.exec(request.url ?? '')?.[1] ?? '';
    const payload = await text(request);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    const fn = functions.get(name);
    const fault =
      fn === undefined
        ? { status: 404, code: 'ResourceNotFoundException', message: `Function not found: ${name}` }
        : faults.get(name)?.shift();
    if (fault !== undefined && 'transport' in fault) return misbehave(response, fault.transport);
    if (fn === undefined || fault !== undefined) {
      response.writeHead(fault?.status ?? 500, { 'x-amzn-errortype': fault?.code ?? '' });
      response.end(JSON.stringify({ Type: 'User', Message: fault?.message }));
      return;
    }
    const answered = await run(fn, payload);
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'X-Amz-Executed-Version': '$LATEST',
      ...(answered.functionError !== undefined && { 'X-Amz-Function-Error': answered.functionError }),
    });
    response.end(answered.payload);
  }

  return {
    url,
    invoke: async (name, event) => {
      const fn = functions.get(name);
      if (fn === undefined) throw new Error(`no function ${name}`);
      return await run(fn, JSON.stringify(event));
    },
    failNext: (name, next) => faults.set(name, [...next]),
    output: (name) => (environments.get(name) ?? []).map((runtime) => runtime.output()).join(''),
    invocations: (name) => counts.get(name) ?? 0,
    pids: (name) => (environments.get(name) ?? []).map(({ pid }) => pid),
  };
}
