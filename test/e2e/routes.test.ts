import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { GetFunctionConcurrencyCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { PublishedMessage } from '../../lib/core/notify/message.ts';
import { MINUTE_MS } from '../../lib/core/time.ts';
import { LocalAccount, type Mailbox } from '../support/local-account.ts';
import { type OpenAndShut, openAndShut } from '../support/open-and-shut.ts';
import { withPrograms } from '../support/programs.ts';
import { DUMMY_CREDENTIALS } from '../support/read-clients.ts';
import { type SlackServer, serveSlack } from '../support/slack-server.ts';

const { test, before, after } = withPrograms('moto_server');

/**
 * The stack with routes, deployed into an emulator: its own filters decide what a mailbox and the queue of a channel
 * get, and a receiver on loopback says what was posted.
 */
describe('routes, from a failing target to the ends', () => {
  const cleanUps: (() => unknown)[] = [];
  const later = { after: (cleanUp?: unknown) => void cleanUps.push(cleanUp as () => unknown) };
  let account: LocalAccount;
  let slack: SlackServer;
  let slackOfNetwork: SlackServer;
  let storage: OpenAndShut;
  let network: OpenAndShut;
  const mailboxes = new Map<string, Mailbox>();

  before(async () => {
    [storage, network] = [await openAndShut(later), await openAndShut(later)];
    [slack, slackOfNetwork] = [await serveSlack(later), await serveSlack(later)];
    account = await LocalAccount.start(later, gatewatchYaml(storage.port, network.port), {
      beginMs: Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS - 70 * MINUTE_MS,
      environments: {
        'gatewatch-dev-slack': { NODE_EXTRA_CA_CERTS: slack.caFile },
        'gatewatch-dev-slack-network': { NODE_EXTRA_CA_CERTS: slackOfNetwork.caFile },
      },
    });
    for (const [Name, { url }] of Object.entries({
      'gatewatch/slack': slack,
      'gatewatch/slack-network': slackOfNetwork,
    }))
      await account.stack.moto.json('secretsmanager', 'CreateSecret', { Name, SecretString: url });
    for (const address of ['oncall@example.com', 'network@example.com'])
      mailboxes.set(address, await account.openMailbox('gatewatch-dev-messages', address));
  });
  after(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  const slackRead = new Map<SlackServer, number>();
  const posted = (server: SlackServer) => {
    const fresh = server.messages.slice(slackRead.get(server) ?? 0);
    slackRead.set(server, server.messages.length);
    return fresh.map(({ text }) => text.replace(/:.*/s, '').replace(/ after.*/, ''));
  };
  /** Target and type of what each end received since the last time. */
  async function received(): Promise<Readonly<Record<string, readonly string[]>>> {
    const ends: Record<string, readonly string[]> = {};
    for (const [address, mailbox] of mailboxes)
      ends[address] = (await mailbox.read()).map(({ message }) => {
        const { message: said }: PublishedMessage = JSON.parse(message);
        return 'finding' in said ? `${said.type} ${said.finding.target} of ${said.finding.owner}` : said.type;
      });
    return { ...ends, slack: posted(slack), 'slack of network': posted(slackOfNetwork) };
  }

  test('Lambda keeps for each function what the file reserves for it', async () => {
    const lambda = new LambdaClient({
      region: 'us-east-1',
      endpoint: account.stack.url,
      credentials: DUMMY_CREDENTIALS,
    });
    cleanUps.push(() => lambda.destroy());
    const reserved = await Promise.all(
      ['watch', 'notify', 'probe-here', 'slack'].map(async (name) => {
        const asked = new GetFunctionConcurrencyCommand({ FunctionName: `gatewatch-dev-${name}` });
        return (await lambda.send(asked)).ReservedConcurrentExecutions ?? null;
      }),
    );
    assert.deepEqual(reserved, [3, 3, 4, null]);
  });

  test('each owner reads of what is theirs, and nobody else does', async () => {
    await account.minutes(4);
    assert.deepEqual(await received(), {
      'oncall@example.com': [],
      'network@example.com': [],
      slack: [],
      'slack of network': [],
    });
    await storage.close();
    await account.minutes(5);
    assert.deepEqual(await received(), {
      'oncall@example.com': [],
      'network@example.com': [],
      slack: ['FAILED'],
      'slack of network': [],
    });
    await network.close();
    await account.minutes(5);
    assert.deepEqual(await received(), {
      'oncall@example.com': [],
      'network@example.com': ['failed wan of network'],
      slack: [],
      'slack of network': ['FAILED'],
    });
  });

  test('the end goes to those who read of the failure', async () => {
    await storage.open();
    await network.open();
    await account.minutes(6);
    await account.tick();
    assert.deepEqual(await received(), {
      'oncall@example.com': [],
      'network@example.com': ['recovered wan of network'],
      slack: ['RECOVERED'],
      'slack of network': ['RECOVERED'],
    });
  });
});

function gatewatchYaml(storage: number, network: number): string {
  return `
schedule: rate(1 minute)
concurrency: { watch: 3, notify: 3 }
ownerTag: team
notify:
  email: [{ to: oncall@example.com }, { to: network@example.com }]
  slack:
    - { webhookSecret: gatewatch/slack }
    - { name: network, webhookSecret: gatewatch/slack-network }
  routes:
    - { owner: [storage], to: [slack] }
    - { tags: { team: ["net*"] }, to: [network@example.com, network] }
vantages:
  - name: here
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    concurrency: 4
    targets:
      - { name: filer, type: tcp, address: "127.0.0.1:${storage}", owner: storage }
      - { name: wan, type: tcp, address: "127.0.0.1:${network}", tags: { team: network } }
`;
}
