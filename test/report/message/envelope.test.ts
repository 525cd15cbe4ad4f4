import assert from 'node:assert/strict';
import { test } from 'node:test';
import { topicEntry } from '../../../lib/report/message/envelope.ts';
import { writeMessage } from '../../../lib/report/message/message.ts';
import { sampleMessages } from '../../../scripts/sample-messages.ts';

test('mail gets the text, everybody else the whole message, and filters the severity', async () => {
  const message = (await sampleMessages('ko')).get('reminder');
  assert(message !== undefined);
  const published = writeMessage(message, 'ko');
  const { subject, message: json, messageStructure, attributes } = topicEntry(published);
  assert.equal(subject, published.subject);
  assert.equal(messageStructure, 'json');
  const bodies = JSON.parse(json);
  assert.deepEqual(Object.keys(bodies), ['default', 'email']);
  assert.equal(bodies.email, published.body);
  assert.deepEqual(JSON.parse(bodies.default), published);
  assert.deepEqual(attributes, { severity: 'critical', type: 'reminder', channels: ['all'] });
});

test('a test passes the filter of every channel, whatever severities it takes', async () => {
  const message = (await sampleMessages('en')).get('alarm-test');
  assert(message !== undefined);
  const { attributes } = topicEntry(writeMessage(message, 'en'));
  assert.deepEqual(attributes, {
    severity: ['critical', 'warning', 'info'],
    type: 'alarm',
    channels: ['all'],
  });
});

test('filters choose by the names of channels; what is for nobody names none of them', async () => {
  const message = (await sampleMessages('en')).get('reminder');
  assert(message !== undefined);
  const published = writeMessage(message, 'en');
  const channelsFor = (to: readonly string[]) => topicEntry({ ...published, to }).attributes.channels;
  assert.deepEqual(channelsFor(['slack', 'a@example.com']), ['slack', 'a@example.com']);
  assert.deepEqual(channelsFor([]), ['-']);
});
