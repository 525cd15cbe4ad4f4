import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../lib/config/load.ts';
import { channelsPart } from '../../lib/stack/channels.ts';
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
