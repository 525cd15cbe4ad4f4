import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** How a deployed function is set up; the names are those of the stack. */
export interface LocalFunction {
  readonly name: string;
  /** The folder of the unpacked artifact. */
  readonly root: string;
  /** `dist/watch/index.handler` */
  readonly handler: string;
  readonly timeoutMs: number;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface InvokeAnswer {
  /** `Unhandled` when the function broke off. */
  readonly functionError?: string;
  readonly payload: string;
}

/** One execution environment: a process with the real runtime interface client, and the Runtime API it speaks to. */
export interface LocalRuntime {
  readonly invoke: (payload: string) => Promise<InvokeAnswer>;
  /** Everything the function wrote, as CloudWatch Logs would get it. */
  readonly output: () => string;
  /** Its process, for tests of what it holds. */
  readonly pid: number;
  readonly close: () => Promise<void>;
}

const CLIENT = fileURLToPath(new URL('../../node_modules/aws-lambda-ric/index.mjs', import.meta.url));
const SHIM = fileURLToPath(new URL('./rapid-client.cjs', import.meta.url));

interface Pending {
  readonly id: string;
  readonly payload: string;
  readonly deadlineMs: number;
  readonly settle: (answer: InvokeAnswer) => void;
}

export async function startLocalRuntime(
  fn: LocalFunction,
  environment: Readonly<Record<string, string>>,
): Promise<LocalRuntime> {
  let current: Pending | undefined;
  let idle: ServerResponse | undefined;
  let output = '';
  let broken: InvokeAnswer | undefined;

  const settle = (answer: InvokeAnswer) => {
    current?.settle(answer);
    current = undefined;
  };
  const hand = () => {
    if (idle === undefined || current === undefined) return;
    const { id, payload, deadlineMs } = current;
    idle.writeHead(200, {
      'Content-Type': 'application/json',
      'Lambda-Runtime-Aws-Request-Id': id,
      'Lambda-Runtime-Deadline-Ms': String(deadlineMs),
      'Lambda-Runtime-Invoked-Function-Arn': `arn:aws:lambda:us-east-1:123456789012:function:${fn.name}`,
    });
    idle.end(payload);
    idle = undefined;
  };
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '').replace('/2018-06-01/runtime/', '');
    if (path === 'invocation/next') {
      idle = response;
      return hand();
    }
    const body = await text(request);
    response.writeHead(202).end('{}');
    if (path === 'init/error') broken = { functionError: 'Unhandled', payload: body };
    if (path.endsWith('/response')) settle({ payload: body });
    else settle({ functionError: 'Unhandled', payload: body });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const child: ChildProcess = spawn(process.execPath, ['--require', SHIM, CLIENT, fn.handler], {
    cwd: fn.root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      TZ: ':UTC',
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      _HANDLER: fn.handler,
      LAMBDA_TASK_ROOT: fn.root,
      AWS_LAMBDA_FUNCTION_NAME: fn.name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${fn.name}`,
      AWS_LAMBDA_LOG_STREAM_NAME: 'local',
      ...environment,
      ...fn.environment,
    },
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.once('exit', (code, signal) => {
    const errorMessage = `RequestId: ${current?.id} Error: Runtime exited with error: ${signal ?? `exit status ${code}`}`;
    broken ??= {
      functionError: 'Unhandled',
      payload: JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage }),
    };
    settle(broken);
  });

  return {
    output: () => output,
    pid: child.pid ?? 0,
    invoke: (payload) =>
      new Promise<InvokeAnswer>((resolve) => {
        if (broken !== undefined) return resolve(broken);
        const id = randomUUID();
        const limit = setTimeout(() => {
          const errorMessage = `RequestId: ${id} Error: Task timed out after ${(fn.timeoutMs / 1000).toFixed(2)} seconds`;
          broken = {
            functionError: 'Unhandled',
            payload: JSON.stringify({ errorType: 'Sandbox.Timedout', errorMessage }),
          };
          child.kill('SIGKILL');
        }, fn.timeoutMs);
        current = {
          id,
          payload,
          deadlineMs: Date.now() + fn.timeoutMs,
          settle: (answer) => {
            clearTimeout(limit);
            resolve(answer);
          },
        };
        hand();
      }),
    close: async () => {
      child.kill('SIGKILL');
      await exited;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
