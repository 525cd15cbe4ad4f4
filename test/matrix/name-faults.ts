import type { TestContext } from 'node:test';
import { askHere } from '../lab/support/ask-here.ts';
import { closedPort, type DnsAnswer, startDnsServer } from '../support/dns-server.ts';
import type { Fault, Faults } from './fault.ts';

/** Faults of a name, planted in DNS servers on loopback. */

const NAME = 'files.example.com';
/** Leads to it. */
const ALIAS = 'share.example.com';

type ServerAnswer = DnsAnswer | 'closed';

/** A server for each answer; 'closed' is a port without one. */
async function serversFor(t: TestContext, answers: readonly ServerAnswer[]): Promise<readonly string[]> {
  const servers: string[] = [];
  for (const answer of answers) {
    if (answer === 'closed') {
      servers.push(`127.0.0.1:${await closedPort()}`);
      continue;
    }
    const server = await startDnsServer({ [NAME]: answer, [ALIAS]: { alias: NAME } });
    t.after(server.close);
    servers.push(server.address);
  }
  return servers;
}

/** Asks servers that answer so, in their order. */
function named(answers: readonly ServerAnswer[], fields: object = {}, timeoutMs = 1000): Fault['see'] {
  return async (t: TestContext) => {
    const servers = await serversFor(t, answers);
    const { findings } = await askHere([{ kind: 'dns', host: NAME, timeoutMs, ...fields }], {
      servers,
      timeoutMs: timeoutMs - 200,
      hostsFile: '/dev/null',
    });
    return findings;
  };
}

const GOOD: DnsAnswer = { A: ['10.0.1.5'] };
const PUBLIC: DnsAnswer = { A: ['203.0.113.10'] };

/** The same at a site whose DNS server should forward the name to others. */
function forwarded(here: ServerAnswer, inVpc: readonly ServerAnswer[]): Fault['see'] {
  return async (t: TestContext) => {
    const forwarders = await serversFor(t, inVpc);
    return await named([here], { expect: 'private', forwarders })(t);
  };
}

export const NAME_FAULTS: Faults = {
  'name-does-not-exist': {
    planted: 'the server answers NXDOMAIN',
    see: named(['NXDOMAIN']),
    expected: ['dns failed name-not-found critical at files.example.com'],
  },
  'name-without-an-address': {
    planted: 'the name exists and has neither an A nor an AAAA record',
    see: named([{}]),
    expected: ['dns failed name-not-found critical at files.example.com'],
  },
  'name-server-fails': {
    planted: 'the server answers SERVFAIL',
    see: named(['SERVFAIL']),
    expected: ['dns failed dns-server-failure critical at files.example.com'],
  },
  'name-server-refuses': {
    planted: 'the server answers REFUSED',
    see: named(['REFUSED']),
    expected: ['dns failed dns-server-failure critical at files.example.com'],
  },
  'name-server-finds-an-error': {
    planted: 'the server answers FORMERR',
    see: named(['FORMERR']),
    expected: ['dns failed dns-server-failure critical at files.example.com'],
  },
  'name-server-cannot': {
    planted: 'the server answers NOTIMP',
    see: named(['NOTIMP']),
    expected: ['dns failed dns-server-failure critical at files.example.com'],
  },
  'name-server-silent': {
    planted: 'the server answers nothing',
    see: named(['mute']),
    expected: ['dns failed dns-timeout critical at files.example.com'],
  },
  'name-server-gone': {
    planted: 'no server listens at its port',
    see: named(['closed']),
    expected: ['dns failed dns-server-failure critical at files.example.com'],
  },
  'name-server-sends-rubbish': {
    planted: 'the server answers bytes that are no DNS message',
    see: named(['rubbish']),
    expected: ['dns failed dns-server-failure critical at files.example.com'],
  },
  'first-name-server-fails': {
    planted: 'the first of two servers answers SERVFAIL, the second knows the name',
    see: named(['SERVFAIL', GOOD]),
    expected: ['dns degraded dns-server-failure warning at files.example.com'],
  },
  'first-name-server-gone': {
    planted: 'the first of two servers is gone, the second knows the name',
    see: named(['closed', GOOD]),
    expected: ['dns degraded dns-server-failure warning at files.example.com'],
  },
  'first-name-server-silent': {
    planted: 'the first of two servers answers nothing, the second knows the name',
    see: named(['mute', GOOD], {}, 3000),
    expected: [],
  },
  'both-name-servers-fail': {
    planted: 'one server answers REFUSED, the other SERVFAIL',
    see: named(['REFUSED', 'SERVFAIL']),
    expected: ['dns failed dns-server-failure critical at files.example.com'],
  },
  'name-in-public': {
    planted: 'the name of a VPC endpoint leads to a public address',
    see: named([PUBLIC], { expect: 'private' }),
    expected: ['dns failed address-not-private critical at files.example.com'],
  },
  'name-half-in-public': {
    planted: 'one of two addresses of a VPC endpoint is public',
    see: named([{ A: ['10.0.1.5', '203.0.113.10'] }], { expect: 'private' }),
    expected: ['dns failed address-not-private critical at files.example.com'],
  },
  'name-captured-by-private-dns': {
    planted: 'a public name leads to a private address',
    see: named([GOOD], { expect: 'public' }),
    expected: ['dns failed address-not-public critical at files.example.com'],
  },
  'name-blocked-with-zeros': {
    planted: 'a filter answers 0.0.0.0',
    see: named([{ A: ['0.0.0.0'] }], { expect: 'public' }),
    expected: ['dns failed address-not-public critical at files.example.com'],
  },
  'private-name-blocked-with-zeros': {
    planted: 'a filter answers 0.0.0.0 for the name of a VPC endpoint',
    see: named([{ A: ['0.0.0.0'] }], { expect: 'private' }),
    expected: ['dns failed address-not-private critical at files.example.com'],
  },
  'name-of-another-endpoint': {
    planted: 'the name leads to a private address that is none of the endpoint',
    see: named([{ A: ['10.0.9.9'] }], { expect: 'private', addresses: ['10.0.1.5', '10.0.2.5'] }),
    expected: ['dns failed address-not-this-endpoint critical at files.example.com'],
  },
  'name-not-forwarded': {
    planted: 'the site’s DNS server gives the public address, the VPC’s inbound endpoint the private one',
    see: forwarded(PUBLIC, [GOOD]),
    expected: ['dns failed name-not-forwarded critical at files.example.com'],
  },
  'private-name-not-forwarded': {
    planted: 'the site’s DNS server knows no such name; the second inbound address does, the first is silent',
    see: forwarded('NXDOMAIN', ['mute', GOOD]),
    expected: ['dns failed name-not-forwarded critical at files.example.com'],
  },
  'inbound-endpoint-silent': {
    planted: 'the site’s DNS server gives the public address, and the inbound endpoint does not answer',
    see: forwarded(PUBLIC, ['mute', 'closed']),
    expected: ['dns failed forwarder-silent critical at files.example.com'],
  },
  'inbound-endpoint-silent-for-others': {
    planted: 'the DNS server forwards well, and the inbound endpoint answers nobody else',
    see: forwarded(GOOD, ['mute']),
    expected: [],
  },
  'name-public-on-both-sides': {
    planted: 'the site and the VPC both give the public address',
    see: forwarded(PUBLIC, [PUBLIC]),
    expected: ['dns failed address-not-private critical at files.example.com'],
  },
  'answer-too-long-for-udp': {
    planted: 'the server truncates its answer over UDP, and gives it whole over TCP',
    see: named([{ A: ['10.0.1.5'], overTcp: 'answers' }], { expect: 'private' }),
    expected: [],
  },
  'answer-too-long-and-tcp-closed': {
    planted: 'the server truncates its answer over UDP, and TCP 53 is closed',
    see: named([{ A: ['10.0.1.5'], overTcp: 'closed' }]),
    expected: ['dns failed dns-server-failure critical at files.example.com'],
  },
  'answer-too-long-and-tcp-silent': {
    planted: 'the server truncates its answer over UDP, and over TCP nothing comes back',
    see: named([{ A: ['10.0.1.5'], overTcp: 'mute' }]),
    expected: ['dns failed dns-timeout critical at files.example.com'],
  },
  'name-goes-in-circles': {
    planted: 'the name is an alias of one that is an alias of it',
    see: named([{ alias: ALIAS }]),
    expected: ['dns failed name-not-found critical at files.example.com'],
  },
  'six-is-swallowed': {
    planted: 'the server answers A and swallows AAAA',
    see: named([{ A: ['10.0.1.5'], muteAAAA: true }], { expect: 'private' }),
    expected: [],
  },
};
