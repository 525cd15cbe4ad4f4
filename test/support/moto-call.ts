const REGION = 'us-east-1';

/**
 * Calls of services whose clients the project does not have, as they stand on the wire. moto checks no signature; the
 * scope tells it the service, and the access key who asks.
 */
export interface MotoCaller {
  readonly query: (service: string, input: Readonly<Record<string, string>>) => Promise<string>;
  readonly json: (
    service: string,
    operation: string,
    input: object,
  ) => Promise<Readonly<Record<string, unknown>>>;
  readonly rest: (service: string, method: string, path: string, input?: object) => Promise<unknown>;
}

export function motoCaller(url: string, accessKey = 'AKIAIOSFODNN7EXAMPLE'): MotoCaller {
  const ask = async (
    service: string,
    method: string,
    path: string,
    type: string,
    body?: string,
    target?: string,
  ) => {
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=${accessKey}/20261121/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
        'content-type': type,
        ...(target !== undefined && { 'x-amz-target': target }),
      },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    if (!response.ok)
      throw new Error(`${service} ${target ?? path} ${response.status}: ${text.slice(0, 500)}`);
    return text;
  };
  return {
    query: (service, input) =>
      ask(service, 'POST', '/', 'application/x-www-form-urlencoded', new URLSearchParams(input).toString()),
    json: async (service, operation, input) => {
      const target = `${TARGETS[service] ?? service}.${operation}`;
      const text = await ask(
        service,
        'POST',
        '/',
        'application/x-amz-json-1.0',
        JSON.stringify(input),
        target,
      );
      return text === '' ? {} : JSON.parse(text);
    },
    rest: async (service, method, path, input) => {
      const text = await ask(service, method, path, 'application/json', input && JSON.stringify(input));
      return text === '' ? {} : JSON.parse(text);
    },
  };
}

const TARGETS: Readonly<Record<string, string>> = {
  sqs: 'AmazonSQS',
  logs: 'Logs_20140328',
  secretsmanager: 'secretsmanager',
};
