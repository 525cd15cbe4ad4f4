import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { LOCALES } from '../../../lib/core/locale.ts';
import { chatNotification } from '../../../lib/report/message/chat.ts';
import { writeMessage } from '../../../lib/report/message/message.ts';
import { slackPayload } from '../../../lib/report/message/slack.ts';
import { sampleMessages } from '../../../scripts/sample-messages.ts';

/**
 * Every sort of message in every language, as it is sent. `UPDATE_GOLDEN=1` writes the files anew; what changed is
 * then read in the diff by somebody who speaks the language.
 */
const FOLDER = new URL('./golden/', import.meta.url);
const update = process.env.UPDATE_GOLDEN === '1';
if (update) rmSync(FOLDER, { recursive: true, force: true });

const written = new Set<string>();

function hold(file: string, text: string): void {
  const url = new URL(file, FOLDER);
  written.add(file);
  if (update) {
    mkdirSync(new URL('.', url), { recursive: true });
    writeFileSync(url, text);
  }
  assert.equal(
    text,
    existsSync(url) ? readFileSync(url, 'utf8') : '(no such file: run with UPDATE_GOLDEN=1)',
  );
}

for (const locale of LOCALES) {
  const messages = await sampleMessages(locale);
  for (const [name, message] of messages) {
    test(`${name} in ${locale} reads as it was approved`, () => {
      const { subject, body } = writeMessage(message, locale);
      hold(`${locale}/${name}.txt`, `Subject: ${subject}\n\n${body}\n`);
    });
  }
  for (const name of ['failed', 'failed-intercepted', 'recovered', 'digest-many']) {
    test(`${name} in ${locale} has its form in Slack and in chat`, () => {
      const message = messages.get(name);
      assert(message !== undefined);
      const published = writeMessage(message, locale);
      hold(`${locale}/${name}.slack.txt`, `${JSON.stringify(slackPayload(published), null, 2)}\n`);
      hold(`${locale}/${name}.chat.txt`, `${JSON.stringify(chatNotification(published), null, 2)}\n`);
    });
  }
}

test('no approved text is left of a message that is no longer made', () => {
  const files = LOCALES.flatMap((locale) =>
    readdirSync(new URL(`${locale}/`, FOLDER)).map((file) => `${locale}/${file}`),
  );
  assert.deepEqual(files.sort(), [...written].sort());
});
