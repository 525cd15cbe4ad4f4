import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openLiveTable } from '../../lib/cli/live-table.ts';
import { canRedraw } from '../../lib/cli/streams.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { PLAIN_FORM } from '../../lib/report/terminal/layout.ts';

const QUESTION = {
  vantage: 'local',
  target: 'filer.example.com:445',
  shown: true,
  question: { kind: 'port', host: 'filer.example.com', ports: [{ port: 445, required: true }] },
};

/** What a terminal of this size is sent until the table is taken away. */
function drawnOn(size: { readonly rows: number; readonly columns: number }): string {
  let written = '';
  const terminal = {
    ...size,
    isTTY: true,
    write: (text: string) => {
      written += text;
      return true;
    },
  };
  const table = openLiveTable([QUESTION], {
    // The table only writes to its stream, and asks how large it is.
    stream: terminal as unknown as NodeJS.WriteStream,
    probes: PROBES,
    locale: 'en',
    form: PLAIN_FORM,
  });
  table.close();
  return written;
}

test('the table shows what is being asked while it waits', () => {
  const drawn = drawnOn({ rows: 40, columns: 120 });
  assert.match(drawn, /… filer\.example\.com:445 {2}0\/1/);
  assert.match(drawn, /checking: 0 of 1 answered/);
});

test('a terminal that does not know its size is drawn on all the same', () => {
  assert.match(drawnOn({ rows: 0, columns: 0 }), /… filer\.example\.com:445 {2}0\/1/);
});

test('only a terminal that can move its cursor is drawn on', () => {
  assert.equal(canRedraw({ isTTY: true }, 'xterm-256color'), true);
  assert.equal(canRedraw({ isTTY: true }, undefined), true);
  assert.equal(canRedraw({ isTTY: true }, 'dumb'), false);
  assert.equal(canRedraw({}, 'xterm-256color'), false);
});
