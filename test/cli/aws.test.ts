import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, type TestContext, test } from 'node:test';
import { openAws, requireAws, useProfile } from '../../lib/cli/aws.ts';
import { awsEnvironment } from '../support/aws-environment.ts';
import { FakeAwsError, FakeTransportFault } from '../support/aws-faults.ts';
import { fakeAws } from '../support/fake-aws.ts';
import { REGION } from '../support/read-clients.ts';
import { ACCOUNT } from '../support/sample-account.ts';

const { folder } = await awsEnvironment('aws');
beforeEach(async () => {
  await writeFile(
    join(folder, 'config'),
    `[profile seoul]\nregion = ${REGION}\n[profile empty]\noutput = json\n[profile staff]\nregion = ${REGION}\nsso_session = staff\nsso_account_id = ${ACCOUNT.id}\nsso_role_name = Reader\n[sso-session staff]\nsso_start_url = https://example.awsapps.com/start\nsso_region = ${REGION}\n`,
  );
  await writeFile(
    join(folder, 'credentials'),
    '[seoul]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = example\n[empty]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = example\n',
  );
});

/** STS that answers a Region each with the account, or with an error's code. */
async function sts(t: TestContext, answerOf: (region: string) => 'knows' | string = () => 'knows') {
  const regions: string[] = [];
  const { url, calls } = await fakeAws(t, {
    sts: {
      GetCallerIdentity: (_input, call) => {
        regions.push(call.region);
        const answer = answerOf(call.region);
        if (answer !== 'knows') throw new FakeAwsError(answer, 'no', 403);
        return { Account: ACCOUNT.id, Arn: `arn:aws:iam::${ACCOUNT.id}:user/operator`, UserId: 'AIDA' };
      },
    },
  });
  process.env.AWS_ENDPOINT_URL = url;
  return { regions, calls };
}

async function messageOf(flags: Parameters<typeof openAws>[0]): Promise<string> {
  const opening = await openAws(flags);
  return opening.outcome === 'closed' ? opening.message : opening.outcome;
}

test('a profile gives credentials and its own Region, whatever keys the environment holds', async (t) => {
  const { regions } = await sts(t);
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDOTHER', AWS_SECRET_ACCESS_KEY: 'other' });
  useProfile('seoul');
  const session = await requireAws({}, 'x');
  t.after(session.close);
  assert.deepEqual([session.account, session.region, session.partition], [ACCOUNT.id, REGION, 'aws']);
  assert.deepEqual(regions, [REGION]);
  assert.equal(process.env.AWS_ACCESS_KEY_ID, undefined);
});

test('the flag stands before the environment, and the environment before the profile', async (t) => {
  const { regions } = await sts(t);
  useProfile('seoul');
  process.env.AWS_DEFAULT_REGION = 'eu-west-1';
  await messageOf({});
  process.env.AWS_REGION = 'eu-west-3';
  await messageOf({});
  await messageOf({ region: 'us-west-2' });
  assert.deepEqual(regions, ['eu-west-1', 'eu-west-3', 'us-west-2']);
});

test('what is in the way is told with the next step', async (t) => {
  const { regions } = await sts(t);
  assert.equal(await messageOf({ aws: false }), 'off');
  assert.match(await messageOf({ region: REGION }), /No AWS credentials were found: .*`aws sso login`/);
  useProfile('seoull');
  assert.match(await messageOf({}), /^There is no AWS profile "seoull"; did you mean seoul\?$/);
  useProfile('zzz');
  assert.match(await messageOf({}), /there are seoul, empty, staff$/);
  useProfile('empty');
  assert.match(await messageOf({}), /^No AWS Region is set: add --region/);
  useProfile('staff');
  assert.match(await messageOf({}), /expired|No AWS credentials/);
  assert.match(await messageOf({}), /`aws sso login --profile staff`/);
  assert.deepEqual(regions, [], 'nothing of this reaches AWS');
  await assert.rejects(requireAws({}, 'rules'), { code: 'no-credentials' });
  await assert.rejects(requireAws({ aws: false }, 'rules'), /--no-aws: rules can only be asked of AWS/);
});

test('expired, unknown and refused credentials, and a Region that is off, are told apart', async (t) => {
  const answers = new Map<string, string>();
  await sts(t, (region) => answers.get(region) ?? 'knows');
  useProfile('seoul');
  answers.set(REGION, 'ExpiredToken');
  assert.match(await messageOf({}), /have expired: run `aws sso login --profile seoul`/);
  answers.set(REGION, 'InvalidClientTokenId');
  assert.match(await messageOf({}), /^The Region ap-northeast-2 is off for this account: .*enable-region/);
  answers.set('us-east-1', 'InvalidClientTokenId');
  assert.match(await messageOf({}), /does not accept these credentials \(InvalidClientTokenId\)/);
});

test('a page of a proxy in place of AWS is no answer', async (t) => {
  await sts(t, () => {
    throw new FakeTransportFault('proxy-page');
  });
  useProfile('seoul');
  assert.match(await messageOf({}), /^AWS does not answer in ap-northeast-2/);
});

test('an AWS that is not there is no fault of the credentials', async () => {
  process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:9';
  useProfile('seoul');
  assert.match(
    await messageOf({}),
    /^AWS does not answer in ap-northeast-2 \(sts:GetCallerIdentity: ECONNREFUSED\)/,
  );
  assert.match(await messageOf({ region: 'ap-northeast-22' }), /did you mean ap-northeast-2\?/);
});
