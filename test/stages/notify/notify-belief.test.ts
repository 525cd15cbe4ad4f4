import assert from 'node:assert/strict';
import test from 'node:test';
import type { Status } from '../../../lib/core/reason.ts';
import { MINUTE_MS } from '../../../lib/core/time.ts';
import { CROSSED, contributorMessage, lookFinding, VANISHED } from '../../support/alarm-messages.ts';
import { Installation, type Meddle } from '../../support/installation.ts';
import { fc } from '../../support/property.ts';

const VISIBILITY_MS = 20 * MINUTE_MS;

/** What somebody who reads every message believes of the target at the end. */
function beliefOf(at: Installation): 'broken' | 'well' {
  for (const { message } of at.published.toReversed()) {
    switch (message.type) {
      case 'failed':
      case 'reminder':
      case 'still-broken-after-maintenance':
        return 'broken';
      case 'recovered':
        return 'well';
      case 'alarm':
        return message.state === 'OK' ? 'well' : 'broken';
      case 'improved':
      case 'digest':
        break;
    }
  }
  return 'well';
}

/** A queue as SQS is: what was not taken comes back later, by then out of order. */
class Queue {
  readonly #at: Installation;
  #waiting: { readonly body: string; readonly visibleMs: number }[] = [];
  constructor(at: Installation) {
    this.#at = at;
  }

  put(body: string): void {
    this.#waiting.push({ body, visibleMs: this.#at.nowMs });
  }

  async work(fault: Meddle): Promise<void> {
    const isVisible = ({ visibleMs }: { readonly visibleMs: number }) => visibleMs <= this.#at.nowMs;
    const batch = this.#waiting.filter(isVisible).map(({ body }) => body);
    this.#waiting = this.#waiting.filter((one) => !isVisible(one));
    if (batch.length === 0) return;
    this.#at.meddle = fault;
    const again = await this.#at.deliver(...batch);
    this.#at.meddle = () => undefined;
    const visibleMs = this.#at.nowMs + VISIBILITY_MS;
    this.#waiting.push(...again.map((body) => ({ body, visibleMs })));
  }

  async drain(): Promise<void> {
    for (let delivery = 0; this.#waiting.length > 0; delivery += 1) {
      assert.ok(delivery < 10, `it never ends: ${this.#at.errors.slice(-3)}`);
      this.#at.nowMs += VISIBILITY_MS;
      await this.work(() => undefined);
    }
  }
}

const recheck = fc.constantFrom<Status | 'no-answer'>(
  'healthy',
  'degraded',
  'failed',
  'unknown',
  'no-answer',
);
const fault = fc.option(
  fc.record({
    nth: fc.integer({ min: 1, max: 14 }),
    fate: fc.constantFrom('refuse' as const, 'die-before' as const, 'die-after' as const),
  }),
  { freq: 2, nil: undefined },
);
const step = fc.record({
  what: fc.constantFrom('change' as const, 'vanish' as const, 'tick' as const, 'wait' as const),
  recheck,
  fault,
});

test('whatever breaks and however messages are delivered, people end up knowing how it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const at = new Installation();
      const queue = new Queue(at);
      let state: 'ALARM' | 'OK' = 'OK';
      const see = (status: Status | 'no-answer') => {
        at.see = () => {
          if (status === 'no-answer') throw new Error('no answer');
          return [lookFinding(status)];
        };
      };
      for (const { what, recheck: status, fault: met } of steps) {
        at.nowMs += MINUTE_MS;
        see(status);
        const meddle: Meddle = ({ nth }) => (nth === met?.nth ? met.fate : undefined);
        if (what === 'change' || (what === 'vanish' && state === 'ALARM')) {
          state = state === 'OK' ? 'ALARM' : 'OK';
          queue.put(contributorMessage(state, at.nowMs, {}, what === 'vanish' ? VANISHED : CROSSED));
        }
        if (what === 'tick') {
          at.meddle = meddle;
          // A tick that fails is made again by the next.
          await at.tick().catch(() => {});
          at.meddle = () => undefined;
        } else await queue.work(meddle);
      }
      see(state === 'ALARM' ? 'failed' : 'healthy');
      await queue.drain();
      for (let calm = 0; calm < 3; calm += 1) await at.tick(VISIBILITY_MS);
      assert.equal(beliefOf(at), state === 'ALARM' ? 'broken' : 'well', at.told.join(', '));
      assert.equal((await at.table.openIncidents()).length, state === 'ALARM' ? 1 : 0);
    }),
    { numRuns: 200 },
  );
});
