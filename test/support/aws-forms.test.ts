import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formFaults } from './aws-forms.ts';

const call = (service: string, operation: string, input: Readonly<Record<string, string>>) => ({
  caller: 'test',
  service,
  operation,
  input,
  status: 200,
});
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:a';
const attribute = (type: string) => ({
  'MessageAttributes.entry.1.Name': 'severity',
  'MessageAttributes.entry.1.Value.DataType': type,
  'MessageAttributes.entry.1.Value.StringValue': 'critical',
});

test('calls that are written as forms are looked at with their lists and maps', async () => {
  const publish = { Action: 'Publish', Version: '2010-03-31', TopicArn: TOPIC };
  const good = [
    call('sns', 'Publish', { ...publish, Message: 'm', ...attribute('String') }),
    call('ec2', 'DescribeVpcs', { Action: 'DescribeVpcs', Version: '2016-11-15', 'VpcId.1': 'vpc-1' }),
    call('lambda', 'Invoke', { FunctionName: 'gatewatch-dev-watch' }),
    call('s3', 'GetObject', { Bucket: 'logs', Key: 'a' }),
  ];
  assert.deepEqual(await formFaults(good), []);
  const bad = [
    call('sns', 'Publish', { ...publish, ...attribute('String') }),
    call('lambda', 'Invoke', { FunctionName: 'gatewatch dev' }),
    call('s3', 'GetObject', { Bucket: 'logs', Key: '' }),
  ];
  const faults = await formFaults(bad);
  for (const wanted of [/Missing required parameter.*Message/, /FunctionName.*does not match/, /Key/])
    assert(
      faults.some((fault) => wanted.test(fault)),
      `${wanted}: ${faults.join('; ')}`,
    );
});
