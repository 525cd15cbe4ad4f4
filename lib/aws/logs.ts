import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { LogLine, LogQuestion, LogReader, LogTail } from '../core/aws/log-reader.ts';
import { asking, errorName } from './refusals.ts';

/** Pages may come back empty while there is more (API reference, "FilterLogEvents"), so some are allowed to. */
const MAX_PAGES = 10;
/** What the operation answers at most in one page. */
const MAX_LINES = 10_000;

/** Reads the end of a log group across all its streams. */
export function createLogReader(client: CloudWatchLogsClient): LogReader {
  return {
    tail: async (question, signal) => {
      try {
        return await tail(client, question, signal);
      } catch (error) {
        if (errorName(error) === 'ResourceNotFoundException') return { outcome: 'missing' };
        throw error;
      }
    },
  };
}

async function tail(
  client: CloudWatchLogsClient,
  { group, sinceMs, limit, pattern, streamPrefix }: LogQuestion,
  signal: AbortSignal,
): Promise<LogTail> {
  const lines: LogLine[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const input = {
      // The API takes a name or an ARN here, and refuses the `:*` that other services write behind it.
      logGroupIdentifier: group.replace(/:\*$/, ''),
      ...(pattern !== undefined && { filterPattern: pattern }),
      ...(streamPrefix !== undefined && { logStreamNamePrefix: streamPrefix }),
      startTime: Math.max(0, Math.floor(sinceMs)),
      limit: Math.min(limit, MAX_LINES),
      // Newest first, so that a busy group cannot hide its latest lines behind its oldest.
      startFromHead: false,
      nextToken,
    };
    const answer = await asking('logs:FilterLogEvents', () =>
      client.send(new FilterLogEventsCommand(input), { abortSignal: signal }),
    );
    for (const event of answer.events ?? []) {
      lines.push({
        atMs: event.timestamp ?? 0,
        stream: event.logStreamName ?? '',
        text: event.message ?? '',
      });
    }
    nextToken = answer.nextToken;
    if (nextToken === undefined || lines.length >= limit) break;
  }
  lines.sort((a, b) => a.atMs - b.atMs);
  return {
    outcome: 'read',
    lines: lines.slice(-limit),
    truncated: nextToken !== undefined || lines.length > limit,
  };
}
