import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOCALES } from '../../../lib/core/locale.ts';
import { EVIDENCE_PHRASES } from '../../../lib/report/phrases/evidence-phrases.ts';
import { fieldWords, outcomeWords } from '../../../lib/report/text/evidence-words.ts';

const SILENT = { subject: 'a:1', outcome: 'silent', attempts: 2, elapsedMs: 3000, serves: 'dp-1' };

test('no key of ours stands in evidence: what came back is a sentence, in each language', () => {
  assert.deepEqual(
    LOCALES.map((locale) => outcomeWords(SILENT, locale)),
    [
      'no response for 3 s, 2 attempts',
      '3초 동안 응답 없음, 시도 2회',
      'aucune réponse pendant 3 s, 2 tentatives',
    ],
  );
  assert.equal(fieldWords(SILENT, 'en'), 'serves dp-1');
});

test('times have their unit, and lists and switches are words', () => {
  const one = {
    subject: 'a',
    outcome: 'open',
    elapsedMs: 1.44,
    handshakeMs: 12.3,
    natT: true,
    zones: ['a', 'b'],
  };
  assert.equal(fieldWords(one, 'en'), 'after 1.4 ms; handshake 12.3 ms; nat t yes; zones a, b');
  assert.equal(fieldWords({ ...one, elapsedMs: 1500 }, 'fr').split('; ')[0], 'après 1,5 s');
});

test('an outcome without a word is spelled out, and no name of Object is taken for a word', () => {
  assert.equal(outcomeWords({ subject: 'a', outcome: 'create-in-progress' }, 'en'), 'create in progress');
  assert.equal(outcomeWords({ subject: 'a', outcome: 'constructor' }, 'ko'), 'constructor');
});

test('each language has the same words', () => {
  const [english, ...others] = LOCALES.map((locale) => EVIDENCE_PHRASES[locale]);
  for (const other of others) {
    assert.deepEqual(Object.keys(other.outcome), Object.keys(english?.outcome ?? {}));
    assert.deepEqual(Object.keys(other.field), Object.keys(english?.field ?? {}));
  }
});
