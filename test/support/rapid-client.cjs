'use strict';
/**
 * Stands in for `rapid-client.node`, the native part of aws-lambda-ric, which wants a compiler: the same three calls
 * to the Runtime API, by node:http. Load it with `--require`.
 * Source: aws-lambda-ric, src/native/rapid-client.cc; Lambda Developer Guide, "Runtime API".
 */
const http = require('node:http');
const Module = require('node:module');

const [hostname, port] = (process.env.AWS_LAMBDA_RUNTIME_API ?? '').split(':');
// One connection: the answer to a question is on its way before the next question is asked.
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

function call(method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { hostname, port, agent, method, path: `/2018-06-01/runtime/${path}`, headers },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ bodyJson: Buffer.concat(chunks).toString('utf8'), headers: response.headers }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

// The native calls block until the answer was taken; the next to ask waits for it here.
let posted = Promise.resolve();
const post = (path, body, headers) => {
  posted = posted.then(() => call('POST', path, body, { 'Content-Type': 'application/json', ...headers }));
};

const nativeClient = {
  next: async () => {
    await posted;
    return await call('GET', 'invocation/next');
  },
  done: (id, body) => post(`invocation/${id}/response`, body, {}),
  error: (id, body, xray) =>
    post(`invocation/${id}/error`, body, { 'Lambda-Runtime-Function-XRay-Error-Cause': xray }),
};

const load = Module._load;
Module._load = function loadOrStandIn(name, ...rest) {
  return name === './rapid-client.node' ? nativeClient : load.call(this, name, ...rest);
};
