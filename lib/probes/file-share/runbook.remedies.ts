import type { KindRemedies } from '../../core/runbook.ts';
import type { FileShareReason } from './spec.ts';

const GUIDE = 'https://docs.aws.amazon.com/filegateway/latest/files3';
const ACCESS = `${GUIDE}/grant-access-s3.html`;
const SHARES = `${GUIDE}/troubleshooting-file-share-issues.html`;
const API = 'https://docs.aws.amazon.com/storagegateway/latest/APIReference';

const TRUST = 'aws iam get-role --role-name {role} --query Role.AssumeRolePolicyDocument';
const ALLOWED =
  'aws iam simulate-principal-policy --policy-source-arn {roleArn} --action-names s3:ListBucket s3:GetObject s3:PutObject s3:DeleteObject --resource-arns "arn:aws:s3:::{bucket}" "arn:aws:s3:::{bucket}/*" --query "EvaluationResults[].{Action:EvalActionName,On:EvalResourceName,Decision:EvalDecision}" --output table';
const WHERE = 'aws s3api get-bucket-location --bucket {bucket}';

export const remedies: KindRemedies<FileShareReason> = {
  'file-share-unavailable': {
    commands: [
      'aws storagegateway describe-nfs-file-shares --file-share-arn-list {shareArn}',
      'aws storagegateway describe-smb-file-shares --file-share-arn-list {shareArn}',
      ALLOWED,
    ],
    links: [SHARES, `${API}/API_NFSFileShareInfo.html`],
  },
  'file-share-bucket-missing': {
    commands: [
      WHERE,
      'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=DeleteBucket --max-results 5',
    ],
    links: [SHARES],
  },
  'file-share-bucket-region': { commands: [WHERE], links: [`${API}/API_CreateNFSFileShare.html`] },
  'file-share-endpoint-denies': {
    commands: [
      'aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {endpoint} --query "VpcEndpoints[].PolicyDocument" --output text',
      'aws ec2 describe-vpc-endpoints --vpc-endpoint-ids {endpoint} --query "VpcEndpoints[].RouteTableIds"',
    ],
    links: ['https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html', ACCESS],
  },
  'file-share-key-unusable': {
    commands: [
      'aws kms describe-key --key-id {key} --query "KeyMetadata.{State:KeyState,Deletion:DeletionDate,Manager:KeyManager}"',
      'aws kms cancel-key-deletion --key-id {key}',
      'aws kms enable-key --key-id {key}',
      'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=DisableKey --max-results 5',
    ],
    links: ['https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html'],
  },
  'file-share-s3-unreachable': {
    commands: [
      'gatewatch subnet {subnet} --service s3',
      'aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values={vpc} --query "VpcEndpoints[].{Id:VpcEndpointId,Service:ServiceName,Type:VpcEndpointType,Tables:RouteTableIds}"',
    ],
    links: ['https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html', ACCESS],
  },
  'file-share-role-missing': {
    commands: [
      TRUST,
      'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=DeleteRole --max-results 5',
    ],
    links: [ACCESS],
  },
  'file-share-role-not-trusted': { commands: [TRUST], links: [ACCESS] },
  'file-share-role-denied': { commands: [ALLOWED], links: [ACCESS, SHARES] },
};
