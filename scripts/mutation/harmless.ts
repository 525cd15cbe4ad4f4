/** Why a change that no test notices does no harm. */
interface Harmless {
  /** Its file, or a folder. */
  readonly file: string;
  /** Something of its line. */
  readonly code: string;
  /** Something of what stands in its place; any change of the line where undefined. */
  readonly becomes?: string;
  readonly why: string;
}

export const HARMLESS: readonly Harmless[] = [
  {
    file: 'lib/stages/check/causes.ts',
    code: 'for (const lower of [...own',
    becomes: 'lowers',
    why: 'Own ones would be asked a second time, and answer the same.',
  },
  {
    file: 'lib/probes/dns/judge.ts',
    code: 'const [, bracketed, port]',
    why: 'Places come from c-ares, which writes them in one form: ADDRESS, ADDRESS:PORT or [ADDRESS]:PORT.',
  },
  {
    file: 'lib/probes/dns/judge.ts',
    code: 'if (first === undefined) return {};',
    why: 'c-ares names a server where the system has none.',
  },
  {
    file: 'lib/probes/dns/judge.ts',
    code: "?? ''",
    why: 'Only for the compiler: the addresses are known there.',
  },
  {
    file: 'lib/wire/reader.ts',
    code: 'throw new WireError',
    why: 'The words of an error; its place and whether more bytes would help are held.',
  },
  {
    file: 'lib/wire/writer.ts',
    code: 'needed',
    why: 'How far a buffer grows at a time; what is written is the same.',
  },
  {
    file: 'lib/wire/der.ts',
    code: 'this.#at < this.#end',
    why: 'The byte behind a cursor is refused by the length of its element.',
  },
  {
    file: 'lib/stages/check/causes.ts',
    code: '?? []',
    why: 'Never reached: every draft is in the map that is asked.',
  },
  {
    file: 'lib/stages/check/causes.ts',
    code: 'const { lowers = [], correlationKeys: all = [] }',
    why: 'Never reached: every vantage is in the map that is asked.',
  },
  {
    file: 'lib/stages/check/causes.ts',
    code: 'step < probes.length',
    why: 'The bound ends a circle of causes, which no kind can make; chains have three steps at most.',
  },
  {
    file: 'lib/stages/check/correlate.ts',
    code: 'one.target < other.target',
    why: 'Two causes of one name are of one target.',
  },
  {
    file: 'lib/wire/ntp.ts',
    code: '/\\0+$/',
    why: "Of a name's zeros only those at its end are taken away; in the middle they end in no name either way.",
  },
  {
    file: 'lib/stages/check/causes.ts',
    code: "const distrusted = upper.from === 'control'",
    becomes: 'true',
    why: 'What the vantage itself asked is explained by nothing but what AWS tells.',
  },
  {
    file: 'lib/stages/check/causes.ts',
    code: 'fault.dueTo === undefined) return other',
    becomes: 'false',
    why: 'No kind is named undefined: nothing is found below either.',
  },
  {
    file: 'lib/stages/check/correlation-rules.ts',
    code: 'towards = []',
    why: 'A text that is no prefix holds no address.',
  },
  {
    file: 'lib/probes/ike/judge.ts',
    code: "if (seen.outcome === 'alive') return [];",
    why: 'Only for the compiler: of a dead address no port is alive.',
  },
  {
    file: 'lib/probes/ike/judge.ts',
    code: "reason === 'ike-refused' && mainIsSilent",
    becomes: 'true',
    why: 'Beside a silent main port, the main port is none that refuses.',
  },
  {
    file: 'lib/probes/vpn/judge-addresses.ts',
    code: 'isoTime(askedAtMs)',
    becomes: '""',
    why: 'Only for the compiler: when it was asked is always a time.',
  },
  {
    file: 'lib/probes/vpn/judge-addresses.ts',
    code: "typeof one === 'string'",
    becomes: 'true',
    why: 'Only for the compiler: the values of a fault are JSON, and both addresses are texts.',
  },
  {
    file: 'lib/probes/vpn/judge-addresses.ts',
    code: 'changed[0]?.values',
    why: 'Only for the compiler: where there is a command there is a changed address.',
  },
  {
    file: 'lib/probes/vpn/judge-tunnels.ts',
    code: 'lastLine: `',
    becomes: '""',
    why: 'Only for the compiler: a line of a log has a time.',
  },
  {
    file: 'lib/probes/vpn/judge-tunnels.ts',
    code: 'const traffic = up.length > 0',
    becomes: '""',
    why: 'The other two words alone are compared with; what is neither proves nothing.',
  },
  {
    file: 'lib/probes/vpn/judge-tunnels.ts',
    code: '[log?.error, log?.lastDpd, log?.lastRekey]',
    becomes: '[log?.error, log?.lastDpd, log?.lastRekey]',
    why: 'Only for the compiler: what is undefined is sorted behind everything else.',
  },
  {
    file: 'lib/probes/vpn/judge-tunnels.ts',
    code: '.filter((one) => one !== undefined)',
    why: 'Only for the compiler: what is undefined is sorted behind everything else.',
  },
  {
    file: 'lib/probes/vpn/judge-tunnels.ts',
    code: 'if (first === undefined || second === undefined)',
    why: 'Only for the compiler: a list without a first has no second.',
  },
  {
    file: 'lib/probes/vpn/judge-bgp.ts',
    code: "statusMessage ?? ''",
    why: 'A text in which nothing is said to be up.',
  },
  {
    file: 'lib/probes/vpn/judge-routes.ts',
    code: 'if (gateway === undefined) return [];',
    why: 'Without a virtual private gateway no tables are read.',
  },
  {
    file: 'lib/probes',
    code: 'indexState({ vpcs: [], securityGroups: []',
    why: 'What chooses a route asks for prefix lists and spans alone.',
  },
  {
    file: 'lib/probes/vpn/judge-routes.ts',
    code: 'span !== undefined &&',
    why: 'Only for the compiler: a question holds none but addresses and prefixes.',
  },
  {
    file: 'lib/probes/vpn/tunnel-log.ts',
    code: "typeof fields.details === 'string'",
    becomes: 'Stryker',
    why: 'A text that no message fits.',
  },
  {
    file: 'lib/probes/client-vpn/judge-certificate.ts',
    code: 'if (arn === undefined || answer',
    becomes: 'false',
    why: 'Only for the compiler: ACM is asked for the certificate that the endpoint names, and for no other.',
  },
  {
    file: 'lib/probes/client-vpn/judge-certificate.ts',
    code: 'notAfterMs !== undefined &&',
    becomes: 'true',
    why: 'Only for the compiler: an end that is not there is neither before nor after anything.',
  },
  {
    file: 'lib/probes/client-vpn/judge.ts',
    code: 'spanOf(destination) ?? []',
    why: 'A text holds no address.',
  },
  {
    file: 'lib/probes/client-vpn/judge.ts',
    code: 'return span !== undefined &&',
    becomes: 'true',
    why: 'Only for the compiler: a question holds none but addresses and prefixes.',
  },
  {
    file: 'lib/probes/transit-gateway/judge-routes.ts',
    code: "missing[0] ?? '-'",
    why: 'Only for the compiler: a table is told of for what it lacks.',
  },
  {
    file: 'lib/stages/notify/decide.ts',
    code: "onError(error, 'using the table')",
    why: 'The words of a log line.',
  },
  {
    file: 'lib/stages/notify/decide.ts',
    code: ".join('\\n');",
    becomes: '""',
    why: 'Holds the parts of a name together, which no reader takes apart.',
  },
  {
    file: 'lib/stages/notify/decide.ts',
    code: "? 'warm-up'",
    why: 'By the clock only that something holds a failure back counts, not what.',
  },
  {
    file: 'lib/stages/notify/decide.ts',
    code: "if (subject.kind !== 'finding') return undefined;",
    why: 'Only for the compiler: an alarm has no target that is muted, and no run.',
  },
  {
    file: 'lib/stages/notify/decide.ts',
    code: 'if (!mayWait(finding, standing)) return undefined;',
    why: 'Saves reads of the table; `isNotifiedElsewhere` asks the same again.',
  },
  {
    file: 'lib/stages/notify/decide.ts',
    code: "if (commit === undefined || commit.phase === 'closed'",
    why: 'Only for the compiler: what is sent of a failure leaves an open incident.',
  },
  {
    file: 'lib/stages/notify/decide.ts',
    code: "event.configuredMs === undefined || event.state !== 'ALARM'",
    why: 'Without that time nothing is later than it, and an end is held back by nothing.',
  },
  {
    file: 'lib/stages/notify/decide.ts',
    code: 'known?.finding ?? asFinding',
    becomes: 'known.finding',
    why: 'Only for the compiler: of a finding something is known, if only that nothing could be asked.',
  },
  {
    file: 'lib/stages/notify/decide.ts',
    code: 'warmUntilMs === undefined || subject.vantage === undefined',
    why: 'Only for the compiler: no moment is earlier than a time that is not there, and a silence is a vantage’s.',
  },
  {
    file: 'lib/stages/notify/event-groups.ts',
    code: "events.filter((one) => one.about === 'unreadable')",
    why: 'Only for the compiler: where no alarm is in a group all of it is unreadable.',
  },
  {
    file: 'lib/stages/notify/hindered-alarms.ts',
    code: 'const key = [begin, ...such',
    becomes: '""',
    why: 'Holds the parts of a name together, which no reader takes apart.',
  },
  {
    file: 'lib/stages/notify/hindered-alarms.ts',
    code: 'throw new Error',
    becomes: '""',
    why: 'The words of an error; that it is thrown is held.',
  },
  {
    file: 'lib/stages/notify/incident-rules.ts',
    code: "hold === 'warm-up' && event.type === 'change'",
    why: 'Only for the compiler: an incident is opened by a change.',
  },
  {
    file: 'lib/stages/notify/incident-rules.ts',
    code: "subject.kind === 'alarm' && before?.phase === 'closed'",
    becomes: 'before.phase',
    why: 'Only for the compiler: what comes late comes after something.',
  },
  {
    file: 'lib/stages/notify/incident-rules.ts',
    code: "const isGone = at.event.type === 'tick'",
    why: 'Only for the compiler: the rule is asked by the clock alone.',
  },
  {
    file: 'lib/stages/notify/incident-rules.ts',
    code: "= event.type === 'change' ? event : {};",
    why: 'Only for the compiler: what the clock brings names no first run.',
  },
  {
    file: 'lib/stages/notify/incident-rules.ts',
    code: "if (event.type !== 'change' || event.text === undefined)",
    why: 'Only for the compiler: what the clock brings has no text.',
  },
  {
    file: 'lib/stages/notify/other-vantage.ts',
    code: "standing !== 'unreadable' &&",
    why: 'Only for the compiler: a text has no time of a message.',
  },
  {
    file: 'lib/stages/notify/other-vantage.ts',
    code: "standing.phase !== 'closed' &&",
    why: 'Only for the compiler: what is closed has no time of a message.',
  },
  {
    file: 'lib/probes/ntp/consensus.ts',
    code: 'one.length > most.length',
    why: 'Of two majorities of one size either may stand.',
  },
  {
    file: 'lib/probes/ntp/judge.ts',
    code: "server.answer.outcome === 'answered' ? [{ server",
    why: 'Only for the compiler: those that are trusted have answered.',
  },
  {
    file: 'lib/probes/dns/judge.ts',
    code: "...(observation.outcome === 'answered' && {",
    becomes: 'true',
    why: 'Only for the compiler: what did not answer has none of these.',
  },
  {
    file: 'lib/probes/dns/judge.ts',
    code: "observation.outcome === 'answered' && observation.from === 'dns'",
    becomes: 'true',
    why: 'Only for the compiler: what did not answer is from nowhere.',
  },
  {
    file: 'lib/probes/dns/judge.ts',
    code: "addresses.filter((one) => typeof one === 'string')",
    why: 'Only for the compiler: addresses are texts.',
  },
  {
    file: 'lib/probes/resolver/judge.ts',
    code: '?.replace(',
    why: 'Only for the compiler, and for a name with a star in its middle, which no endpoint has.',
  },
  {
    file: 'lib/probes/resolver/judge.ts',
    code: 'const known = endpoints.flatMap(',
    why: "Only for the compiler: the line before ends where an endpoint's addresses are not told.",
  },
  {
    file: 'lib/probes/resolver/judge.ts',
    code: 'const own = inboundOf(observation)',
    becomes: '["Stryker was here"]',
    why: 'What has no address equals no target.',
  },
  {
    file: 'lib/probes/resolver/judge.ts',
    code: '{ endpoints = [] }: ResolverObservation',
    becomes: '["Stryker was here"]',
    why: 'What is no endpoint is named by no rule.',
  },
  {
    file: 'lib/probes/resolver/judge.ts',
    code: 'rules: readonly ReadRule[] = []',
    becomes: '["Stryker was here"]',
    why: 'What is no rule holds nowhere.',
  },
  {
    file: 'lib/probes/resolver/judge.ts',
    code: 'return indexState({',
    why: 'Groups are judged without VPCs, network ACLs and route tables.',
  },
  {
    file: 'lib/probes/resolver/judge.ts',
    code: 'if (span === undefined) return false;',
    why: 'Only for the compiler: the configuration and AWS give addresses.',
  },
  {
    file: 'lib/probes/resolver/judge.ts',
    code: 'canNameGroups: false',
    becomes: 'true',
    why: 'Read where hops are shown; here the verdict alone is wanted.',
  },
  {
    file: 'lib/probes/resolver/judge.ts',
    code: "group: securityGroupIds[0] ?? '-'",
    why: 'Only for the compiler: what closes a port is a group.',
  },
  {
    file: 'lib/probes/resolver/judge.ts',
    code: "DELETING: 'ending'",
    becomes: '""',
    why: 'Whatever is none of the other words has failed.',
  },
  {
    file: 'lib/probes/instance-connect/judge-address-types.ts',
    code: "instance.vpcId ?? ''",
    why: 'No endpoint is in a VPC of that name.',
  },
  {
    file: 'lib/probes/instance-connect/judge-endpoints.ts',
    code: 'first !== undefined && second === undefined',
    becomes: 'true',
    why: 'JSON drops a group that is not there, and its command is then left out.',
  },
  {
    file: 'lib/probes/instance-connect/judge-instances.ts',
    code: "{ imageId = '' }",
    why: 'No image has that id.',
  },
  {
    file: 'lib/probes/instance-connect/judge-instances.ts',
    code: "imageNames) ?? ''",
    why: 'No system is known by that name.',
  },
  {
    file: 'lib/probes/instance-connect/judge-preflight.ts',
    code: 'first !== undefined',
    becomes: 'true',
    why: 'Only for the compiler: a quota that is full has a first endpoint.',
  },
  {
    file: 'lib/probes/proxy/judge.ts',
    code: "if (reply.outcome !== 'refusal') return",
    becomes: 'false',
    why: 'Only for the compiler: what is no refusal has no status that denies.',
  },
  {
    file: 'lib/probes/vpc-endpoint/judge.ts',
    code: "const subject = spec.endpoint ?? ''",
    why: 'Only for the compiler: a question without a VPC names an endpoint.',
  },
  {
    file: 'lib/probes/vpc-endpoint/judge.ts',
    code: "const vpc = spec.vpc ?? ''",
    why: 'Only for the compiler: this is read of a question that names a VPC.',
  },
  {
    file: 'lib/probes/path/judge.ts',
    code: 'const NOTHING_READ',
    why: 'Only for the compiler: every segment is read.',
  },
  {
    file: 'lib/probes/path/judge.ts',
    code: '{ evidence: [], faults: [] }',
    why: 'Only for the compiler: what was out of time is told before any judge is asked.',
  },
  {
    file: 'lib/probes/path/judge.ts',
    code: 'explanationsOf.get(place) ?? []',
    why: 'Of a path that is not blocked explanations are not read.',
  },
  {
    file: 'lib/probes/path/judge.ts',
    code: "if (verdict.outcome === 'allowed') return []",
    why: 'Only for the compiler: what is allowed has no explanation, and so no fault.',
  },
  {
    file: 'lib/probes/vpc-endpoint/judge.ts',
    code: "decideByPolicy(policy, '*', '*')",
    becomes: '""',
    why: 'Where a star is allowed, nothing at all is too: only a statement for everything holds either.',
  },
  {
    file: 'lib/probes/instance-login/judge.ts',
    code: "const [first = '-'] = spec.instances",
    why: 'Only for the compiler: a question names an instance.',
  },
  {
    file: 'lib/probes/ike/answer.ts',
    code: 'const [high, low] = first?.data ?? [];',
    why: 'Only for the compiler: where there is no notification its name is none that is asked for.',
  },
  {
    file: 'lib/probes/ike/answer.ts',
    code: 'high !== undefined &&',
    why: 'Only for the compiler: where there is a second byte there is a first.',
  },
  {
    file: 'lib/wire/client-hello.ts',
    code: "'ascii'",
    why: 'Names are ASCII: both encodings write the same bytes.',
  },
  {
    file: 'lib/wire/writer.ts',
    code: "'latin1'",
    why: 'What is written is ASCII: both encodings write the same bytes.',
  },
  {
    file: 'lib/vpn-config/ipsec-conf.ts',
    code: "const [, kind, rest = '']",
    why: 'Only for the compiler: both are read only where the expression matched.',
  },
  {
    file: 'lib/vpn-config/ipsec-conf.ts',
    code: "const [, key, value = '']",
    why: 'Only for the compiler: both are read only where the expression matched.',
  },
  {
    file: 'lib/vpn-config/ipsec-conf.ts',
    code: 'also: [] }',
    why: 'A section that nobody wrote takes over nothing.',
  },
  {
    file: 'lib/vpn-config/ipsec-secrets.ts',
    code: 'const entries',
    why: 'What is no entry holds no key.',
  },
  {
    file: 'lib/vpn-config/ipsec-secrets.ts',
    code: "const [, ids = '', quoted",
    why: 'Only for the compiler: the names are read only where a key was found.',
  },
  {
    file: 'lib/vpn-config/ipsec-secrets.ts',
    code: 'PSK\\s+(?:',
    becomes: '[]',
    why: 'Only for the compiler: what did not match has no key.',
  },
  {
    file: 'lib/vpn-config/ipsec-secrets.ts',
    code: 'ids.split(',
    why: 'What is empty is left out of the names.',
  },
  {
    file: 'lib/vpn-config/swanctl-conf.ts',
    code: 'const root: Node',
    why: 'The root has no name, and what is no section has none that is asked for.',
  },
  {
    file: 'lib/vpn-config/swanctl-conf.ts',
    code: "[1] ?? ''",
    why: 'Only for the compiler: the expression matched.',
  },
  {
    file: 'lib/vpn-config/swanctl-conf.ts',
    code: "const [whole, key = ''",
    why: 'Only for the compiler: the expression matched.',
  },
  {
    file: 'lib/vpn-config/swanctl-conf.ts',
    code: "const [kept = '']",
    why: 'Only for the compiler: the expression matches every line.',
  },
  {
    file: 'lib/vpn-config/swanctl-conf.ts',
    code: "?.text('id')",
    why: 'Only for the compiler: both sections were just made.',
  },
  {
    file: 'lib/vpn-config/swanctl-conf.ts',
    code: 'const [value] = list?.value ?? [];',
    why: 'Only for the compiler: without a list there is no value.',
  },
  {
    file: 'lib/vpn-config/swanctl-conf.ts',
    code: 'list === undefined || value === undefined',
    why: 'Only for the compiler: without a list there is no value.',
  },
  {
    file: 'lib/vpn-config/gateway-xml.ts',
    code: 'last !== undefined',
    why: 'Only for the compiler: text outside of the root is damage.',
  },
  {
    file: 'lib/vpn-config/gateway-xml.ts',
    code: 'closed === undefined',
    why: 'Only for the compiler: what closes was opened, else it is damage.',
  },
  {
    file: 'lib/vpn-config/gateway-xml.ts',
    code: 'xml.slice(0, 1_048_576)',
    why: 'A bound far above what AWS writes.',
  },
  {
    file: 'lib/vpn-config/written-config.ts',
    code: "const [, number, unit = 's']",
    why: 'Only for the compiler: what did not match has no number.',
  },
  {
    file: 'lib/vpn-config/written-config.ts',
    code: 'number === undefined || unitSeconds === undefined',
    why: 'Only for the compiler: every letter that matches is a unit.',
  },
  {
    file: 'lib/vpn-config/read-files.ts',
    code: 'text.replace(/^\\s*#.*/gm',
    why: 'The form of a file is told by the first word of a line.',
  },
  {
    file: 'lib/vpn-config/read-files.ts',
    code: '!/^conn\\s/m',
    becomes: 'conn',
    why: 'An include of another file is the only other line that a file of secrets has.',
  },
  {
    file: 'lib/vpn-config/read-files.ts',
    code: '/^\\s*secrets\\s*\\{/m',
    becomes: 'secrets',
    why: 'No other section has a name that ends so.',
  },
  {
    file: 'lib/vpn-config/aws-download.ts',
    code: "placeOf = (address = '')",
    why: 'What is not in the file counts as at its beginning, and so does what is empty.',
  },
  {
    file: 'lib/vpn-config/aws-download.ts',
    code: 'OUTSIDE.exec(text) ?? []',
    why: 'The first of a match is not read.',
  },
  {
    file: 'lib/vpn-config/aws-download.ts',
    code: 'if (key !== undefined && value !== undefined)',
    why: 'Only for the compiler: a match has both, and no match has neither.',
  },
  {
    file: 'lib/vpn-config/aws-download.ts',
    code: "/^c/i.test(key) ? 'local'",
    becomes: '/c/i',
    why: 'Of the two names one alone has a C.',
  },
  {
    file: 'lib/vpn-config/ipsec-secrets.ts',
    code: '.exec(entry) ?? [];',
    why: 'The first of a match is not read.',
  },
  {
    file: 'lib/vpn-config/aws-download.ts',
    code: 'let inside = false',
    why: 'What stands before the first section is passed over by the reader of sections.',
  },
  {
    file: 'lib/vpn-config/aws-download.ts',
    code: ": '')).join(",
    becomes: 'Stryker',
    why: 'What is no line of a secret is passed over by their reader.',
  },
  {
    file: 'lib/vpn-config/compare.ts',
    code: "value = ''",
    why: 'Such a line has its value in itself.',
  },
  {
    file: 'lib/vpn-config/compare.ts',
    code: "[key]?.(value) ?? ''",
    why: 'Only for the compiler: what a format cannot write is never read of it.',
  },
  {
    file: 'lib/vpn-config/compare.ts',
    code: 'mtu !== undefined &&',
    becomes: 'true',
    why: 'Only for the compiler: AES-GCM has a row in the table.',
  },
  {
    file: 'lib/vpn-config/compare.ts',
    code: 'one !== undefined);',
    why: 'Only for the compiler: AES-GCM has a row in the table.',
  },
  {
    file: 'lib/vpn-config/compare.ts',
    code: "'AES128-GCM-16'], encryption)",
    why: 'Only for the compiler: a phase has a cipher.',
  },
  {
    file: 'lib/vpn-config/compare.ts',
    code: "'SHA1'], integrity)",
    why: 'Only for the compiler: a phase has a hash.',
  },
  {
    file: 'lib/stages/notify/hindered-alarms.ts',
    code: 'held: [] }',
    becomes: 'Stryker',
    why: 'A text is no notice of anybody.',
  },
  {
    file: 'lib/net/alerts.ts',
    code: ": '",
    becomes: '""',
    why: 'A word of the table of RFC 8446; a test of each would be a second table.',
  },
  {
    file: 'lib/trust',
    code: 'throw new WireError',
    why: 'The words of an error, which nobody is shown; that it is thrown is held.',
  },
  {
    file: 'lib/trust',
    code: 'error instanceof WireError',
    why: 'Readers of bytes throw nothing else.',
  },
  {
    file: 'lib/trust',
    code: 'catch',
    becomes: '{}',
    why: 'Without its block it returns undefined, which is what it returns or counts as no.',
  },
  {
    file: 'lib/trust/certificate-file.ts',
    code: "label = ''",
    why: 'Only for the compiler: the expression matched, and so did its group.',
  },
  {
    file: 'lib/trust/certificate-file.ts',
    code: "labels[0]?.[1] ?? ''",
    why: 'Only for the compiler: there is a label, else it was read as DER.',
  },
  {
    file: 'lib/trust/certificate-file.ts',
    code: 'if (end < 0)',
    why: 'The end of a block never stands where its file begins.',
  },
  {
    file: 'lib/trust/certificate.ts',
    code: "name ?? ''",
    why: 'A line that is no attribute is passed over.',
  },
  {
    file: 'lib/trust/certificate.ts',
    code: "[key = '', ...rest]",
    why: 'Only for the compiler: a line that was split has a first part.',
  },
  {
    file: 'lib/trust/certificate.ts',
    code: "subjectAltName ?? ''",
    why: 'What has no kind of name before it is no name; the cut saves work.',
  },
  {
    file: 'lib/trust/chain-verdict.ts',
    code: 'kept',
    why: 'While mutants are tried nothing is remembered (`scripts/mutants.ts`); `kept-verdicts.test.ts` holds what is kept.',
  },
  {
    file: 'lib/trust/chain-verdict.ts',
    code: 'const sent = chain.slice(0, MOST_CERTIFICATES)',
    why: 'While mutants are tried no verdict is remembered; between which dates one holds is tested by itself.',
  },
  {
    file: 'lib/trust/chain-verdict.ts',
    code: 'return [...sent, ...trustedRoots(trust)',
    why: 'While mutants are tried no verdict is remembered; between which dates one holds is tested by itself.',
  },
  {
    file: 'lib/trust/chain-verdict.ts',
    code: "trust === 'public'",
    why: 'Saves a second search among the same roots.',
  },
  {
    file: 'lib/trust/chain.ts',
    code: "issuers: 'anybody'",
    why: 'It is only asked whether none but authorities are followed.',
  },
  {
    file: 'lib/trust/name-constraints.ts',
    code: 'name.choice}]',
    why: 'Only for the compiler: such a name is never shown.',
  },
  {
    file: 'lib/trust/name-constraints.ts',
    code: "case 'other':",
    why: 'Only for the compiler: such a name is never shown.',
  },
  {
    file: 'lib/trust/name-constraints.ts',
    code: '?? [];',
    becomes: 'Stryker',
    why: 'Only for the compiler: bytes in hexadecimal have groups; a name without a kind lies nowhere.',
  },
  {
    file: 'lib/trust/path-rules.ts',
    code: 'if (certificate === undefined) return [];',
    why: 'Only for the compiler: the place is one of the path.',
  },
  {
    file: 'lib/trust/revocation-list.ts',
    code: 'if (how === undefined || key === undefined)',
    why: 'Only for the compiler: without either verifying throws, and that is no signature.',
  },
  {
    file: 'lib/trust/revocation-list.ts',
    code: 'hash === undefined ? undefined',
    why: 'Only for the compiler: no hash is called undefined.',
  },
  {
    file: 'lib/trust/revocation-list.ts',
    code: 'tbs === undefined',
    why: 'What is no sequence is refused by the next reader.',
  },
  {
    file: 'lib/trust/revocation-list.ts',
    code: 'list === undefined ? undefined',
    why: 'What is no sequence is refused by the next reader.',
  },
  {
    file: 'lib/trust/trust.ts',
    code: '??=',
    why: 'What was read once stays for the whole process.',
  },
  {
    file: 'lib/trust/trust-store.ts',
    code: "'trust store'",
    why: 'The source of a list is shown for files alone.',
  },
  {
    file: 'lib/trust/extensions.ts',
    code: 'malformed: [],',
    why: 'It is written over at the end.',
  },
  {
    file: 'lib/trust/chain',
    code: 'path.length === 1 && isTrustedItself',
    why: 'A leaf that is trusted itself ends its path: a longer one would have to be signed by the leaf.',
  },
  {
    file: 'lib/trust/path-rules.ts',
    code: 'return most !== undefined && below > most',
    why: 'Only for the compiler: nothing is greater than a number that is not there.',
  },
  {
    file: 'lib/trust/signatures.ts',
    code: 'known.size < KEYS_PER_CERTIFICATE',
    why: 'Bounds what is remembered, not what is said.',
  },
  {
    file: 'lib/trust/weakness.ts',
    code: 'asymmetricKeyDetails?.',
    why: 'Only for the compiler: a public key has details.',
  },
  {
    file: 'lib/trust/signatures.ts',
    code: 'details?.',
    becomes: 'details.',
    why: 'Only for the compiler: a public key has details, if empty ones.',
  },
  {
    file: 'lib/probes/gateway/judge.ts',
    code: "gatewayName(gateway ?? instance ?? '')",
    why: 'Only for the compiler: a question names a gateway or an instance.',
  },
  {
    file: 'lib/probes/activation/judge.ts',
    code: "({ role }) => role === 'anon-cp')?.host",
    becomes: ').host',
    why: 'Only for the compiler: every Region has this name.',
  },
  {
    file: 'lib/probes/activation/judge.ts',
    code: "case 'key':",
    why: 'Only for the compiler: what has no case gives nothing either.',
  },
  {
    file: 'lib/probes/activation/judge.ts',
    code: "case 'http':",
    why: 'Only for the compiler: what has no case gives nothing either.',
  },
  {
    file: 'lib/probes/gateway-load/judge.ts',
    code: 'tells === undefined || reason === undefined',
    why: 'Only for the compiler: a metric with a threshold has a reason, and one without has none.',
  },
  {
    file: 'lib/probes/mtu/judge.ts',
    code: "answer.outcome !== 'measured') return",
    becomes: 'false',
    why: 'Only for the compiler: what was not measured has no sizes.',
  },
  {
    file: 'lib/stages/check/causes.ts',
    code: 'if (drafts.every(({ faults }) => faults.length === 0))',
    why: 'Saves work: it is asked of faults alone what explains them.',
  },
  {
    file: 'lib/probes/gateway/judge-software.ts',
    code: "gateway.nextUpdateAvailabilityDate ?? ''",
    why: 'Only for the compiler: any text that is no date stands for no update.',
  },
  {
    file: 'lib/probes/kit/fingerprints.ts',
    code: 'harmless: readonly string[] = [],',
    why: 'No reason is called so.',
  },
  {
    file: 'lib/probes/kit/fingerprints.ts',
    code: 'a.id < b.id',
    becomes: 'a.id <= b.id',
    why: 'Marks of one id are one.',
  },
  {
    file: 'lib/probes/mtls/judge.ts',
    code: 'if (newest === undefined) return [];',
    why: 'Only for the compiler: no group is empty.',
  },
  {
    file: 'lib/probes/mtls/judge.ts',
    code: "parseS3Url(logs ?? '')",
    why: 'Neither is the address of a bucket.',
  },
  {
    file: 'lib/probes/mtls/health-log.ts',
    code: "?? ''",
    why: 'Only for the compiler: a line of fewer fields is no check.',
  },
  {
    file: 'lib/probes/trust-store/judge.ts',
    code: "validTo: isoTime(authority.notAfterMs) ?? '-'",
    why: 'Only for the compiler: a certificate that was read has an end.',
  },
  {
    file: 'lib/probes/trust-store/judge.ts',
    code: "thisUpdate: isoTime(thisUpdateMs) ?? '-'",
    why: 'Only for the compiler: a list without it is left out before.',
  },
  {
    file: 'lib/probes/trust-store/judge.ts',
    code: 'if (thisUpdateMs === undefined) return [];',
    why: 'A list that was not read names no next update either, and is then neither old nor due.',
  },
];
