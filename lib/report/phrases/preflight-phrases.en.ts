import { CLOCK_LIMITS } from '../../catalogue/clock.ts';

/** Sources: "Troubleshooting gateway activation" and "Performing maintenance tasks on the local console", Storage Gateway User Guides. */
export const en = {
  title: 'Activation preflight',
  /** `{gateway} {region} {endpoint} {startedAt}` */
  subject: 'Gateway {gateway}, Region {region}, endpoint {endpoint}, {startedAt}',
  firstPath: 'Path 1: from here to the gateway',
  secondPath: 'Path 2: from the gateway to AWS, the same places checked from here',
  /** What AWS says: image, endpoint, rules. */
  fromAws: 'What AWS says: image, VPC endpoint, and the rules from the gateway to it',
  onConsole: "Only the gateway's own console or a person can show",
  result: 'Result',
  signedOff: 'Checked by (name, date):',
  /** Only without a key: nobody but the gateway can show the second path. */
  networkTest:
    'Local console (user admin), "Test Network Connectivity" with this endpoint type and Region: every line says [PASSED].',
  /** One place of the network test that only the gateway can show. `{place} {role} {here} {commands}` */
  onlyThere:
    '{place} ({role}), from the gateway itself. From here: {here}. In "Gateway Console", where the issuer must be Amazon: {commands}',
  /** `{place} {role}` */
  shownByKey: '{place} ({role}): the gateway itself reached it, for it fetched a key.',
  /** What was seen of a place from here. */
  here: { reached: 'reached', failed: 'not reached', 'not-checked': 'not checked' } satisfies Readonly<
    Record<'reached' | 'failed' | 'not-checked', string>
  >,
  /** Where the clock could not be read. */
  clock: `"System Time Management": the clock is at most ${CLOCK_LIMITS.skewedS} seconds off. On EC2 the menu is missing: the instance reaches {0..3}.amazon.pool.ntp.org on port 123.`,
  /** Where AWS was not asked, or did not tell. */
  image:
    'The image is the newest of the right gateway type; images of different types are not interchangeable.',
  /** Always left to a person. */
  password: 'The default password of the local console (admin / password) is changed.',
  publicEndpoint:
    'No Storage Gateway VPC endpoint in the same VPC has "Enable Private DNS Name" switched on.',
  vpcEndpoint:
    "The security group of the VPC endpoint lets the gateway's address (or its proxy's) in on TCP 443, 1026-1028, 1031 and 2222.",
  /** `{gateway}` */
  noKeyAsked:
    'No key was requested from {gateway}, so the path from the gateway itself to AWS is not proven: the same places were checked from here. Its console shows it, or --mint-key.',
  keyCame: 'The gateway fetched a key from AWS: both paths of activation work. The key was thrown away.',
  /** `{gateway}` */
  clockUnread: 'The clock of {gateway} cannot be read from here: compare it on its console.',
};
export type PreflightPhrases = Readonly<typeof en>;
