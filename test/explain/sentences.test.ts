import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Explanation } from '../../lib/core/finding.ts';
import { sentences as en, aclQuota as enQuota } from '../../lib/explain/sentences.en.ts';
import { sentences as fr } from '../../lib/explain/sentences.fr.ts';
import { inLanguage, sentence } from '../../lib/explain/sentences.ts';

const explanation: Explanation = {
  what: 'route-table',
  id: 'rtb-1',
  why: 'route-missing',
  values: { id: 'rtb-1', subnet: 'subnet-1', block: '10.0.0.0/8', number: 7 },
  because: 'as it was written',
  fix: '',
};

test('a sentence is that of the code, for what is asked or answered, with the quota where it is exceeded', () => {
  const keys = { id: 'acl-1' };
  const whole = (text: string) => text.replaceAll('{id}', 'acl-1');
  assert.equal(sentence('en', 'acl-in-denies', false, keys), whole(en['acl-in-denies'].asked));
  assert.equal(sentence('en', 'acl-in-denies', true, keys), whole(en['acl-in-denies'].answer));
  const over = { ...keys, aclRules: '21' };
  assert.equal(
    sentence('en', 'acl-in-denies', false, over),
    `${whole(en['acl-in-denies'].asked)} ${enQuota}`.replaceAll('{aclRules}', '21'),
  );
});

test('an explanation is said in another language, and one of another table keeps its words', () => {
  const filled = (text: string) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => String(Object(explanation.values)[name] ?? whole));
  assert.deepEqual(inLanguage(explanation, 'fr'), {
    ...explanation,
    because: filled(fr['route-missing'].asked),
  });
  assert.equal(
    inLanguage({ ...explanation, answers: true }, 'fr').because,
    filled(fr['route-missing'].answer),
  );
  for (const other of [
    { ...explanation, why: 'assumed-protocol' },
    { ...explanation, why: 7 },
    { ...explanation, values: 'none' },
    { ...explanation, values: null },
    { ...explanation, values: undefined },
    { ...explanation, why: undefined },
  ] as readonly Explanation[])
    assert.equal(inLanguage(other, 'fr'), other);
});
