import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AddressSpan, coverage, cut, isOffTheInternet, spanOf } from '../../lib/explain/spans.ts';

function span(text: string): AddressSpan {
  const found = spanOf(text);
  assert(found !== undefined, text);
  return found;
}
const spans = (...texts: readonly string[]) => texts.map(span);
/** The last bytes of both ends, of blocks in 10.0.0.0/24. */
const ends = ({ first, last }: AddressSpan) => `${first & 255n}-${last & 255n}`;

test('a block begins at its prefix, and what is neither block nor address is none', () => {
  assert.deepEqual(span('10.0.0.9/30'), { family: 4, first: 0x0a000008n, last: 0x0a00000bn, prefix: 30 });
  assert.deepEqual(span('::1'), { family: 6, first: 1n, last: 1n, prefix: 128 });
  for (const text of ['', '10.0.0', '10.0.0.1/33', '10', 'pl-1', 'fe80::/129'])
    assert.equal(spanOf(text), undefined, text);
});

test('parts cover a block whole, in part or not, in whatever order they come', () => {
  const whole = span('10.0.0.0/30');
  for (const [parts, covered] of [
    [[], 'none'],
    [['10.0.0.4/30', '::/0'], 'none'],
    [['10.0.0.0/30'], 'all'],
    [['0.0.0.0/0'], 'all'],
    [['10.0.0.3', '10.0.0.2', '10.0.0.0/31'], 'all'],
    [['10.0.0.2/31', '10.0.0.0/31', '10.0.0.0'], 'all'],
    [['10.0.0.0/31', '10.0.0.0', '10.0.0.2/31'], 'all'],
    [['10.0.0.0/31', '10.0.0.3'], 'some'],
    [['10.0.0.0/31', '10.0.0.2'], 'some'],
    [['10.0.0.3', '10.0.0.0/31', '9.0.0.0/8', '11.0.0.0/8'], 'some'],
    [['10.0.0.1', '10.0.0.2/31'], 'some'],
    [['10.0.0.3'], 'some'],
  ] as const)
    assert.equal(coverage(whole, spans(...parts)), covered, parts.join(' '));
});

test('a block is cut where a part begins or ends, and nowhere else', () => {
  const whole = span('10.0.0.0/29');
  const pieces = (...texts: readonly string[]) => cut(whole, spans(...texts)).map(ends);
  assert.deepEqual(pieces(), ['0-7']);
  assert.deepEqual(pieces('10.0.0.0/29', '0.0.0.0/0', '10.0.0.8/29', '9.255.255.248/29'), ['0-7']);
  assert.deepEqual(pieces('10.0.0.6/31', '10.0.0.2', '10.0.0.4'), ['0-1', '2-2', '3-3', '4-4', '5-5', '6-7']);
  assert.deepEqual(pieces('10.0.0.7', '10.0.0.0'), ['0-0', '1-6', '7-7']);
  // A number that is an address of the other family too.
  assert.deepEqual(pieces('::a00:2'), ['0-7']);
});

test('blocks that no internet gateway carries are told by all of their addresses', () => {
  for (const [text, isOff] of [
    ['10.255.255.255', true],
    ['172.16.0.0/12', true],
    ['172.31.255.255', true],
    ['172.32.0.0', false],
    ['192.168.1.0/24', true],
    ['100.64.0.1', true],
    ['100.128.0.0', false],
    ['169.254.169.254', true],
    ['fe80::1', true],
    ['fc00::/7', true],
    ['2001:db8::1', false],
    ['10.0.0.0/7', false],
    ['0.0.0.0', false],
  ] as const)
    assert.equal(isOffTheInternet(span(text)), isOff, text);
});
