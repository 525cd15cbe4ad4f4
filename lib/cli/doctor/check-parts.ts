import type { OpenInstallation } from '../../aws/installation/open.ts';
import type { Installed } from '../../stack/installed.ts';
import type { DoctorRow, RowMaker } from './rows.ts';

/** What a check is made with. */
export interface CheckTools {
  readonly installation: Pick<OpenInstallation, 'reader' | 'names' | 'region'>;
  readonly rows: RowMaker;
  /** Of a service and the rest of the name: `arnOf('sns', 'gatewatch-prod-alarms')`. */
  readonly arnOf: (service: string, resource: string) => string;
}

/** The functions, what feeds and calls them, and where they remember. */
export async function checkParts(
  { functions, workers, schedules, tables, deadLetters }: Installed,
  tools: CheckTools,
): Promise<readonly DoctorRow[]> {
  const { installation, rows, arnOf } = tools;
  const { reader } = installation;
  const each = (
    names: readonly string[],
    check: DoctorRow['check'],
    ask: (name: string) => Promise<DoctorRow>,
  ) => oneByOne(names, (name) => rows.unlessRefused(check, name, async () => [await ask(name)]));
  const groups = await Promise.all([
    each(functions, 'function', async (name) => {
      const found = await reader.functionState(name);
      if (found === 'missing') return rows.row('function', name, 'missing');
      const { state, update, why } = found;
      // A function that was not called for weeks is put to sleep, and wakes for the next call.
      const isWell = (state === 'Active' || state === 'Inactive') && update !== 'Failed';
      return isWell
        ? rows.row('function', name, 'in-order')
        : rows.row('function', name, 'function-not-active', { state: `${state}, ${update}`, why });
    }),
    oneByOne(workers, ({ functionName, queue }) =>
      rows.unlessRefused('worker', functionName, async () => {
        const found = await reader.worker(functionName, arnOf('sqs', queue));
        if (found === 'missing') return [rows.row('worker', functionName, 'missing')];
        const isOn = ['Enabled', 'Enabling', 'Creating', 'Updating'].includes(found.state);
        return [rows.row('worker', functionName, isOn ? 'in-order' : 'worker-off', { ...found })];
      }),
    ),
    each(schedules, 'schedule', async (name) => {
      const found = await reader.schedule(name);
      if (found === 'missing') return rows.row('schedule', name, 'missing');
      return rows.row('schedule', name, found.state === 'ENABLED' ? 'in-order' : 'schedule-off');
    }),
    each(tables, 'table', async (name) => {
      const found = await reader.table(name);
      if (found === 'missing') return rows.row('table', name, 'missing');
      const isUsable = found.state === 'ACTIVE' || found.state === 'UPDATING';
      return rows.row('table', name, isUsable ? 'in-order' : 'table-not-active', { ...found });
    }),
    each(deadLetters, 'dead-letters', async (name) => {
      const found = await reader.waiting(name);
      if (found === 'missing') return rows.row('dead-letters', name, 'missing');
      return found.count === 0
        ? rows.row('dead-letters', name, 'in-order')
        : rows.row('dead-letters', name, 'letters-lost', { ...found, queueArn: arnOf('sqs', name) });
    }),
  ]);
  return groups.flat();
}

/** Every alarm is there, acts, and acts on the topic it should. */
export async function checkAlarms(
  { alarms }: Installed,
  { installation, rows, arnOf }: CheckTools,
): Promise<readonly DoctorRow[]> {
  const { prefix } = installation.names;
  return await rows.unlessRefused('alarm', prefix, async () => {
    const found = await installation.reader.alarms(`${prefix}-`);
    return alarms.map(({ name, topic }) => {
      const alarm = found.get(name);
      if (alarm === undefined) return rows.row('alarm', name, 'missing');
      if (!alarm.isActive) return rows.row('alarm', name, 'alarm-silenced');
      const isHeard = alarm.actions.includes(arnOf('sns', topic));
      return rows.row('alarm', name, isHeard ? 'in-order' : 'alarm-elsewhere', { topic });
    });
  });
}

/** AWS allows some calls a few times a second: one after the other is soon enough. */
async function oneByOne<T>(
  items: readonly T[],
  ask: (item: T) => Promise<readonly DoctorRow[]>,
): Promise<readonly DoctorRow[]> {
  const answers: DoctorRow[] = [];
  for (const item of items) answers.push(...(await ask(item)));
  return answers;
}
