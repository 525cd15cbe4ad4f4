import type { DirectoryObservation } from '../../../lib/probes/directory/observe.ts';

const GATEWAY = 'sgw-12A3456B';
const read = (directoryStatus: string, domain = 'corp.example.com'): DirectoryObservation => ({
  outcome: 'read',
  settings: { domain, directoryStatus },
});

const spec = { gateway: GATEWAY, domain: 'corp.example.com' };
const anyDomain = { gateway: GATEWAY };
export const specs = [spec, anyDomain];

const is = (status: string, reason: string | null) => ({ status, reason });

export const samples = [
  { spec, observation: { outcome: 'no-gateway' }, expect: is('healthy', null) },
  { spec, observation: { outcome: 'not-told' }, expect: is('healthy', null) },
  { spec, observation: { outcome: 'read', settings: {} }, expect: is('healthy', null) },
  { spec, observation: read('JOINED', 'CORP.example.com.'), expect: is('healthy', null) },
  { spec, observation: read('JOINED', 'test.example.com'), expect: is('failed', 'directory-other-domain') },
  { spec: anyDomain, observation: read('JOINED'), expect: is('healthy', null) },
  { spec: anyDomain, observation: read('JOINING'), expect: is('degraded', 'directory-joining') },
  { spec, observation: read('JOINING'), expect: is('degraded', 'directory-joining') },
  { spec, observation: read('DETACHED', ''), expect: is('failed', 'directory-detached') },
  { spec, observation: read('NETWORK_ERROR'), expect: is('failed', 'directory-join-failed') },
  { spec, observation: read('TIMEOUT'), expect: is('failed', 'directory-join-failed') },
  { spec, observation: read('ACCESS_DENIED'), expect: is('failed', 'directory-join-failed') },
  { spec, observation: read('INSUFFICIENT_PERMISSIONS'), expect: is('failed', 'directory-join-failed') },
  { spec, observation: read('UNKNOWN_ERROR'), expect: is('failed', 'directory-join-failed') },
  { spec, observation: read('HIBERNATING'), expect: is('unknown', 'directory-join-failed') },
] as const;
