import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { LOCALES } from '../../../lib/core/locale.ts';
import { writeMessage } from '../../../lib/report/message/message.ts';
import { slackPayload } from '../../../lib/report/message/slack.ts';
import { sampleMessages } from '../../../scripts/sample-messages.ts';

const FOLDER = new URL('./golden/', import.meta.url);

/** Rows of a bounded number of characters, as a mail program breaks them. */
function rowsOf(text: string, columns: number): number {
  return text.split('\n').reduce((sum, line) => {
    let rows = 1;
    let used = 0;
    for (const word of line.split(' ')) {
      if (used > 0 && used + 1 + word.length > columns) {
        rows += 1;
        used = 0;
      }
      used += (used > 0 ? 1 : 0) + word.length;
      while (used > columns) {
        rows += 1;
        used -= columns;
      }
    }
    return sum + rows;
  }, 0);
}

for (const locale of LOCALES) {
  test(`what must be read of a message in ${locale} fits into 12 lines of 60 characters`, () => {
    const files = readdirSync(new URL(`${locale}/`, FOLDER)).filter((file) => /^[\w-]+\.txt$/.test(file));
    assert(files.length > 15);
    for (const file of files) {
      const [, headline = '', lead = ''] = readFileSync(new URL(`${locale}/${file}`, FOLDER), 'utf8').split(
        '\n\n',
      );
      assert(lead !== '', file);
      const rows = rowsOf(headline, 60) + 1 + rowsOf(lead, 60);
      assert(rows <= 12, `${locale}/${file}: ${rows} lines\n${headline}\n\n${lead}`);
    }
  });

  test(`Slack in ${locale} shows six lines and buttons, and folds the rest`, async () => {
    for (const [name, message] of await sampleMessages(locale)) {
      const { blocks = [], attachments = [] } = slackPayload(writeMessage(message, locale));
      const seen = blocks.flatMap((block) =>
        block.type === 'actions'
          ? []
          : block.text.text
              .replaceAll(/\n?```\n?/g, '\n')
              .trim()
              .split('\n'),
      );
      assert(seen.length <= 6, `${name}: ${seen.length} lines\n${seen.join('\n')}`);
      const buttons = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
      assert(buttons.length >= 1 && buttons.every(({ url }) => url.startsWith('https://')), name);
      const [folded] = attachments;
      const breaks = folded?.text.split('\n').length ?? 0;
      assert(breaks > 5 || (folded?.text.length ?? 0) > 700, `${name}: Slack does not fold it`);
    }
  });
}

test('a failure leads to the page, the alarm and the runbook', async () => {
  const message = (await sampleMessages('en')).get('failed');
  assert(message !== undefined);
  const { blocks = [] } = slackPayload(writeMessage(message, 'en'));
  const labels = blocks.flatMap((block) =>
    block.type === 'actions' ? block.elements.map(({ text }) => text.text) : [],
  );
  assert.deepEqual(labels, ['Dashboard', 'Alarm', 'Runbook', 'Logs']);
});

test('times are told in the configured time zone, in mail and in every channel', async () => {
  const message = (await sampleMessages('en')).get('failed');
  assert(message !== undefined);
  const published = writeMessage(message, 'en', 'Asia/Seoul');
  assert.match(published.body, /Since: 2026-11-22 03:02 \+09:00 \(11 min ago\) · critical/);
  assert.match(JSON.stringify(slackPayload(published)), /Since: 2026-11-22 03:02 \+09:00/);
});

test('where a subject has no room, the name of the target gives way and not what is wrong', async () => {
  const message = (await sampleMessages('en')).get('failed');
  assert(message !== undefined && 'finding' in message);
  const target = `vpce-0123456789abcdef0-abcdefgh.storagegateway.ap-northeast-2.vpce.amazonaws.com`;
  const { subject } = writeMessage({ ...message, finding: { ...message.finding, target } }, 'en');
  assert.match(
    subject,
    /^FAILED: seoul-prod → vpce-0123456.*\.\.\..*amazonaws\.com:1031: The port does not respond$/,
  );
  assert(subject.length < 100);
});

test('in a mail each address begins its own line, and a command to type breaks between its words', async () => {
  for (const locale of LOCALES) {
    for (const [name, message] of await sampleMessages(locale)) {
      const { body } = writeMessage(message, locale);
      const inside = body.split('\n').filter((line) => /\S\s*https:/.test(line));
      assert.deepEqual(inside, [], `${locale} ${name}`);
      const [typed = ''] = /^ {4}npx gatewatch mute [\s\S]*?[^\\]$/m.exec(body) ?? [];
      assert(
        typed.split('\n').every((row) => row.length <= 40),
        `${locale} ${name}: ${typed}`,
      );
    }
  }
});
