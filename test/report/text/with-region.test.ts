import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withRegion } from '../../../lib/report/text/with-region.ts';

const region = 'ap-northeast-2';

test('every AWS command of a line carries its Region, and nothing else does', () => {
  for (const [line, expected] of [
    ['aws ec2 describe-vpcs', 'aws ec2 describe-vpcs --region ap-northeast-2'],
    ['aws ec2 describe-vpcs --region us-east-1', 'aws ec2 describe-vpcs --region us-east-1'],
    ['ncport -d example.com -p 443', 'ncport -d example.com -p 443'],
    [
      `GROUP_ID=$(aws ec2 create-security-group --description 'a (b)' --output text)`,
      `GROUP_ID=$(aws ec2 create-security-group --description 'a (b)' --output text --region ap-northeast-2)`,
    ],
    [
      'aws elbv2 describe-listeners --arn "$(aws elbv2 describe-load-balancers --query "A[0].B")" | jq .',
      'aws elbv2 describe-listeners --arn "$(aws elbv2 describe-load-balancers --query "A[0].B" --region ap-northeast-2)" --region ap-northeast-2 | jq .',
    ],
    [
      `aws logs tail x --query 'a|b>c' > out.json && aws s3 ls`,
      `aws logs tail x --query 'a|b>c' --region ap-northeast-2 > out.json && aws s3 ls --region ap-northeast-2`,
    ],
  ] as const)
    assert.equal(withRegion(line, region), expected);
});

test('twice is once, and without a Region nothing changes', () => {
  const line = 'aws ec2 describe-vpcs';
  assert.equal(withRegion(withRegion(line, region), region), withRegion(line, region));
  assert.equal(withRegion(line, undefined), line);
});
