import type { FileShare } from '../../../lib/core/aws/file-share-reader.ts';
import type { FileShareObservation, ShareFacts } from '../../../lib/probes/file-share/observe.ts';

const GATEWAY = 'sgw-12A3456B';
const SHARE: FileShare = {
  id: 'share-12345678',
  arn: 'arn:aws:storagegateway:ap-northeast-2:123456789012:share/share-12345678',
  protocol: 'nfs',
  status: 'AVAILABLE',
  location: 'arn:aws:s3:::files/team/',
  role: 'arn:aws:iam::123456789012:role/service-role/StorageGatewayBucketAccess',
  readOnly: false,
};

const read = (facts: Partial<ShareFacts> = {}, share: Partial<FileShare> = {}): FileShareObservation => ({
  outcome: 'read',
  region: 'ap-northeast-2',
  refused: [],
  endpoints: [],
  shares: [
    {
      share: { ...SHARE, ...share },
      bucket: 'files',
      bucketRegion: 'ap-northeast-2',
      role: { outcome: 'read', trusted: true },
      denied: [],
      ...facts,
    },
  ],
});
const decided = (decision: string) => [
  { action: 's3:PutObject', resource: 'arn:aws:s3:::files/team/*', decision },
];

const withEndpoint = (type: string): FileShareObservation => {
  const seen = read();
  const policy =
    '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::other*"}]}';
  return seen.outcome === 'read'
    ? { ...seen, endpoints: [{ id: 'vpce-0123456789abcdef0', type, policy }] }
    : seen;
};

const spec = { gateway: GATEWAY };
export const specs = [
  spec,
  { gateway: `arn:aws:storagegateway:ap-northeast-2:123456789012:gateway/${GATEWAY}` },
];

const is = (status: string, reason: string | null) => ({ status, reason });

export const samples = [
  { name: 'all links hold', spec, observation: read(), expect: is('healthy', null) },
  {
    name: 'no gateway is told elsewhere',
    spec,
    observation: { outcome: 'no-gateway' },
    expect: is('healthy', null),
  },
  {
    name: 'the bucket is gone',
    spec,
    observation: read({ bucketRegion: null }, { status: 'UNAVAILABLE' }),
    expect: is('failed', 'file-share-bucket-missing'),
  },
  {
    name: 'the role is gone',
    spec,
    observation: read({ role: { outcome: 'missing' } }),
    expect: is('failed', 'file-share-role-missing'),
  },
  {
    name: 'the role trusts another service',
    spec,
    observation: read({ role: { outcome: 'read', trusted: false } }),
    expect: is('failed', 'file-share-role-not-trusted'),
  },
  {
    name: 'a policy denies',
    spec,
    observation: read({ denied: decided('explicitDeny') }),
    expect: is('failed', 'file-share-role-denied'),
  },
  {
    name: 'no policy of the role allows; the bucket’s own may',
    spec,
    observation: read({ denied: decided('implicitDeny') }),
    expect: is('degraded', 'file-share-role-denied'),
  },
  {
    name: 'the bucket came back elsewhere',
    spec,
    observation: read({ bucketRegion: 'us-east-1' }, { bucketRegion: 'ap-northeast-2' }),
    expect: is('failed', 'file-share-bucket-region'),
  },
  {
    name: 'another Region that nobody wrote is AWS’s to decide',
    spec,
    observation: read({ bucketRegion: 'us-east-1' }),
    expect: is('healthy', null),
  },
  {
    name: 'an S3 endpoint that lets other buckets through',
    spec,
    observation: withEndpoint('Gateway'),
    expect: is('degraded', 'file-share-endpoint-denies'),
  },
  {
    name: 'an interface endpoint is used only by those who name it',
    spec,
    observation: withEndpoint('Interface'),
    expect: is('healthy', null),
  },
  {
    name: 'unavailable, and nothing explains it',
    spec,
    observation: read({}, { status: 'UNAVAILABLE' }),
    expect: is('failed', 'file-share-unavailable'),
  },
  {
    name: 'being created',
    spec,
    observation: read({}, { status: 'CREATING' }),
    expect: is('degraded', 'file-share-unavailable'),
  },
  {
    name: 'a state nobody knew',
    spec,
    observation: read({}, { status: 'HIBERNATING' }),
    expect: is('unknown', 'file-share-unavailable'),
  },
] as const;
