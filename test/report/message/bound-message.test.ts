import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOCALES } from '../../../lib/core/locale.ts';
import { boundMessage } from '../../../lib/report/message/bound-message.ts';
import { writeMessage } from '../../../lib/report/message/message.ts';
import { sampleMessages } from '../../../scripts/sample-messages.ts';

test('explanations that a message leaves out are counted, in every language and however often it is bounded', async () => {
  for (const locale of LOCALES) {
    const message = (await sampleMessages(locale)).get('failed-intercepted');
    assert(message?.type === 'failed');
    const explanations = Array.from({ length: 9 }, (_, at) => ({
      what: 'route-table',
      id: `rtb-${at}`,
      fix: `aws ec2 create-route --route-table-id 'rtb-${at}'`,
    }));
    const many = { ...message, finding: { ...message.finding, explanations } };
    const bounded = boundMessage(boundMessage(many));
    assert(bounded.type === 'failed');
    assert.equal(bounded.finding.explanationsLeftOut, 3);
    const { body } = writeMessage(bounded, locale);
    assert.match(body, /rtb-5/);
    assert.doesNotMatch(body, /rtb-6/);
    assert.match(body, /… .*3/);
  }
});
