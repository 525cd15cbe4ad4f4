import { CLOCK_LIMITS } from '../../catalogue/clock.ts';
/** What a gateway's own console shows and nobody else can, and the headings round it. */
export interface PreflightPhrases {
  readonly title: string;
  /** `{gateway} {region} {endpoint} {startedAt}` */
  readonly subject: string;
  readonly firstPath: string;
  readonly secondPath: string;
  /** What AWS says: image, endpoint, rules. */
  readonly fromAws: string;
  readonly onConsole: string;
  readonly result: string;
  readonly signedOff: string;
  /** Only without a key: nobody but the gateway can show the second path. */
  readonly networkTest: string;
  /** One place of the network test that only the gateway can show. `{place} {role} {here} {commands}` */
  readonly onlyThere: string;
  /** `{place} {role}` */
  readonly shownByKey: string;
  /** What was seen of a place from here. */
  readonly here: Readonly<Record<'reached' | 'failed' | 'not-checked', string>>;
  /** Where the clock could not be read. */
  readonly clock: string;
  /** Where AWS was not asked, or did not tell. */
  readonly image: string;
  /** Always left to a person. */
  readonly password: string;
  readonly publicEndpoint: string;
  readonly vpcEndpoint: string;
  /** `{gateway}` */
  readonly noKeyAsked: string;
  readonly keyCame: string;
  /** `{gateway}` */
  readonly clockUnread: string;
}

/** Sources: "Troubleshooting gateway activation" and "Performing maintenance tasks on the local console", Storage Gateway User Guides. */
export const en: PreflightPhrases = {
  title: 'Activation preflight',
  subject: 'Gateway {gateway}, Region {region}, endpoint {endpoint}, {startedAt}',
  firstPath: 'Path 1: from here to the gateway',
  secondPath: 'Path 2: from the gateway to AWS, the same places checked from here',
  fromAws: 'What AWS says: image, VPC endpoint, and the rules from the gateway to it',
  onConsole: "Only the gateway's own console or a person can show",
  result: 'Result',
  signedOff: 'Checked by (name, date):',
  networkTest:
    'Local console (user admin), "Test Network Connectivity" with this endpoint type and Region: every line says [PASSED].',
  onlyThere:
    '{place} ({role}), from the gateway itself. From here: {here}. In "Gateway Console", where the issuer must be Amazon: {commands}',
  shownByKey: '{place} ({role}): the gateway itself reached it, for it fetched a key.',
  here: { reached: 'reached', failed: 'not reached', 'not-checked': 'not checked' },
  clock: `"System Time Management": the clock is at most ${CLOCK_LIMITS.skewedS} seconds off. On EC2 the menu is missing: the instance reaches {0..3}.amazon.pool.ntp.org on port 123.`,
  image:
    'The image is the newest of the right gateway type; images of different types are not interchangeable.',
  password: 'The default password of the local console (admin / password) is changed.',
  publicEndpoint:
    'No Storage Gateway VPC endpoint in the same VPC has "Enable Private DNS Name" switched on.',
  vpcEndpoint:
    "The security group of the VPC endpoint lets the gateway's address (or its proxy's) in on TCP 443, 1026-1028, 1031 and 2222.",
  noKeyAsked:
    'No key was requested from {gateway}, so the path from the gateway itself to AWS is not proven: the same places were checked from here. Its console shows it, or --mint-key.',
  keyCame: 'The gateway fetched a key from AWS: both paths of activation work. The key was thrown away.',
  clockUnread: 'The clock of {gateway} cannot be read from here: compare it on its console.',
};
