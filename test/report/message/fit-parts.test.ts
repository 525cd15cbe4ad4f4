import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitLines, fitParts } from '../../../lib/report/message/fit-parts.ts';
import type { Part } from '../../../lib/report/text/parts.ts';

const part = (name: string, rank: number, heading?: string) =>
  ({ form: 'text', lines: [name], rank, ...(heading !== undefined && { heading }) }) as unknown as Part;
const render = (one: Part) => ({ blocks: (one as unknown as { lines: string[] }).lines, size: 10 });
const PARTS = [
  part('summary', 0),
  part('evidence', 2, 'Evidence'),
  part('more evidence', 2),
  part('steps', 1, 'Steps'),
];

test('all parts stay in their order where there is room', () => {
  assert.deepEqual(fitParts(PARTS, render, { size: 40, blocks: 4 }), {
    blocks: ['summary', 'evidence', 'more evidence', 'steps'],
    complete: true,
  });
});

test('a part without a heading goes where the one before it goes', () => {
  assert.deepEqual(fitParts(PARTS, render, { size: 30, blocks: 4 }), {
    blocks: ['summary', 'steps'],
    complete: false,
  });
});

test('the number of blocks is a limit too, to the last one', () => {
  assert.equal(fitParts(PARTS, render, { size: 100, blocks: 4 }).complete, true);
  assert.deepEqual(fitParts(PARTS, render, { size: 100, blocks: 3 }).blocks, ['summary', 'steps']);
});

test('lines are kept as far as they go, and a mark says that there were more', () => {
  assert.equal(fitLines(['ab', 'cd'], 7), 'ab\ncd');
  assert.equal(fitLines(['ab', 'cd'], 6), 'ab\n…');
  assert.equal(fitLines(['abcdef'], 8), 'abcdef');
  assert.equal(fitLines(['abcdef'], 7), 'abcde…');
});

test('a first line that is cut is cut between characters', () => {
  assert.equal(fitLines(['abc😀def'], 6).isWellFormed(), true);
});
