import { gradeClock } from '../../catalogue/clock.ts';
import type { Measurement } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import { placeName } from '../../core/text.ts';
import type { NtpAnswer } from '../../net/ntp.ts';
import { findMajority } from './consensus.ts';
import { evidenceOf, seconds } from './evidence.ts';
import type { NtpObservation, NtpServer } from './observe.ts';
import type { NtpReason, NtpSpec } from './spec.ts';

type AskedServers = Asked<NtpSpec, NtpObservation>;
type Addressed = Extract<NtpServer, { readonly address: string }>;
type ConfigIssue = JudgedFault<NtpReason>;

/** Whether the vantage can get the time, and whether its own clock shows it: the majority of the servers decides. */
export function judgeNtp(asked: readonly AskedServers[]): Judged<NtpReason> {
  const servers = asked.flatMap(({ observation }) => observation.servers);
  return { evidence: servers.map(evidenceOf), faults: judgeServers(servers) };
}

function judgeServers(servers: readonly NtpServer[]): readonly ConfigIssue[] {
  const asked = servers.filter((server) => 'address' in server);
  // Where another server could be asked, a name that does not resolve is a matter for `dns` alone.
  if (asked.length === 0) return servers.map(judgeUnresolved);
  const heard = asked.filter(({ answer }) => saysSomething(answer));
  if (heard.length === 0) return judgeNobodyHeard(asked);
  const unheard = asked.filter(({ answer }) => !saysSomething(answer));
  const trusted = heard.filter(({ answer }) => answer.outcome === 'answered');
  const untrusted = heard.filter(({ answer }) => answer.outcome !== 'answered');
  return [
    ...judgeTimes(trusted, asked.length),
    ...untrusted.map((server) => judgeUntrusted(server, trusted.length > 0)),
    ...unheard.map((server) => judgeUnheard(server, heard)),
  ];
}

function saysSomething({ outcome }: NtpAnswer): boolean {
  return outcome !== 'silent' && outcome !== 'refused' && outcome !== 'unreachable';
}

function judgeUnresolved({ host, port }: NtpServer): ConfigIssue {
  return { reason: 'ntp-silent', subject: placeName(host, port), port, dueTo: 'dns' };
}

/**
 * Nobody answers. Routers and hosts limit the ICMP errors they send in a second (Linux icmp(7),
 * `icmp_ratelimit`), so beside many rejections some silences are rejections too: half of them decides.
 */
function judgeNobodyHeard(asked: readonly Addressed[]): readonly ConfigIssue[] {
  const rejected = asked.filter(({ answer }) => answer.outcome !== 'silent');
  const reason = rejected.length * 2 >= asked.length ? 'ntp-refused' : 'ntp-silent';
  return asked.map((server) => ({
    ...faultAt(server, reason),
    values: {
      outcome: server.answer.outcome,
      asked: asked.length,
      rejected: rejected.length,
    },
  }));
}

function judgeUntrusted(server: Addressed, othersAreTrusted: boolean): ConfigIssue {
  return {
    ...faultAt(server, 'ntp-unsynchronised'),
    ...(othersAreTrusted && { status: 'degraded' as const }),
    values: { says: whatItSays(server.answer) },
  };
}

function whatItSays(answer: NtpAnswer): string {
  if (answer.outcome === 'kiss') return `kiss code ${answer.code}`;
  if (answer.outcome === 'malformed') return `malformed, expected ${answer.expected}`;
  return 'leap' in answer ? `leap indicator ${answer.leap}, stratum ${answer.stratum}` : answer.outcome;
}

/** A silent server whose host answers elsewhere costs nobody the time: it is told, and no more. */
function judgeUnheard(server: Addressed, heard: readonly Addressed[]): ConfigIssue {
  const hostAnswers = heard.some(({ host, port }) => host === server.host && port === server.port);
  return {
    ...faultAt(server, 'ntp-partly-silent'),
    ...(hostAnswers && { severity: 'info' as const }),
    values: { outcome: server.answer.outcome, heard: heard.length },
  };
}

function judgeTimes(trusted: readonly Addressed[], asked: number): readonly ConfigIssue[] {
  const samples = trusted.flatMap((server) =>
    server.answer.outcome === 'answered' ? [{ server, ...server.answer }] : [],
  );
  const majority = findMajority(samples);
  const disagree = ({ server, offsetMs }: (typeof samples)[number]): ConfigIssue => ({
    ...faultAt(server, 'ntp-disagree'),
    values: {
      offsetSeconds: seconds(offsetMs),
      agreeing: majority?.members.length ?? 0,
      answering: samples.length,
    },
  });
  if (majority === undefined) return samples.map(disagree);
  const outsiders = majority.outsiders.map(disagree);
  const grade = gradeClock(majority.offsetMs);
  if (grade === 'good') return outsiders;
  // One server against one clock: with others asked and not heard, nobody can say which of the two is wrong.
  if (majority.members.length === 1 && asked > 1) return majority.members.map(disagree);
  const skewed = majority.members.map(
    ({ server }): ConfigIssue => ({
      ...faultAt(server, 'vantage-clock-skewed'),
      ...(grade === 'critical' && { severity: 'critical' as const }),
      ...(grade === 'drifting' && { status: 'degraded' as const }),
      values: {
        offsetSeconds: seconds(majority.offsetMs),
        agreeing: majority.members.length,
        answering: samples.length,
      },
    }),
  );
  return [...skewed, ...outsiders];
}

function faultAt({ host, port, address }: Addressed, reason: NtpReason): ConfigIssue {
  return { reason, subject: placeName(host, port), address, port };
}

/** The vantage's own offset by the majority, and each server's round trip. */
export function measureNtp(asked: readonly AskedServers[]): readonly Measurement[] {
  const samples = asked.flatMap(({ observation }) =>
    observation.servers.flatMap(({ host, port, answer }) =>
      answer.outcome === 'answered' ? [{ subject: placeName(host, port), ...answer }] : [],
    ),
  );
  const majority = findMajority(samples);
  return [
    ...(majority === undefined
      ? []
      : [{ name: 'VantageClockOffset', value: round(majority.offsetMs), unit: 'Milliseconds' as const }]),
    ...samples.map(({ subject, delayMs }) => ({
      name: 'NtpDelay',
      value: round(delayMs),
      unit: 'Milliseconds' as const,
      subject,
    })),
  ];
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
