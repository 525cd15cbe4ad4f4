import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { WatchCaller } from '../core/notify/callers.ts';
import type { Report } from '../core/report.ts';
import { boundedText } from '../core/text.ts';
import { type ClientOptions, clientSettings } from './client-settings.ts';
import { INVOKE_ACTION } from './probe-function.ts';
import { asking } from './refusals.ts';

/**
 * Asks the `watch` function for a run that publishes nothing. A run changes nothing either, so the SDK may ask again
 * when Lambda throttles.
 */
export function createWatchCaller(
  region: string,
  functionName: string,
  options: ClientOptions = {},
): WatchCaller & { readonly close: () => void } {
  const settings = clientSettings(region, options);
  const client = new LambdaClient({
    ...settings,
    // An invocation is silent until the function is done; the caller's signal ends it.
    requestHandler: { ...settings.requestHandler, requestTimeout: 0 },
  });
  const call: WatchCaller = async ({ vantage, targets, lang, signal }) => {
    const Payload = Buffer.from(JSON.stringify({ vantage, targets, lang, publish: false }));
    try {
      const output = await asking(INVOKE_ACTION, () =>
        client.send(
          new InvokeCommand({ FunctionName: functionName, InvocationType: 'RequestResponse', Payload }),
          { abortSignal: signal },
        ),
      );
      // An empty body is null at run time, whatever the type says.
      const text = output.Payload ? Buffer.from(output.Payload).toString('utf8') : '';
      if (output.FunctionError !== undefined) return { outcome: 'failed', why: boundedText(text, 300) };
      const report: unknown = JSON.parse(text);
      return isReport(report)
        ? { outcome: 'answered', report }
        : { outcome: 'failed', why: `${functionName} answered no report: ${boundedText(text, 100)}` };
    } catch (error) {
      return { outcome: 'failed', why: boundedText(String(error), 300) };
    }
  };
  return Object.assign(call, { close: () => client.destroy() });
}

/** What this version of `watch` answers; another version's answer is as good as none. */
function isReport(value: unknown): value is Report {
  if (typeof value !== 'object' || value === null) return false;
  const { version, findings, doesNotProve } = value as Partial<Report>;
  return version === 1 && Array.isArray(findings) && Array.isArray(doesNotProve);
}
