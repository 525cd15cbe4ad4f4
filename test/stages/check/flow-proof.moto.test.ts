import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { CreateFlowLogsCommand, CreateVpcCommand } from '@aws-sdk/client-ec2';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createAwsAccess } from '../../../lib/aws/access.ts';
import { createReadClients } from '../../../lib/aws/clients.ts';
import { createObjectReader } from '../../../lib/aws/objects.ts';
import { proveByFlows } from '../../../lib/stages/check/flow-proof.ts';
import { startMoto } from '../../support/moto.ts';
import { withPrograms } from '../../support/programs.ts';
import { DUMMY_CREDENTIALS, REGION } from '../../support/read-clients.ts';

const { test } = withPrograms('moto_server');
const ACCOUNT = '123456789012';
const ENI = 'eni-0bbbbbbbbbbbbbbbb';

test('a flow log that EC2 knows is read where S3 keeps its objects', async (t) => {
  const { url } = await startMoto(t);
  const place = { endpoint: url, credentials: DUMMY_CREDENTIALS };
  const clients = createReadClients(REGION, place);
  const s3 = new S3Client({ region: REGION, forcePathStyle: true, ...place });
  t.after(() => {
    clients.ec2.destroy();
    s3.destroy();
  });
  await s3.send(
    new CreateBucketCommand({ Bucket: 'flows', CreateBucketConfiguration: { LocationConstraint: REGION } }),
  );
  const { Vpc } = await clients.ec2.send(new CreateVpcCommand({ CidrBlock: '10.7.0.0/16' }));
  const vpc = Vpc?.VpcId ?? '';
  const { FlowLogIds } = await clients.ec2.send(
    new CreateFlowLogsCommand({
      ResourceType: 'VPC',
      ResourceIds: [vpc],
      TrafficType: 'ALL',
      LogDestinationType: 's3',
      LogDestination: 'arn:aws:s3:::flows',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a flow log names its fields so
      LogFormat: '${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${end} ${action}',
    }),
  );
  const [id = ''] = FlowLogIds ?? [];
  const endMs = Date.parse('2026-11-21T09:57:00Z');
  const name = `${ACCOUNT}_vpcflowlogs_${REGION}_${id}_20261121T0955Z_fe123456.log.gz`;
  await s3.send(
    new PutObjectCommand({
      Bucket: 'flows',
      Key: `AWSLogs/${ACCOUNT}/vpcflowlogs/${REGION}/2026/11/21/${name}`,
      Body: gzipSync(`${ENI} 10.7.2.7 10.7.1.5 41022 1031 6 ${endMs / 1000} REJECT\n`),
    }),
  );
  const pair = {
    ...{ sources: ['10.7.2.0/24'], address: '10.7.1.5', port: 1031, protocol: 'tcp' as const },
    ...{ resourceIds: [vpc, ENI], interfaceId: ENI },
  };
  const { proofs, refused, notRead } = await proveByFlows(
    [pair],
    {
      ...createAwsAccess(clients),
      objects: createObjectReader(s3),
      account: ACCOUNT,
      region: REGION,
      nowMs: () => endMs + 60_000,
    },
    t.signal,
  );
  assert.deepEqual([refused, notRead], [[], []]);
  assert.match(
    proofs.get(pair)?.[0]?.because ?? '',
    new RegExp(`${id}: ${ENI} rejected 10\\.7\\.2\\.7:41022`),
  );
});
