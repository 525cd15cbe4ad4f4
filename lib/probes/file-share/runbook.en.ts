import type { KindTexts } from '../../core/runbook.ts';
import type { FileShareReason } from './spec.ts';

export const texts: KindTexts<FileShareReason> = {
  healthy: 'Every file share is available, its bucket exists, and its role may use it.',
  reasons: {
    'file-share-unavailable': {
      title: 'A file share is not available',
      summary: 'The file share {share} ({location}) is in state {state}.',
      meaning:
        'Clients cannot use the share. Bucket, role and permissions were read, and none of them explains it.',
      causes: [
        'The gateway cannot reach S3 from its subnet: no gateway endpoint, no NAT, or an endpoint policy.',
        'The encryption key of the bucket or share is disabled.',
        'The share is being created or changed.',
      ],
      steps: [
        'Read the share with the first commands.',
        'Check the gateway’s own way to S3: gatewatch subnet with the gateway’s subnet and --service s3.',
        'Read the gateway’s health log for S3AccessDenied or RoleTrustRelationshipInvalid.',
        'Refresh the cache or restart the gateway once the cause is gone.',
      ],
    },
    'file-share-bucket-missing': {
      title: 'The bucket of a file share does not exist',
      summary: 'The file share {share} leads to the bucket {bucket}, which does not exist.',
      meaning:
        'The gateway cannot store or read anything. Data that is only in its cache is lost when the cache is.',
      causes: [
        'The bucket was deleted, or its stack was.',
        'The share was made for another partition or account.',
      ],
      steps: [
        'Check the name with the first command, and who deleted it with the second.',
        'Do not remove the share while its cache holds data that was not uploaded.',
        'Create the bucket again in the same Region, or restore it from a backup.',
      ],
    },
    'file-share-key-unusable': {
      title: 'The KMS key of a file share cannot be used',
      summary: 'The KMS key {key} of the {keyOf} is in state {keyState} (share: {share}, bucket: {bucket}).',
      meaning:
        'S3 refuses to store and to read what this key encrypts. What clients write stays in the cache of the gateway.',
      causes: [
        'The key was disabled.',
        'Its deletion is scheduled: after the waiting period the data is lost.',
        'Imported key material expired, or an external key store is disconnected.',
      ],
      steps: [
        'Read the state with the first command.',
        'PendingDeletion: cancel the deletion with the second command at once. Then enable the key with the third.',
        'Disabled: enable it with the third command.',
        'Find out who changed it with the last command.',
      ],
    },
    'file-share-role-missing': {
      title: 'The role of a file share does not exist',
      summary: 'The file share {share} assumes the role {role}, which does not exist.',
      meaning: 'The gateway gets no credentials for the bucket {bucket}: uploads and downloads fail.',
      causes: ['The role was deleted, or its stack was.'],
      steps: [
        'Find out who deleted it with the second command.',
        'Create it again with the guide’s trust and policy, or update the share with another role.',
      ],
    },
    'file-share-role-not-trusted': {
      title: 'The role of a file share does not trust Storage Gateway',
      summary:
        'No statement of the trust policy of the role {role} lets storagegateway.amazonaws.com assume it (share: {share}).',
      meaning:
        'The gateway gets no credentials for the bucket {bucket}. Its health log says RoleTrustRelationshipInvalid.',
      causes: ['The trust policy was changed, or was written for another service.'],
      steps: [
        'Read it with the command below.',
        'Add a statement with the principal storagegateway.amazonaws.com and the action sts:AssumeRole; keep aws:SourceAccount and aws:SourceArn as conditions.',
      ],
    },
    'file-share-role-denied': {
      title: 'The role of a file share may not use its bucket',
      summary: 'The role {role} is not allowed on {location}: {denied} (share: {share}).',
      meaning:
        'The gateway’s requests to S3 end with AccessDenied. An explicit denial fails for sure; a missing permission may still come from the bucket’s policy.',
      causes: [
        'The policy names another bucket, prefix or Region.',
        'A permissions boundary or a policy of the organisation denies it.',
      ],
      steps: [
        'Repeat the simulation with the command below, and read which statement decides.',
        'Add the actions to the role’s policy: those of the bucket on the bucket, those of objects on bucket/prefix/*.',
        'Then check the bucket’s policy and the policy of the S3 endpoint.',
      ],
    },
    'file-share-bucket-region': {
      title: 'The bucket is in another Region than the share says',
      summary:
        'The file share {share} expects the bucket {bucket} in {regionWanted}; it is in {bucketRegion}.',
      meaning: 'The gateway asks the wrong Region’s endpoint of S3 for this bucket.',
      causes: ['The bucket was deleted and created again in another Region.'],
      steps: [
        'Check the Region with the command below.',
        'Create the share again with the right BucketRegion.',
      ],
    },
    'file-share-s3-unreachable': {
      title: 'The gateway’s subnet has no way to S3',
      summary: 'From {subnet} the gateway {gateway} does not reach S3 (way: {way}, notes: {notes}).',
      meaning:
        'Uploads and downloads fail. If the gateway goes through a proxy, name it with `via`: then its subnet needs no way of its own.',
      causes: [
        'The route table has neither a gateway endpoint of S3 nor a way to the internet.',
        'The gateway’s security group or a network ACL closes TCP 443.',
      ],
      steps: [
        'Look at every step of the way, with the fix, with the first command.',
        'A gateway endpoint of S3 costs nothing: add the route table of the subnet to one.',
      ],
    },
    'file-share-endpoint-denies': {
      title: 'The policy of the S3 endpoint does not let a bucket through',
      summary:
        'The policy of the S3 endpoint {endpoint} does not allow what the file share {share} does in {location}.',
      meaning:
        'Where the gateway’s subnet routes to this endpoint, requests to the bucket end with AccessDenied, whatever the role may do.',
      causes: [
        'The policy lists buckets, and this one is not among them.',
        'The policy allows reading only.',
      ],
      steps: [
        'Read the policy with the first command, and check with the second whether the route table of the gateway’s subnet uses the endpoint.',
        'Add the bucket and bucket/* with the actions of the role to the policy: aws ec2 modify-vpc-endpoint --policy-document.',
      ],
    },
  },
};
