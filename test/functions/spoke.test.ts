import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import type { Report } from '../../lib/core/report.ts';
import { accessDenied } from '../support/aws-faults.ts';
import { PROBE, startLocalStack, WATCH } from '../support/local-stack.ts';
import { openPort } from '../support/loopback-ports.ts';

/** The deployed bundle of `watch` as the hub, and the bundle of the probe in another account, which only its own session may call. */

const SESSION = {
  AccessKeyId: 'ASIAOFTHESPOKE',
  SecretAccessKey: 'spoke',
  SessionToken: 'token-of-the-spoke',
};

interface SignedCall {
  readonly key: string;
  readonly region: string;
  readonly service: string;
  readonly token: string | undefined;
  readonly path: string;
}

/** Lambda of the other account: a caller that signs with another key than the session's, or in another Region, is refused. */
async function guarded(t: TestContext, lambdaUrl: () => string, isAllowed = true) {
  const calls: SignedCall[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const [, key = '', region = '', service = ''] =
      /Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(request.headers.authorization ?? '') ??
      [];
    const token = request.headers['x-amz-security-token']?.toString();
    calls.push({ key, region, service, token, path: request.url ?? '' });
    const isOurs = key === SESSION.AccessKeyId && token === SESSION.SessionToken && region === 'eu-west-3';
    if (!isAllowed || !isOurs) {
      response.writeHead(403, { 'x-amzn-errortype': 'AccessDeniedException' });
      response.end(JSON.stringify({ Message: `${key} is not authorized to perform: lambda:InvokeFunction` }));
      return;
    }
    const answer = await fetch(`${lambdaUrl()}${request.url}`, { method: 'POST', body });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls };
}

async function hub(
  t: TestContext,
  options: { readonly letsIn?: boolean; readonly mayInvoke?: boolean } = {},
) {
  const { letsIn = true, mayInvoke = true } = options;
  let lambdaUrl = '';
  const gate = await guarded(t, () => lambdaUrl, mayInvoke);
  const port = await openPort(t);
  const { lambda, aws } = await startLocalStack(t, {
    targets: [`{ name: web, type: tcp, address: "127.0.0.1:${port}" }`],
    account:
      'id: "111122223333", name: shop, regions: [eu-west-3], organizationalUnit: ou-ab12-34567890, externalId: shop-lets-in',
    services: {
      sts: {
        AssumeRole: () => {
          if (!letsIn) throw accessDenied('sts:AssumeRole', 'query');
          return { Credentials: { ...SESSION, Expiration: new Date(Date.now() + 3_600_000) } };
        },
      },
    },
    environment: { AWS_ENDPOINT_URL_LAMBDA: gate.url },
  });
  lambdaUrl = lambda.url;
  const { functionError, payload } = await lambda.invoke(WATCH, {});
  assert.equal(functionError, undefined, payload);
  const report: Report = JSON.parse(payload);
  const entered = aws.calls.filter(({ operation }) => operation === 'AssumeRole').map(({ input }) => input);
  return { report, entered, calls: gate.calls, probed: lambda.invocations(PROBE) };
}

test('the hub enters by the role, and the session of that account signs the call of its probe', async (t) => {
  const { report, entered, calls, probed } = await hub(t);
  assert.deepEqual(entered, [
    {
      RoleArn: 'arn:aws:iam::111122223333:role/gatewatch-dev-spoke-eu-west-3',
      RoleSessionName: 'gatewatch-dev',
      ExternalId: 'shop-lets-in',
      DurationSeconds: 3600,
    },
  ]);
  assert.deepEqual(calls, [
    {
      key: SESSION.AccessKeyId,
      region: 'eu-west-3',
      service: 'lambda',
      token: SESSION.SessionToken,
      path: `/2015-03-31/functions/${PROBE}/invocations`,
    },
  ]);
  assert.equal(probed, 1);
  const finding = report.findings.find(({ check }) => check === 'port');
  assert.deepEqual([finding?.vantage, finding?.status], ['shop.eu-west-3.here', 'healthy']);
});

test('an account that does not let in is not called with the hub’s own key', async (t) => {
  const { report, calls } = await hub(t, { letsIn: false });
  assert.deepEqual(calls, []);
  assert.deepEqual([...new Set(report.findings.map(({ reason }) => reason))], ['vantage-broken']);
  assert.match(JSON.stringify(report.findings), /sts:AssumeRole/);
});

test('a session that may not call the probe breaks the vantage, with action, account and Region named', async (t) => {
  const { report, probed } = await hub(t, { mayInvoke: false });
  assert.equal(probed, 0);
  const [finding] = report.findings;
  assert.deepEqual([finding?.status, finding?.reason], ['unknown', 'vantage-broken']);
  assert.match(
    JSON.stringify(finding?.evidence),
    /lambda:InvokeFunction \(access-denied\): the probe of account 111122223333 \(shop\) in eu-west-3 cannot be called/,
  );
  assert.equal(finding?.runbook?.title, 'The probe of the vantage cannot be called');
});
