import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../lib/config/load.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { alarmsPart } from '../../lib/stack/alarms-part.ts';
import { channelsPart } from '../../lib/stack/channels.ts';
import { STAGE_VARIABLE } from '../../lib/stack/names.ts';
import { topicsPart } from '../../lib/stack/topics.ts';

const yaml = (notify: string) => `
notify:
  email: [{ to: a@example.com }]
  slack: { webhookSecret: gatewatch/slack }
  pagerDuty: { keySecret: gatewatch/pager, severity: [critical]${notify}
vantages: [{ name: here, targets: [{ name: web, type: tcp, address: "10.0.0.1:443" }] }]
`;

/** The filter of each subscription to the messages, by its logical id. */
function filters(text: string): Readonly<Record<string, unknown>> {
  const config = parseConfig(text);
  const resources = { ...channelsPart(config).resources, ...topicsPart(config).resources };
  const filtered = Object.entries(resources).flatMap(([id, { Type, Properties }]) => {
    const { FilterPolicy } = Properties as { readonly FilterPolicy?: unknown };
    return Type === 'AWS::SNS::Subscription' && FilterPolicy !== undefined ? [[id, FilterPolicy]] : [];
  });
  return Object.fromEntries(filtered);
}

const usual = { severity: ['critical', 'warning'] };

test('with routes or quiet hours every subscription takes what names it, or everybody', () => {
  const routed = {
    MailAX64exampleX46com: { ...usual, channels: ['a@example.com', 'all'] },
    SlackSubscription: { ...usual, channels: ['slack', 'all'] },
    PagerDashDutySubscription: { severity: ['critical'], channels: ['pagerDuty', 'all'] },
  };
  assert.deepEqual(filters(yaml(' }\n  routes: [{ target: [web], to: [slack, a@example.com] }]')), routed);
  assert.deepEqual(filters(yaml(', quiet: { from: "22:00", to: "07:00" } }')), routed);
});

test('without them a subscription takes its severities, as ever', () => {
  assert.deepEqual(filters(yaml(' }')), {
    MailAX64exampleX46com: usual,
    SlackSubscription: usual,
    PagerDashDutySubscription: { severity: ['critical'] },
  });
});

const SEVERAL = `
notify:
  email: [{ to: a@example.com }]
  slack:
    - { webhookSecret: gatewatch/slack }
    - { name: network, webhookSecret: gatewatch/slack-network, severity: [critical] }
    - { name: storage-2, webhookSecret: gatewatch/slack-storage }
  pagerDuty: [{ name: pager, keySecret: gatewatch/pager }]
  eventBridge: [{ name: own }, { name: team, bus: team }]
  routes: [{ target: [web], to: [network, slack, team] }]
vantages: [{ name: here, targets: [{ name: web, type: tcp, address: "10.0.0.1:443" }] }]
`;

test('of several channels of a kind each has its own function, queue, secret, filter and alarm', async () => {
  const config = parseConfig(SEVERAL);
  const { functions = {}, resources = {} } = channelsPart(config);
  assert.deepEqual(
    Object.values(functions).map(({ name, environment }) => [
      name,
      environment?.GATEWATCH_CHANNEL,
      environment?.GATEWATCH_SLACK_SECRET ??
        environment?.GATEWATCH_PAGER_DUTY_SECRET ??
        environment?.GATEWATCH_EVENT_BRIDGE_BUS,
    ]),
    [
      [`gatewatch-${STAGE_VARIABLE}-slack`, 'slack', 'gatewatch/slack'],
      [`gatewatch-${STAGE_VARIABLE}-slack-network`, 'slack', 'gatewatch/slack-network'],
      [`gatewatch-${STAGE_VARIABLE}-slack-storage-2`, 'slack', 'gatewatch/slack-storage'],
      [`gatewatch-${STAGE_VARIABLE}-pager-duty-pager`, 'pager-duty', 'gatewatch/pager'],
      [`gatewatch-${STAGE_VARIABLE}-event-bridge-own`, 'event-bridge', 'default'],
      [`gatewatch-${STAGE_VARIABLE}-event-bridge-team`, 'event-bridge', 'team'],
    ],
  );
  const { MailAX64exampleX46com: _, ...filtered } = filters(SEVERAL);
  assert.deepEqual(Object.values(filtered), [
    { ...usual, channels: ['slack', 'all'] },
    { severity: ['critical'], channels: ['network', 'all'] },
    { ...usual, channels: ['storage-2', 'all'] },
    { ...usual, channels: ['pager', 'all'] },
    { ...usual, channels: ['own', 'all'] },
    { ...usual, channels: ['team', 'all'] },
  ]);
  for (const id of Object.keys(resources)) assert.match(id, /^[A-Za-z0-9]+$/);
  assert.match(JSON.stringify(resources.SlackDashNetworkRole), /secret:gatewatch\/slack-network-/);
  const alarms = JSON.stringify(await alarmsPart(config, PROBES));
  for (const { name = '' } of Object.values(functions)) assert(alarms.includes(`"${name}-dead"`), name);
});

test('the one channel of a kind is the same in a list: its function, its queue and its secret stay', () => {
  const one = channelsPart(parseConfig(yaml(' }')));
  const inList = yaml(' }').replace(
    'slack: { webhookSecret: gatewatch/slack }',
    'slack: [{ webhookSecret: gatewatch/slack }]',
  );
  assert.deepEqual(channelsPart(parseConfig(inList)), one);
});
