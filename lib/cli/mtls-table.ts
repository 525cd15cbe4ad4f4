import Table from 'cli-table3';
import type { Triage } from './mtls-triage.ts';

/** Rows of one table; what is left out is counted below it. */
const ROWS_SHOWN = 20;

/**
 * The triage as a person reads it: how much was read, then by code, by client and by certificate.
 *
 * @param titles - a code's one line of meaning, in the reader's language
 */
export function drawTriage(triage: Triage, titles: ReadonlyMap<string, string>): string {
  const parts = [headline(triage)];
  if (triage.failed === 0) return `${parts.join('\n\n')}\n`;
  parts.push(
    table(
      ['Code', 'Failed', 'Clients', 'Certificates', 'First', 'Last'],
      triage.codes.map((one) => [
        one.code,
        one.failed,
        one.clients,
        one.certificates,
        toSecond(one.first),
        toSecond(one.last),
      ]),
    ),
    table(
      ['Client', 'Failed', 'Certificates', 'Codes', 'Last'],
      triage.clients.map((one) => [
        one.client ?? '-',
        one.failed,
        one.certificates,
        one.codes.join('\n'),
        toSecond(one.last),
      ]),
    ),
  );
  if (triage.negotiations.length > 0) {
    parts.push(
      table(
        ['Failed negotiation', 'TLS', 'Cipher', 'Failed', 'Last'],
        triage.negotiations.map((one) => [
          one.client ?? '-',
          one.protocol ?? '-',
          one.cipher ?? '-',
          one.failed,
          toSecond(one.last),
        ]),
      ),
    );
  }
  if (triage.listeners.length > 1) {
    parts.push(
      table(
        ['Listener', 'Failed', 'Clients', 'Codes', 'Last'],
        triage.listeners.map((one) => [
          `${one.loadBalancer ?? '-'}:${one.port ?? '-'}`,
          one.failed,
          one.clients,
          one.codes.join('\n'),
          toSecond(one.last),
        ]),
      ),
    );
  }
  if (triage.certificates.length > 0) {
    parts.push(
      table(
        ['Certificate', 'Serial', 'Valid', 'Failed', 'Clients', 'Codes'],
        triage.certificates.map((one) => [
          one.subject ?? '-',
          one.serial ?? '-',
          `${toDay(one.notBefore)}\n${toDay(one.notAfter)}`,
          one.failed,
          one.clients,
          one.codes.join('\n'),
        ]),
        [44],
      ),
    );
  }
  if (triage.notGrouped > 0) {
    parts.push(
      `${count(triage.notGrouped)} failures came from too many different clients to list; they count by code only.`,
    );
  }
  parts.push(whatToDo(triage, titles));
  return `${parts.join('\n\n')}\n`;
}

function headline(triage: Triage): string {
  const span = triage.from === null ? '' : `, ${toSecond(triage.from)} to ${toSecond(triage.to ?? '')} UTC`;
  const lines = [
    `${count(triage.lines)} connections in ${count(triage.inputs)} ${triage.inputs === 1 ? 'log' : 'logs'}${span}`,
    `${count(triage.failed)} failed, ${count(triage.accepted)} accepted, ${count(triage.notVerified)} without verification`,
  ];
  if (triage.filteredOut > 0) lines.push(`${count(triage.filteredOut)} others left out by the filters`);
  if (triage.unreadable > 0) lines.push(`${count(triage.unreadable)} lines could not be read`);
  return lines.join('\n');
}

function whatToDo(triage: Triage, titles: ReadonlyMap<string, string>): string {
  const lines = triage.codes.map(({ code, reason }) =>
    reason === null
      ? `  ${code}: a code this version does not know; see "Connection logs for your Application Load Balancer".`
      : `  ${code}: ${titles.get(reason) ?? reason}\n    gatewatch runbook ${reason}`,
  );
  return ['Next steps:', ...lines].join('\n');
}

function table(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  widths: readonly number[] = [],
): string {
  const drawn = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    wordWrap: true,
    colWidths: [...widths],
    colAligns: (rows[0] ?? []).map((cell) => (typeof cell === 'number' ? 'right' : 'left')),
  });
  for (const row of rows.slice(0, ROWS_SHOWN)) {
    drawn.push(row.map((cell) => (typeof cell === 'number' ? count(cell) : cell)));
  }
  const more = rows.length - ROWS_SHOWN;
  return more > 0 ? `${drawn.toString()}\n… and ${count(more)} more (all with --json)` : drawn.toString();
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function toSecond(at: string): string {
  return at.slice(0, 19).replace('T', ' ');
}

function toDay(at: string | null): string {
  return at === null ? '-' : at.slice(0, 10);
}
