import 'reflect-metadata';
import type { TestContext } from 'node:test';
import * as x509 from '@peculiar/x509';
import { DAY_MS } from '../../lib/core/time.ts';
import { askElsewhere } from '../lab/support/ask.ts';
import { askHere } from '../lab/support/ask-here.ts';
import {
  type Authority,
  type LeafOptions,
  makeAuthority,
  makeChain,
  makeLeaf,
  makeLeafAuthority,
  trustIn,
} from '../support/certs.ts';
import { oneMoreRoot } from '../support/one-more-root.ts';
import { CA_EXTENSIONS, certificateFolder, makeRoot } from '../support/openssl-ca.ts';
import { serveBehindSmallBox, serveTcp, serveTls, type TlsServerOptions } from '../support/tls-peers.ts';
import { limitTo } from './connection-limit.ts';
import type { Fault, Faults } from './fault.ts';

/** Faults of a certificate or of its handshake, planted in TLS servers on loopback. */

const NAME = 'endpoint.example.com';
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

/** What is asked of an AWS endpoint. */
const AWS = {
  trust: 'amazon',
  servername: 'storagegateway.ap-northeast-2.amazonaws.com',
  acceptNames: ['storagegateway.ap-northeast-2.amazonaws.com'],
};

interface Served {
  readonly sends: TlsServerOptions['sends'];
  readonly root: Authority;
}

async function askTls(place: { readonly port: number }, fields: object, timeoutMs = 1500) {
  const question = {
    kind: 'tls',
    host: '127.0.0.1',
    port: place.port,
    servername: NAME,
    acceptNames: [NAME],
  };
  const { findings } = await askHere([{ ...question, timeoutMs, ...fields }]);
  return findings;
}

/** A server that sends what `make` makes, asked by somebody who trusts its root. */
function serving(
  make: (t: TestContext) => Promise<Served>,
  server: Partial<TlsServerOptions> = {},
  fields: object = {},
): Fault['see'] {
  return async (t) => {
    const { sends, root } = await make(t);
    const place = await serveTls(t, { sends, ...server });
    return await askTls(place, { trust: trustIn(root), ...fields });
  };
}

/** A good chain but for what is said. */
const leafThat = (options: Partial<LeafOptions>) => async () => {
  const { leaf, intermediate, root } = await makeChain({ names: [NAME], ...options });
  return { sends: [leaf, intermediate] as const, root };
};

/** A root, an authority under it that is made so, and a leaf of that one. */
const authorityThat =
  (options: Partial<Parameters<typeof makeAuthority>[0]>, leafOptions: Partial<LeafOptions> = {}) =>
  async () => {
    const root = await makeAuthority({ name: 'Lab Root CA 1', organisation: 'Amazon' });
    const issuer = await makeAuthority({ name: 'Lab M01', organisation: 'Amazon', issuer: root, ...options });
    return { sends: [await makeLeaf(issuer, { names: [NAME], ...leafOptions }), issuer] as const, root };
  };

/** The same made by openssl, which lets one write what a library refuses. */
const byOpenssl =
  (
    issuerExtensions: readonly string[],
    leafExtensions: readonly string[] = [],
    more: { readonly hash?: 'sha1' | 'md5'; readonly key?: 'rsa1024' } = {},
  ) =>
  async (t: TestContext): Promise<Served> => {
    const folder = await certificateFolder(t);
    const root = await makeRoot(folder, { name: 'Lab Root CA 1', key: 'p256' });
    const issuer = await root.subordinate({ name: 'Lab M01', key: 'p256', extensions: issuerExtensions });
    const leaf = await issuer.issue({
      name: NAME,
      key: 'p256',
      extensions: ['basicConstraints=critical,CA:FALSE', `subjectAltName=DNS:${NAME}`, ...leafExtensions],
      ...more,
    });
    const spki = new x509.X509Certificate(root.pem).publicKey.rawData;
    const trusted = { name: root.name, organisation: '', spki: Buffer.from(spki).toString('base64') };
    return { sends: [leaf, issuer], root: trusted as Authority };
  };

const silent = (onData: (socket: import('node:net').Socket) => void, timeoutMs = 800): Fault['see'] => {
  return async (t) => {
    const place = await serveTcp(t, (socket) => socket.once('data', () => onData(socket)));
    return await askTls(place, { trust: 'public' }, timeoutMs);
  };
};

export const CERTIFICATE_FAULTS: Faults = {
  'certificate-expired': {
    planted: 'the certificate ended yesterday',
    see: serving(leafThat({ notBefore: inDays(-30), notAfter: inDays(-1) })),
    expected: ['tls failed tls-expired critical at 127.0.0.1:PORT'],
  },
  'certificate-of-tomorrow': {
    planted: 'the certificate begins tomorrow',
    see: serving(leafThat({ notBefore: inDays(1) })),
    expected: ['tls failed tls-not-yet-valid critical at 127.0.0.1:PORT'],
  },
  'certificate-ends-soon': {
    planted: 'the certificate of 197 days ends in two',
    see: serving(leafThat({ notBefore: inDays(-195), notAfter: inDays(2) })),
    expected: ['tls degraded tls-expires-soon warning at 127.0.0.1:PORT'],
  },
  'intermediate-expired': {
    planted: 'the intermediate ended yesterday, the certificate goes on',
    see: serving(authorityThat({ notBefore: inDays(-900), notAfter: inDays(-1) })),
    expected: ['tls failed tls-expired critical at 127.0.0.1:PORT'],
  },
  'certificate-for-another-name': {
    planted: 'the certificate is for another name',
    see: serving(leafThat({ names: ['other.example.com'] })),
    expected: ['tls failed tls-name-mismatch critical at 127.0.0.1:PORT'],
  },
  'intermediate-not-sent': {
    planted: 'the server does not send its intermediate',
    see: serving(async () => {
      const { leaf, root } = await makeChain({ names: [NAME] });
      return { sends: [leaf], root };
    }),
    expected: ['tls failed tls-chain-incomplete warning at 127.0.0.1:PORT'],
  },
  'certificate-self-signed': {
    planted: 'the certificate is signed by itself',
    see: serving(async () => ({
      sends: [await makeLeaf(undefined, { names: [NAME] })],
      root: await makeAuthority({ name: 'Lab Root CA 1' }),
    })),
    expected: ['tls failed tls-self-signed warning at 127.0.0.1:PORT'],
  },
  'certificate-of-a-private-authority': {
    planted: 'an authority signed that nobody here trusts',
    see: serving(async () => {
      const { leaf, intermediate } = await makeChain({ names: [NAME] });
      return { sends: [leaf, intermediate], root: await makeAuthority({ name: 'Another Root' }) };
    }),
    expected: ['tls failed tls-untrusted-ca warning at 127.0.0.1:PORT'],
  },
  'inspection-product': {
    planted: 'a FortiGate answers with a certificate it made',
    see: serving(async () => {
      const box = await makeAuthority({ name: 'FGT60E0000000000', organisation: 'Fortinet' });
      return {
        sends: [await makeLeaf(box, { names: [NAME] }), box],
        root: await makeAuthority({ name: 'Lab Root CA 1' }),
      };
    }),
    expected: ['tls failed tls-intercepted critical at 127.0.0.1:PORT'],
  },
  'aws-name-served-by-a-company': {
    planted: 'an AWS endpoint answers with the chain and the name of a private authority',
    see: serving(
      async () => {
        const { leaf, intermediate } = await makeChain({
          names: ['shop.example.net'],
          root: await makeAuthority({ name: 'Shop Root', organisation: 'Shop' }),
        });
        return { sends: [leaf, intermediate], root: await makeAuthority({ name: 'x' }) };
      },
      {},
      AWS,
    ),
    expected: ['tls failed tls-intercepted critical at 127.0.0.1:PORT'],
  },
  'aws-endpoint-intercepted': {
    planted: 'an AWS endpoint answers with a certificate for its name from a company authority',
    see: serving(leafThat({ names: ['storagegateway.ap-northeast-2.amazonaws.com'] }), {}, AWS),
    expected: ['tls failed tls-intercepted critical at 127.0.0.1:PORT'],
  },
  'aws-name-served-by-another': {
    planted: 'an AWS endpoint answers with a public certificate for another name',
    see: async (t) => {
      const { leaf, intermediate, root } = await makeChain({
        names: ['shop.example.net'],
        root: await makeAuthority({ name: 'Public Root', organisation: 'Example' }),
      });
      const place = await serveTls(t, { sends: [leaf, intermediate] });
      const question = { kind: 'tls', host: '127.0.0.1', port: place.port, timeoutMs: 1500, ...AWS };
      return await askElsewhere([question], { NODE_OPTIONS: await oneMoreRoot(t, root) });
    },
    expected: ['tls failed tls-wrong-endpoint critical at 127.0.0.1:PORT'],
  },
  'leaf-signs-a-leaf': {
    planted: 'the issuer of the certificate is no authority',
    see: serving(async () => {
      const { root, intermediate } = await makeChain({ names: [NAME] });
      const middle = await makeLeafAuthority(intermediate, { names: ['middle.example.com'] });
      return { sends: [await makeLeaf(middle, { names: [NAME] }), middle, intermediate], root };
    }),
    expected: ['tls failed tls-chain-invalid critical at 127.0.0.1:PORT'],
  },
  'authority-with-a-path-length': {
    planted: 'the intermediate may have no authority below it and signs one',
    see: serving(async (t) => {
      const folder = await certificateFolder(t);
      const root = await makeRoot(folder, { name: 'Lab Root CA 1', key: 'p256' });
      const upper = await root.subordinate({
        name: 'Upper',
        key: 'p256',
        extensions: ['basicConstraints=critical,CA:TRUE,pathlen:0', 'keyUsage=critical,keyCertSign,cRLSign'],
      });
      const lower = await upper.subordinate({ name: 'Lower', key: 'p256', extensions: CA_EXTENSIONS });
      const leaf = await lower.issue({
        name: NAME,
        key: 'p256',
        extensions: ['basicConstraints=critical,CA:FALSE', `subjectAltName=DNS:${NAME}`],
      });
      const spki = new x509.X509Certificate(root.pem).publicKey.rawData;
      const trusted = { name: root.name, organisation: '', spki: Buffer.from(spki).toString('base64') };
      return { sends: [leaf, lower, upper], root: trusted as Authority };
    }),
    expected: ['tls failed tls-chain-invalid critical at 127.0.0.1:PORT'],
  },
  'authority-may-not-sign': {
    planted: 'the key usage of the intermediate does not let it sign certificates',
    see: serving(byOpenssl(['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,cRLSign'])),
    expected: ['tls failed tls-chain-invalid critical at 127.0.0.1:PORT'],
  },
  'name-outside-the-permitted': {
    planted: 'the authority may sign for example.net only',
    see: serving(byOpenssl([...CA_EXTENSIONS, 'nameConstraints=critical,permitted;DNS:example.net'])),
    expected: ['tls failed tls-chain-invalid critical at 127.0.0.1:PORT'],
  },
  'name-among-the-excluded': {
    planted: 'the authority may not sign for example.com',
    see: serving(byOpenssl([...CA_EXTENSIONS, 'nameConstraints=critical,excluded;DNS:example.com'])),
    expected: ['tls failed tls-chain-invalid critical at 127.0.0.1:PORT'],
  },
  'certificate-for-clients-only': {
    planted: 'the extended key usage names clients alone',
    see: serving(byOpenssl(CA_EXTENSIONS, ['extendedKeyUsage=clientAuth'])),
    expected: ['tls failed tls-chain-invalid critical at 127.0.0.1:PORT'],
  },
  'critical-extension-unknown': {
    planted: 'the certificate has a critical extension that nobody knows',
    see: serving(byOpenssl(CA_EXTENSIONS, ['1.2.3.4.5=critical,ASN1:UTF8String:x'])),
    expected: ['tls failed tls-chain-invalid critical at 127.0.0.1:PORT'],
  },
  'signed-with-sha1': {
    planted: 'the certificate is signed with SHA-1',
    see: serving(byOpenssl(CA_EXTENSIONS, [], { hash: 'sha1' }), { ciphers: 'DEFAULT:@SECLEVEL=0' }),
    expected: ['tls degraded tls-weak warning at 127.0.0.1:PORT'],
  },
  'key-too-short': {
    planted: 'the key is RSA of 1,024 bits',
    see: serving(byOpenssl(CA_EXTENSIONS, [], { key: 'rsa1024' }), { ciphers: 'DEFAULT:@SECLEVEL=0' }),
    expected: ['tls degraded tls-weak warning at 127.0.0.1:PORT'],
  },
};

export const HANDSHAKE_FAULTS: Faults = {
  'handshake-reset': {
    planted: 'the connection is reset after the ClientHello',
    see: silent((socket) => socket.resetAndDestroy()),
    expected: ['tls failed tls-reset critical at 127.0.0.1:PORT'],
  },
  'handshake-closed': {
    planted: 'the connection is closed after the ClientHello',
    see: silent((socket) => socket.end()),
    expected: ['tls failed tls-reset critical at 127.0.0.1:PORT'],
  },
  'handshake-unanswered': {
    planted: 'nothing answers the ClientHello',
    see: silent(() => {}),
    expected: ['tls failed tls-silent critical at 127.0.0.1:PORT'],
  },
  'handshake-unanswered-among-others': {
    planted: 'one port of five answers no ClientHello, the others do',
    see: async (t) => {
      const { sends, root } = await leafThat({})();
      const mute = await serveTcp(t, (socket) => socket.resume());
      const others = await Promise.all(Array.from({ length: 4 }, () => serveTls(t, { sends })));
      const { findings } = await askHere(
        [mute, ...others].map(({ port }) => ({
          ...{ kind: 'tls', host: '127.0.0.1', port, servername: NAME, acceptNames: [NAME] },
          ...{ timeoutMs: 4000, trust: trustIn(root) },
        })),
      );
      return findings;
    },
    expected: ['tls failed tls-silent critical at 127.0.0.1:PORT'],
  },
  'handshake-alert': {
    planted: 'the server answers the alert handshake_failure',
    see: silent((socket) => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 40]))),
    expected: ['tls failed tls-alert critical at 127.0.0.1:PORT'],
  },
  'handshake-alert-unrecognised-name': {
    planted: 'the server answers the alert unrecognized_name',
    see: silent((socket) => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 112]))),
    expected: ['tls failed tls-alert critical at 127.0.0.1:PORT'],
  },
  'http-at-the-tls-port': {
    planted: 'a web server without TLS answers',
    see: silent((socket) => socket.end('HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n')),
    expected: ['tls failed tls-not-tls critical at 127.0.0.1:PORT'],
  },
  'ssh-at-the-tls-port': {
    planted: 'an SSH server answers',
    see: async (t) => {
      const place = await serveTcp(t, (socket) => socket.write('SSH-2.0-OpenSSH_9.2p1\r\n'));
      return await askTls(place, { trust: 'public' }, 800);
    },
    expected: ['tls failed tls-not-tls critical at 127.0.0.1:PORT'],
  },
  'middlebox-drops-a-large-hello': {
    planted: 'a middlebox drops a ClientHello of more than 1,000 bytes',
    see: async (t) => {
      const { sends, root } = await leafThat({})();
      const server = await serveTls(t, { sends });
      const box = await serveBehindSmallBox(t, server, 1000);
      return await askTls(box, { trust: trustIn(root) });
    },
    expected: [],
  },
  'handshakes-limited': {
    planted: 'a firewall resets all but two connections at a time from one source',
    see: async (t) => {
      const { sends, root } = await leafThat({})();
      const services = await Promise.all(Array.from({ length: 6 }, () => serveTls(t, { sends })));
      const ports = await limitTo(t, 2, services);
      const { findings } = await askHere(
        ports.map((port) => ({
          ...{ kind: 'tls', host: '127.0.0.1', port, servername: NAME, acceptNames: [NAME] },
          ...{ timeoutMs: 3000, trust: trustIn(root) },
        })),
      );
      return findings;
    },
    expected: ['tls degraded tls-connection-limited warning at 127.0.0.1:PORT'],
  },
  'certificate-of-no-meaning': {
    planted: 'the server sends a certificate that no reader understands',
    see: async (t) => {
      const { sends, root } = await leafThat({})();
      const server = await serveTls(t, { sends, maxVersion: 'TLSv1.2' });
      const { connect } = await import('node:net');
      const garbler = await serveTcp(t, (socket) => {
        const onward = connect(server.port, server.host);
        onward.on('error', () => socket.destroy());
        socket.pipe(onward);
        onward.on('data', (bytes) => {
          // The outermost SEQUENCE of the leaf becomes something else.
          const at = bytes.indexOf(Buffer.from([0x30, 0x82]));
          if (at > 0) bytes[at] = 0x31;
          socket.write(bytes);
        });
      });
      return await askTls(garbler, { trust: trustIn(root) });
    },
    expected: ['tls unknown tls-chain-unreadable at 127.0.0.1:PORT'],
  },
};
