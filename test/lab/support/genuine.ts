import { KeyObject } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ENDPOINT_TLS_PORTS } from '../../../lib/catalogue/storage-gateway.ts';
import { type Authority, bundle, makeAuthority, makeLeaf, type Validity } from '../../support/certs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { Credentials, ServedPort } from './endpoint.ts';
import { REGION } from './names.ts';
import type { Scope } from './netns.ts';

/** The lab's Amazon: a root that `--trust` names, and what it signs. */
export interface Genuine {
  readonly root: Authority;
  /** PEM file of the root, for `--trust`. */
  readonly trustFile: string;
  /** A leaf under an intermediate, as a genuine server sends them. */
  readonly issue: (
    names: readonly string[],
    options?: Validity & { readonly withoutIntermediate?: boolean },
  ) => Promise<Credentials>;
  /** What a Storage Gateway endpoint serves: each port with the certificate of its own service. */
  readonly ports: readonly ServedPort[];
}

export async function makeGenuine(scope: Scope): Promise<Genuine> {
  const folder = await temporaryFolder(scope, 'trust');
  const root = await makeAuthority({ name: 'Amazon Root CA 1', organisation: 'Amazon' });
  const intermediate = await makeAuthority({
    name: 'Amazon RSA 2048 M01',
    organisation: 'Amazon',
    issuer: root,
  });
  const trustFile = join(folder, 'root.pem');
  await writeFile(trustFile, root.pem);
  const issue: Genuine['issue'] = async (names, { withoutIntermediate = false, ...validity } = {}) => {
    const leaf = await makeLeaf(intermediate, { names, ...validity });
    return { certificates: withoutIntermediate ? leaf.pem : bundle(leaf, intermediate), key: leaf.keyPem };
  };
  const ports = await Promise.all(
    ENDPOINT_TLS_PORTS.map(async ({ port, role }) => ({ port, tls: await issue([serviceName(role)]) })),
  );
  return { root, trustFile, issue, ports };
}

/** An authority as an interceptor takes it: certificate and private key. */
export function signingCredentials({ pem, keys }: Authority): Credentials {
  return {
    certificates: pem,
    key: KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** The name of the service that a port of an endpoint serves. */
export function serviceName(role: string): string {
  const label = role === 'storagegateway' ? '' : `${role}.`;
  return `${label}storagegateway.${REGION}.amazonaws.com`;
}
