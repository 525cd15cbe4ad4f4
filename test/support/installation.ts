import type { Config } from '../../lib/config/config.ts';
import { parseConfig } from '../../lib/config/load.ts';
import type { HinderedAlarm } from '../../lib/core/aws/alarm-reader.ts';
import type { LogLine } from '../../lib/core/aws/log-reader.ts';
import type { WatchCall } from '../../lib/core/notify/callers.ts';
import type { StateStore } from '../../lib/core/notify/incident.ts';
import type { PublishedMessage } from '../../lib/core/notify/message.ts';
import type { RenderedFinding, Report } from '../../lib/core/report.ts';
import type { Clock } from '../../lib/core/time.ts';
import { deadlineIn, MINUTE_MS } from '../../lib/core/time.ts';
import { writeMessage } from '../../lib/report/message/message.ts';
import { withFormerNames } from '../../lib/stages/memory/former-names.ts';
import { type NotifyTools, notify } from '../../lib/stages/notify/notify.ts';
import { tick } from '../../lib/stages/notify/tick.ts';
import { memoryStore } from './memory-store.ts';

export const STAGE = 'prod';
/** A Saturday, ten in the morning. */
const BEGIN_MS = Date.UTC(2026, 10, 21, 10);

const YAML = `
notify: { digestAbove: 5, digestAt: "09:00" }
vantages:
  - name: seoul
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    discover: [storage-gateway]
    targets:
      - { name: sgw, type: tcp, address: "10.0.0.1:443" }
      - { name: hub, type: tcp, address: "10.9.0.1:443" }
  - name: paris
    vpc: vpc-0123456789abcdef1
    subnets: [subnet-0123456789abcdef1]
    targets:
      - { name: web, type: tcp, address: "10.1.0.1:443" }
      - { name: hub-from-paris, type: tcp, address: "10.9.0.1:443" }
  - name: idc
    runs: true
    targets:
      - { name: cgw, type: tcp, address: "10.2.0.1:443" }
      - { name: hub, type: tcp, address: "10.9.0.1:443" }
maintenance:
  - { name: patch-night, targets: [sgw], cron: "0 18 * * SAT", duration: PT4H, timezone: UTC }
`;

/** A call that leaves the process, for tests that break it off. */
interface Outgoing {
  readonly what: string;
  /** Counted from 1. */
  readonly nth: number;
}

/** What a test may do to a call: nothing, refuse it, or end the process before or after it. */
export type Meddle = (call: Outgoing) => undefined | 'refuse' | 'die-before' | 'die-after';

/** The process is gone: nothing after it runs. */
class Death extends Error {}

/** A look that `notify` asks for, which always names its targets. */
type TargetedCall = WatchCall & { readonly targets: readonly string[] };

/** gatewatch as it is deployed, with a table, a topic, a `watch` and a clock of the test's own. */
export class Installation {
  nowMs = BEGIN_MS;
  readonly published: PublishedMessage[] = [];
  readonly errors: string[] = [];
  readonly lost: string[] = [];
  /** What the chat was sent; it is configured where this is there. */
  chat: PublishedMessage[] | undefined;
  readonly runs: TargetedCall[] = [];
  /** What `watch` sees, by target and check; a function that throws is a `watch` that does not answer. */
  see: (call: TargetedCall) => readonly RenderedFinding[] = () => [];
  loggedLines: LogLine[] = [];
  meddle: Meddle = () => undefined;
  readonly clock: Clock = { wallMs: () => this.nowMs, monotonicMs: () => performance.now() };
  /** The table itself, which no fault touches. */
  readonly table: StateStore = memoryStore(this.clock);
  readonly config: Config;
  /** Alarms that CloudWatch evaluates on a part of their data. */
  hinderedAlarms: readonly HinderedAlarm[] = [];
  splitChecks: ReadonlySet<string> = new Set();
  /** What a process knows; it ends with it. */
  #sent = new Set<string>();
  #calls = 0;

  /** @param yaml - in place of the usual gatewatch.yaml */
  constructor(yaml = YAML) {
    this.config = parseConfig(yaml);
  }

  /** One invocation with alarm messages; answers what goes back into the queue, all of it when the process died. */
  async deliver(...bodies: readonly string[]): Promise<readonly string[]> {
    const records = bodies.map((body, index) => ({ id: String(index), body }));
    const failed = await this.#invoke((tools) => notify(records, tools));
    if (failed === 'died') return bodies;
    return failed.map((id) => bodies[Number(id)] ?? '');
  }

  async tick(afterMs = 5 * MINUTE_MS): Promise<void> {
    this.nowMs += afterMs;
    await this.#invoke((tools) => tick(tools));
  }

  /** The types of what people were told, in order. */
  get told(): readonly string[] {
    return this.published.map(({ message }) => message.type);
  }

  get calls(): number {
    return this.#calls;
  }

  async #invoke<T>(run: (tools: NotifyTools) => Promise<T>): Promise<T | 'died'> {
    this.#calls = 0;
    // Of this run alone: what is left of a run that died must not come to life in the next.
    let isDead = false;
    let calls = 0;
    let die: (death: Death) => void = () => {};
    const death = new Promise<never>((_, reject) => {
      die = reject;
    });
    // Nobody waits for the death of a run that ends well.
    death.catch(() => {});
    const outgoing = async <T>(what: string, act: () => Promise<T>): Promise<T> => {
      if (isDead) return await death;
      calls += 1;
      this.#calls = calls;
      const fate = this.meddle({ what, nth: calls });
      if (fate === 'refuse') throw new Error(`${what} was refused`);
      const kill = () => {
        isDead = true;
        die(new Death(what));
        return death;
      };
      if (fate === 'die-before') return await kill();
      const answer = await act();
      return fate === 'die-after' ? await kill() : answer;
    };
    try {
      return await Promise.race([run(this.#tools(outgoing)), death]);
    } catch (error) {
      if (!(error instanceof Death)) throw error;
      this.#sent = new Set();
      return 'died';
    }
  }

  #tools(outgoing: <T>(what: string, act: () => Promise<T>) => Promise<T>): NotifyTools {
    const store = Object.fromEntries(
      Object.entries(this.table).map(([name, operation]) => [
        name,
        (...args: readonly unknown[]) =>
          outgoing(`table ${name}`, () =>
            (operation as (...args: readonly unknown[]) => Promise<unknown>)(...args),
          ),
      ]),
    ) as unknown as StateStore;
    return {
      stage: STAGE,
      region: 'ap-northeast-2',
      config: this.config,
      clock: this.clock,
      deadline: deadlineIn(this.clock, 10_000),
      store: withFormerNames(store, this.config),
      splitChecks: this.splitChecks,
      alarms: { hindered: () => outgoing('alarms', async () => this.hinderedAlarms) },
      sent: this.#sent,
      // Long enough for another worker to get on.
      pause: async () => await new Promise((resolve) => setTimeout(resolve, 1)),
      messenger: {
        send: (message) =>
          outgoing('publish', async () => {
            this.published.push(message);
          }),
      },
      callWatch: async ({ targets = [], ...rest }) => {
        const call = { ...rest, targets };
        this.runs.push(call);
        try {
          return await outgoing('watch', async () => ({
            outcome: 'answered' as const,
            report: reportOf(call.vantage, this.see(call)),
          }));
        } catch (error) {
          if (error instanceof Death) throw error;
          return { outcome: 'failed', why: String(error) };
        }
      },
      logs: {
        tail: async ({ sinceMs }) => ({
          outcome: 'read',
          lines: this.loggedLines.filter(({ atMs }) => atMs >= sinceMs),
          truncated: false,
        }),
      },
      ...(this.chat !== undefined && {
        chat: {
          send: (message: PublishedMessage) =>
            outgoing('chat', async () => {
              this.chat?.push(message);
            }),
        },
      }),
      onLost: (what) => this.lost.push(what),
      watchLogGroup: '/aws/lambda/gatewatch-prod-watch',
      writeMessage,
      onError: (error, during) => this.errors.push(`${during}: ${error}`),
    };
  }
}

function reportOf(vantage: string, findings: readonly RenderedFinding[]): Report {
  return {
    version: 1,
    vantage,
    startedAt: '2026-11-21T10:00:00.000Z',
    durationMs: 1,
    totals: { healthy: 0, degraded: 0, failed: 0, unknown: 0 },
    findings,
    doesNotProve: [`asked from ${vantage}`],
  };
}
