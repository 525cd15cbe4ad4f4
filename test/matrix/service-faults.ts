import type { TestContext } from 'node:test';
import { askHere } from '../lab/support/ask-here.ts';
import { closedPort } from '../support/loopback-ports.ts';
import { type NtpFaults, startNtpServer } from '../support/ntp-server.ts';
import { type SmbFaults, startSmbServer } from '../support/smb-server.ts';
import { startTcpServer, type TcpBehaviour } from '../support/tcp-server.ts';
import { serveTcp } from '../support/tls-peers.ts';
import { serveWebClock } from '../support/web-clock.ts';
import { limitTo } from './connection-limit.ts';
import type { Fault, Faults } from './fault.ts';

/** Faults of a port and of what should speak there, planted in servers on loopback. */

const HOST = '127.0.0.1';

const open = (t: TestContext) => serveTcp(t, (socket) => socket.resume());
const portsOf = (places: (t: TestContext) => Promise<readonly number[]>, timeoutMs = 1500): Fault['see'] => {
  return async (t) => {
    const ports = (await places(t)).map((port) => ({ port, required: true }));
    return (await askHere([{ kind: 'port', host: HOST, ports, timeoutMs }])).findings;
  };
};

export const PORT_FAULTS: Faults = {
  'port-without-a-server': {
    planted: 'nobody listens at the port',
    see: portsOf(async (t) => [(await open(t)).port, await closedPort()]),
    expected: ['port failed port-refused critical at 127.0.0.1:PORT'],
  },
  'port-resets-at-once': {
    planted: 'the connection is accepted and reset at once',
    see: portsOf(async (t) => [(await serveTcp(t, (socket) => socket.resetAndDestroy())).port]),
    expected: ['port failed port-reset critical at 127.0.0.1:PORT'],
  },
  'connections-limited': {
    planted: 'a firewall resets all but two connections at a time from one source',
    see: portsOf(async (t) => {
      const services = await Promise.all(Array.from({ length: 6 }, () => open(t)));
      return await limitTo(t, 2, services);
    }, 3000),
    expected: ['port degraded connection-limited warning at 127.0.0.1:PORT'],
  },
};

const greets = (
  protocols: readonly string[],
  behaviour: TcpBehaviour | ((connection: number) => TcpBehaviour),
  timeoutMs = 500,
): Fault['see'] => {
  return async (t) => {
    const server = await startTcpServer(behaviour);
    t.after(server.close);
    const question = { kind: 'hello', host: HOST, port: server.port, protocols: [...protocols], timeoutMs };
    return (await askHere([question])).findings;
  };
};
const hex = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex');
/** smbd 4.17 with `server max protocol = NT1`, captured. */
const SMB_1_ALONE: TcpBehaviour = {
  answers: (request) => (request[4] === 0xff ? hex('0000009fff534d4272000000008853c8') : undefined),
  ends: 'closing',
};

export const HELLO_FAULTS: Faults = {
  'service-mute': {
    planted: 'the service accepts and says nothing',
    see: greets(['ssh'], {}),
    expected: ['hello failed hello-silent critical at 127.0.0.1:PORT'],
  },
  'service-hangs-up': {
    planted: 'the service accepts and hangs up',
    see: greets(['ssh'], { ends: 'closing' }),
    expected: ['hello failed hello-silent critical at 127.0.0.1:PORT'],
  },
  'service-resets': {
    planted: 'the service accepts and resets',
    see: greets(['ssh'], { ends: 'resetting' }),
    expected: ['hello failed hello-silent critical at 127.0.0.1:PORT'],
  },
  'mail-server-at-the-ssh-port': {
    planted: 'a mail server where SSH is meant',
    see: greets(['ssh'], { greets: '220 mail.test ESMTP\r\n' }),
    expected: ['hello failed hello-wrong-protocol critical at 127.0.0.1:PORT'],
  },
  'ssh-1-alone': {
    planted: 'a server that speaks SSH 1 alone',
    see: greets(['ssh'], { greets: 'SSH-1.5-old\n' }),
    expected: ['hello failed hello-wrong-protocol critical at 127.0.0.1:PORT'],
  },
  'ssh-line-cut': {
    planted: 'the identification of an SSH server ends in the middle',
    see: greets(['ssh'], { greets: 'SSH-2.0-Open', ends: 'closing' }),
    expected: ['hello failed hello-malformed critical at 127.0.0.1:PORT'],
  },
  'ssh-line-endless': {
    planted: 'the identification of an SSH server has no end',
    see: greets(['ssh'], { greets: `SSH-2.0-${'x'.repeat(300)}` }),
    expected: ['hello failed hello-malformed critical at 127.0.0.1:PORT'],
  },
  'ssh-server-full': {
    planted: 'the SSH server has too many at its door',
    see: greets(['ssh'], { greets: 'Exceeded MaxStartups\r\n', ends: 'closing' }),
    expected: ['hello degraded hello-throttled warning at 127.0.0.1:PORT'],
  },
  'ssh-at-the-smb-port': {
    planted: 'an SSH server where SMB is meant',
    see: greets(['smb2'], { greets: 'SSH-2.0-OpenSSH_9.2p1\r\n' }),
    expected: ['hello failed hello-wrong-protocol critical at 127.0.0.1:PORT'],
  },
  'smb-1-alone': {
    planted: 'a server that speaks SMB 1 alone',
    see: greets(['smb2'], SMB_1_ALONE),
    expected: ['hello failed hello-wrong-protocol critical at 127.0.0.1:PORT'],
  },
  'smb-answer-cut': {
    planted: 'the answer of an SMB server is cut off',
    see: greets(['smb2'], { answers: () => hex('000000fefe534d42400000'), ends: 'closing' }),
    expected: ['hello failed hello-malformed critical at 127.0.0.1:PORT'],
  },
  'http-at-the-nfs-port': {
    planted: 'a web server where NFS is meant',
    see: greets(['nfs'], { answers: () => 'HTTP/1.1 400 Bad Request\r\n\r\n', ends: 'closing' }),
    expected: ['hello failed hello-wrong-protocol critical at 127.0.0.1:PORT'],
  },
  'rpc-of-somebody-else': {
    planted: 'the RPC answer carries the transaction id of another question',
    see: greets(['nfs'], {
      answers: () => hex('80000018 deadbeef 00000001 00000000 00000000 00000000 00000000'),
    }),
    expected: ['hello failed hello-malformed critical at 127.0.0.1:PORT'],
  },
  'rpc-without-nfs': {
    planted: 'the RPC server knows no NFS',
    see: greets(['nfs'], {
      answers: (request) =>
        Buffer.concat([
          hex('80000018'),
          request.subarray(4, 8),
          hex('00000001 00000000 00000000 00000000 00000001'),
        ]),
    }),
    expected: ['hello failed hello-wrong-protocol critical at 127.0.0.1:PORT'],
  },
  'http-at-the-iscsi-port': {
    planted: 'a web server where iSCSI is meant',
    see: greets(['iscsi'], { answers: () => 'HTTP/1.1 400 Bad Request\r\n\r\n', ends: 'closing' }),
    expected: ['hello failed hello-wrong-protocol critical at 127.0.0.1:PORT'],
  },
  'rubbish-at-the-rdp-port': {
    planted: 'bytes of no protocol where RDP is meant',
    see: greets(['rdp'], { answers: () => Uint8Array.of(0xfe, 0xca, 7, 9), ends: 'closing' }),
    expected: ['hello failed hello-malformed critical at 127.0.0.1:PORT'],
  },
};

/** Time servers on 127.0.0.1, one for each behaviour; 'gone' is a port without one. */
const timeOf = (servers: readonly (NtpFaults | 'gone')[], timeoutMs = 800): Fault['see'] => {
  return async (t) => {
    const hosts: { host: string; port: number }[] = [];
    for (const faults of servers) {
      if (faults === 'gone') {
        hosts.push({ host: HOST, port: await closedPort() });
        continue;
      }
      const server = await startNtpServer(faults);
      t.after(server.close);
      hosts.push({ host: HOST, port: server.port });
    }
    return (await askHere([{ kind: 'ntp', hosts, timeoutMs }])).findings;
  };
};

export const TIME_FAULTS: Faults = {
  'time-servers-silent': {
    planted: 'three time servers answer nothing',
    see: timeOf([{ mute: true }, { mute: true }, { mute: true }]),
    expected: ['ntp failed ntp-silent warning at 127.0.0.1:PORT'],
  },
  'time-servers-gone': {
    planted: 'nobody listens at three time servers',
    see: timeOf(['gone', 'gone', 'gone']),
    expected: ['ntp failed ntp-refused warning at 127.0.0.1:PORT'],
  },
  'half-the-pool-silent': {
    planted: 'two of four time servers answer nothing',
    see: timeOf([{}, {}, { mute: true }, { mute: true }]),
    expected: ['ntp degraded ntp-partly-silent warning at 127.0.0.1:PORT'],
  },
  'one-time-server-gone': {
    planted: 'one of three time servers is gone',
    see: timeOf([{}, {}, 'gone']),
    expected: ['ntp degraded ntp-partly-silent warning at 127.0.0.1:PORT'],
  },
  'time-servers-unsynchronised': {
    planted: 'the leap indicator of all time servers says: not synchronised',
    see: timeOf([{ leap: 3 }, { leap: 3 }]),
    expected: ['ntp failed ntp-unsynchronised warning at 127.0.0.1:PORT'],
  },
  'time-servers-of-stratum-16': {
    planted: 'all time servers are of stratum 16',
    see: timeOf([{ stratum: 16 }, { stratum: 16 }]),
    expected: ['ntp failed ntp-unsynchronised warning at 127.0.0.1:PORT'],
  },
  'time-servers-deny': {
    planted: 'all time servers send the kiss code DENY',
    see: timeOf([{ kiss: 'DENY' }, { kiss: 'DENY' }]),
    expected: ['ntp failed ntp-unsynchronised warning at 127.0.0.1:PORT'],
  },
  'time-servers-limit-the-rate': {
    planted: 'all time servers send the kiss code RATE',
    see: timeOf([{ kiss: 'RATE' }, { kiss: 'RATE' }]),
    expected: ['ntp failed ntp-unsynchronised warning at 127.0.0.1:PORT'],
  },
  'one-time-server-limits-the-rate': {
    planted: 'one of three time servers sends the kiss code RATE',
    see: timeOf([{}, {}, { kiss: 'RATE' }]),
    expected: ['ntp degraded ntp-unsynchronised warning at 127.0.0.1:PORT'],
  },
  'answers-to-nobody': {
    planted: 'the answers carry an origin time that is not ours',
    see: timeOf([{ wrongOrigin: true }, { wrongOrigin: true }]),
    expected: ['ntp failed ntp-silent warning at 127.0.0.1:PORT'],
  },
  'answers-cut-short': {
    planted: 'the answers of all time servers are 20 bytes long',
    see: timeOf([{ truncateAt: 20 }, { truncateAt: 20 }]),
    expected: ['ntp failed ntp-unsynchronised warning at 127.0.0.1:PORT'],
  },
  'answers-without-a-time': {
    planted: 'the answers have no transmit time',
    see: timeOf([{ zeroTransmit: true }, { zeroTransmit: true }]),
    expected: ['ntp failed ntp-unsynchronised warning at 127.0.0.1:PORT'],
  },
  'vantage-a-minute-off': {
    planted: 'three time servers agree that the clock here is 90 s behind',
    see: timeOf([{ offsetMs: 90_000 }, { offsetMs: 90_000 }, { offsetMs: 90_000 }]),
    expected: ['ntp failed vantage-clock-skewed warning at 127.0.0.1:PORT'],
  },
  'vantage-minutes-off': {
    planted: 'three time servers agree that the clock here is seven minutes ahead',
    see: timeOf([{ offsetMs: -420_000 }, { offsetMs: -420_000 }, { offsetMs: -420_000 }]),
    expected: ['ntp failed vantage-clock-skewed critical at 127.0.0.1:PORT'],
  },
  'one-time-server-off': {
    planted: 'one of three time servers is 90 s ahead of the others',
    see: timeOf([{}, {}, { offsetMs: 90_000 }]),
    expected: ['ntp degraded ntp-disagree warning at 127.0.0.1:PORT'],
  },
  'two-time-servers-disagree': {
    planted: 'two time servers are 90 s apart',
    see: timeOf([{}, { offsetMs: 90_000 }]),
    expected: ['ntp degraded ntp-disagree warning at 127.0.0.1:PORT'],
  },
};

const overSmb = (faults: SmbFaults): Fault['see'] => {
  return async (t) => {
    const server = await startSmbServer(faults);
    t.after(server.close);
    const sources = [{ source: 'smb2', port: server.port }];
    return (await askHere([{ kind: 'clock', host: HOST, sources, timeoutMs: 800 }])).findings;
  };
};
const overHttp = (offsetMs: number): Fault['see'] => {
  return async (t) => {
    const { port } = await serveWebClock(t, offsetMs, false);
    const sources = [{ source: 'http-date', port }];
    return (await askHere([{ kind: 'clock', host: HOST, sources, timeoutMs: 800 }])).findings;
  };
};
/** Of an AWS service, which is right: what is off is the clock here. */
const besideService = (offsetMs: number): Fault['see'] => {
  return async (t) => {
    const { port } = await serveWebClock(t, offsetMs, true);
    const question = {
      kind: 'clock',
      host: HOST,
      sources: [{ source: 'https-date', port }],
      isReference: true,
    };
    return (await askHere([{ ...question, timeoutMs: 1500 }])).findings;
  };
};

export const CLOCK_FAULTS: Faults = {
  'gateway-clock-drifts': {
    planted: 'the clock of the gateway is 40 s ahead, by SMB',
    see: overSmb({ offsetMs: 40_000 }),
    expected: ['clock degraded clock-drifting warning at 127.0.0.1:PORT'],
  },
  'gateway-clock-skewed': {
    planted: 'the clock of the gateway is 90 s behind, by SMB',
    see: overSmb({ offsetMs: -90_000 }),
    expected: ['clock failed clock-skewed warning at 127.0.0.1:PORT'],
  },
  'gateway-clock-too-far-off': {
    planted: 'the clock of the gateway is seven minutes ahead, by SMB',
    see: overSmb({ offsetMs: 420_000 }),
    expected: ['clock failed clock-skewed critical at 127.0.0.1:PORT'],
  },
  'gateway-clock-skewed-in-http': {
    planted: 'the Date header of the gateway is 90 s ahead',
    see: overHttp(90_000),
    expected: ['clock failed clock-skewed warning at 127.0.0.1:PORT'],
  },
  'vantage-clock-behind-a-service': {
    planted: 'the Date header of an AWS service is 40 s ahead of the clock here',
    see: besideService(40_000),
    expected: ['clock degraded clock-drifting warning at 127.0.0.1:PORT'],
  },
  'vantage-clock-far-from-a-service': {
    planted: 'the Date header of an AWS service is seven minutes behind the clock here',
    see: besideService(-420_000),
    expected: ['clock failed clock-skewed critical at 127.0.0.1:PORT'],
  },
  'gateway-clock-of-another-century': {
    planted: 'the SMB server tells a time of the last century',
    see: overSmb({ systemTime: 1n }),
    expected: ['clock unknown clock-unreadable at 127.0.0.1:PORT'],
  },
  'gateway-clock-cut-off': {
    planted: 'the answer with the time is cut off',
    see: overSmb({ truncateAt: 60 }),
    expected: ['clock unknown clock-unreadable at 127.0.0.1:PORT'],
  },
};

const activating = (answer: string | undefined, timeoutMs = 800): Fault['see'] => {
  return async (t) => {
    const place = await serveTcp(t, (socket) =>
      socket.once('data', () => {
        if (answer !== undefined) socket.end(answer);
      }),
    );
    const question = { kind: 'activation', host: HOST, port: place.port, region: 'ap-northeast-2' };
    return (await askHere([{ ...question, mintKey: true, timeoutMs }])).findings;
  };
};
const page = (status: string, body: string, more = '') =>
  `HTTP/1.1 ${status}\r\n${more}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

export const ACTIVATION_FAULTS: Faults = {
  'activation-port-without-a-server': {
    planted: 'nobody listens at port 80 of the gateway',
    see: async () => {
      const question = { kind: 'activation', host: HOST, port: await closedPort(), region: 'ap-northeast-2' };
      return (await askHere([{ ...question, timeoutMs: 800 }])).findings;
    },
    expected: ['activation failed activation-port-closed critical at 127.0.0.1:PORT'],
  },
  'activation-answers-an-error': {
    planted: 'the gateway answers 500 Internal Error in place of a key',
    see: activating(page('500 Internal Server Error', 'Internal Error')),
    expected: ['activation failed activation-gateway-cannot-reach-aws critical at 127.0.0.1:PORT'],
  },
  'activation-without-an-answer': {
    planted: 'the gateway takes the request for a key and answers nothing',
    see: activating(undefined, 400),
    expected: ['activation failed activation-gateway-cannot-reach-aws critical at 127.0.0.1:PORT'],
  },
  'activation-captive-portal': {
    planted: 'a captive portal redirects the request',
    see: activating(page('302 Found', '', 'Location: http://portal.example.com/login\r\n')),
    expected: ['activation failed activation-wrong-address critical at 127.0.0.1:PORT'],
  },
  'activation-web-server': {
    planted: 'a web server answers with its own page',
    see: activating(page('200 OK', '<!doctype html><title>Welcome to nginx!</title>')),
    expected: ['activation failed activation-wrong-address critical at 127.0.0.1:PORT'],
  },
  'activation-ssh-server': {
    planted: 'an SSH server answers',
    see: activating('SSH-2.0-OpenSSH_9.2p1\r\n'),
    expected: ['activation failed activation-not-a-gateway critical at 127.0.0.1:PORT'],
  },
  'activation-hangs-up': {
    planted: 'the connection is closed without an answer',
    see: activating(''),
    expected: ['activation failed activation-not-a-gateway critical at 127.0.0.1:PORT'],
  },
};

export const VANTAGE_FAULTS: Faults = {
  'address-of-a-family-we-lack': {
    planted: 'the vantage has no IPv6 and the name leads to an IPv6 address only',
    see: async () => {
      const question = { kind: 'port', host: '2001:db8::5', ports: [{ port: 443 }], timeoutMs: 800 };
      return (await askHere([question], { reach: { ipv6: false, allow: [] } })).findings;
    },
    expected: ['port unknown not-reachable-from-here at 2001:db8::5'],
  },
  'budget-used-up': {
    planted: 'the run has no time left when the question is asked',
    see: async (t) => {
      const place = await open(t);
      const question = { kind: 'port', host: HOST, ports: [{ port: place.port }], timeoutMs: 800 };
      return (await askHere([question], { budgetMs: 0 })).findings;
    },
    expected: ['port unknown out-of-time at 127.0.0.1'],
  },
  'question-of-another-version': {
    planted: 'a question has a field that this version does not know',
    see: async () =>
      (await askHere([{ kind: 'port', host: HOST, ports: [{ port: 1 }], colour: 'red' }])).findings,
    expected: ['port unknown probe-crashed at 127.0.0.1'],
  },
};
