import type { TestContext } from 'node:test';
import { type AwsRecorder, recordAws } from './aws-recorder.ts';
import { AlarmEvaluator } from './cloudwatch/alarm-evaluator.ts';
import type { AlarmNotification } from './cloudwatch/alarm-notification.ts';
import type { AlarmProperties } from './cloudwatch/alarm-properties.ts';
import type { MetricPoint } from './cloudwatch/metric-store.ts';
import { type DeployedStack, deployStack, type EventSourceMapping } from './deployed-stack.ts';
import { type LocalLambda, startLocalLambda } from './local-lambda.ts';
import type { InvokeAnswer } from './local-runtime.ts';
import { motoCaller } from './moto-call.ts';

export interface LocalAccountOptions {
  /** More for some functions, such as another certificate authority; by function name. */
  readonly environments?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The time of the first evaluation. */
  readonly beginMs: number;
}

/** A queue that stands in for a mailbox: SNS fills it by the mailbox's own filter. */
export interface Mailbox {
  readonly address: string;
  /** What arrived since it was last asked. */
  readonly read: () => Promise<readonly Mail[]>;
}

export interface Mail {
  readonly subject: string;
  /** JSON: SNS hands `default` to a queue. The text that a mailbox would get is `body` in it. */
  readonly message: string;
}

/**
 * An AWS account on loopback with one deployed stack, on a clock of its own for schedules and alarms: EventBridge
 * Scheduler, Lambda with its queues, CloudWatch's alarms and SNS's mailboxes, each doing what the template says.
 */
export class LocalAccount {
  readonly stack: DeployedStack;
  readonly lambda: LocalLambda;
  readonly recorder: AwsRecorder;
  readonly alarms: AlarmEvaluator;
  nowMs: number;
  /** Every notification an alarm sent. */
  readonly notified: AlarmNotification[] = [];
  #metricsRead = 0;

  private constructor(
    stack: DeployedStack,
    lambda: LocalLambda,
    recorder: AwsRecorder,
    { beginMs }: LocalAccountOptions,
  ) {
    const properties = [...stack.resolved('AWS::CloudWatch::Alarm').values()] as AlarmProperties[];
    this.stack = stack;
    this.lambda = lambda;
    this.recorder = recorder;
    this.nowMs = beginMs;
    this.alarms = new AlarmEvaluator(properties, beginMs);
  }

  static async start(
    t: Pick<TestContext, 'after'>,
    yaml: string,
    options: LocalAccountOptions,
  ): Promise<LocalAccount> {
    const stack = await deployStack(t, yaml);
    let lambdaUrl = '';
    const recorder = await recordAws(t, (service) => (service === 'lambda' ? lambdaUrl : stack.url));
    const functions = stack.functions.map((fn) => ({
      ...fn,
      environment: { ...fn.environment, ...options.environments?.[fn.name], AWS_ACCESS_KEY_ID: fn.name },
    }));
    const environment = { AWS_ENDPOINT_URL: recorder.url, AWS_ENDPOINT_URL_LAMBDA: recorder.url };
    const lambda = await startLocalLambda(t, { functions, environment });
    lambdaUrl = lambda.url;
    return new LocalAccount(stack, lambda, recorder, options);
  }

  /** Opens a mailbox of the template: this address, or the first that subscribes to the topic. */
  async openMailbox(topicName: string, address?: string): Promise<Mailbox> {
    const found = [...this.stack.resolved('AWS::SNS::Subscription').values()].find(
      ({ Protocol, TopicArn, Endpoint }) =>
        Protocol === 'email' &&
        TopicArn.endsWith(`:${topicName}`) &&
        (address === undefined || Endpoint === address),
    );
    if (found === undefined) throw new Error(`nobody gets ${topicName} by e-mail`);
    const read = await this.listen(found.TopicArn, found.FilterPolicy, address?.replace(/\W/g, '-'));
    return { address: found.Endpoint, read };
  }

  /** Subscribes to a topic for the test; answers what arrived since it was last asked. */
  async listen(
    topicArn: string,
    filterPolicy?: object,
    queue = topicArn.split(':').at(-1),
  ): Promise<() => Promise<readonly Mail[]>> {
    const { moto } = this.stack;
    const name = `heard-${queue}`;
    await moto.json('sqs', 'CreateQueue', { QueueName: name });
    await moto.query('sns', {
      Action: 'Subscribe',
      Version: '2010-03-31',
      Protocol: 'sqs',
      Endpoint: arnOfQueue(name),
      TopicArn: topicArn,
      ...(filterPolicy !== undefined && filterAttribute(filterPolicy)),
    });
    return async () =>
      (await drain(moto, arnOfQueue(name), 10)).map(({ Body }) => {
        const { Subject, Message } = JSON.parse(Body);
        return { subject: Subject, message: Message };
      });
  }

  /** A minute passes: schedules of that pace call, alarms are evaluated, queues are worked through. */
  async minute({ schedulesCall = true } = {}): Promise<void> {
    const scheduledTime = new Date(this.nowMs).toISOString();
    for (const { Name, ScheduleExpression, Target } of this.stack
      .resolved('AWS::Scheduler::Schedule')
      .values())
      if (schedulesCall && ScheduleExpression === 'rate(1 minute)' && !Name.endsWith('.tick'))
        await this.call(Target, scheduledTime);
    this.alarms.put(this.#newMetrics());
    this.nowMs += 60_000;
    const notifications = this.alarms.evaluate(this.nowMs);
    this.notified.push(...notifications);
    for (const { topicArn, subject, message } of notifications)
      await this.publish(topicArn, subject, message);
    await this.workThroughQueues();
  }

  async minutes(count: number, options: { readonly schedulesCall?: boolean } = {}): Promise<void> {
    for (let minute = 0; minute < count; minute += 1) await this.minute(options);
  }

  /** The schedule of reminders calls. */
  async tick(): Promise<void> {
    const tick = [...this.stack.resolved('AWS::Scheduler::Schedule').values()].find(({ Name }) =>
      Name.endsWith('.tick'),
    );
    const { functionError, payload } = await this.call(tick?.Target, new Date(this.nowMs).toISOString());
    if (functionError !== undefined) throw new Error(payload);
    await this.workThroughQueues();
  }

  /** What Scheduler does: the target's own input, the time in its place. */
  async call(
    target: { readonly Arn: string; readonly Input: string },
    scheduledTime: string,
  ): Promise<InvokeAnswer> {
    const input = target.Input.replaceAll('<aws.scheduler.scheduled-time>', scheduledTime);
    return await this.#invoke(target.Arn.split(':').at(-1) ?? '', JSON.parse(input));
  }

  async publish(topicArn: string, subject: string, message: string): Promise<void> {
    await this.stack.moto.query('sns', {
      Action: 'Publish',
      Version: '2010-03-31',
      TopicArn: topicArn,
      Subject: subject,
      Message: message,
    });
  }

  /** Lambda empties the queues with each function's own role, and deletes what was done. */
  async workThroughQueues(): Promise<void> {
    for (let round = 0; round < 10; round += 1) {
      const worked = await Promise.all(this.stack.mappings.map((mapping) => this.#workThrough(mapping)));
      if (worked.every((count) => count === 0)) return;
    }
    throw new Error('the queues do not become empty');
  }

  async #workThrough({
    functionName,
    queueArn,
    batchSize,
    reportsFailures,
  }: EventSourceMapping): Promise<number> {
    const asFunction = motoCaller(this.recorder.url, functionName);
    const messages = await drain(asFunction, queueArn, batchSize, { keep: true });
    if (messages.length === 0) return 0;
    const Records = messages.map(({ MessageId, ReceiptHandle, Body, MD5OfBody }) => ({
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
      attributes: {},
      messageAttributes: {},
      md5OfBody: MD5OfBody,
      eventSource: 'aws:sqs',
      eventSourceARN: queueArn,
      awsRegion: 'us-east-1',
    }));
    const { functionError, payload } = await this.#invoke(functionName, { Records });
    const { batchItemFailures = [] } =
      functionError === undefined && reportsFailures ? JSON.parse(payload) : {};
    const again = new Set(
      batchItemFailures.map((one: { readonly itemIdentifier: string }) => one.itemIdentifier),
    );
    const done = functionError === undefined ? messages.filter(({ MessageId }) => !again.has(MessageId)) : [];
    for (const { ReceiptHandle } of done)
      await asFunction.json('sqs', 'DeleteMessage', { QueueUrl: urlOfQueue(queueArn), ReceiptHandle });
    return messages.length;
  }

  /** Invokes a function and writes what it wrote into its log group, as its role. */
  async #invoke(name: string, event: object): Promise<InvokeAnswer> {
    const before = this.lambda.output(name).length;
    const answered = await this.lambda.invoke(name, event);
    const lines = this.lambda.output(name).slice(before).split('\n').filter(Boolean);
    if (lines.length === 0) return answered;
    const asFunction = motoCaller(this.recorder.url, name);
    const logGroupName = `/aws/lambda/${name}`;
    const logStreamName = `${this.recorder.calls.length}`;
    await asFunction.json('logs', 'CreateLogStream', { logGroupName, logStreamName });
    const timestamp = Date.now();
    const logEvents = lines.map((message) => ({ timestamp, message }));
    await asFunction.json('logs', 'PutLogEvents', { logGroupName, logStreamName, logEvents });
    return answered;
  }

  /** What the functions put since it was last asked. */
  #newMetrics(): readonly MetricPoint[] {
    const calls = this.recorder.calls.filter(({ operation }) => operation === 'PutMetricData');
    const fresh = calls.slice(this.#metricsRead).filter(({ status }) => status === 200);
    this.#metricsRead = calls.length;
    return fresh.flatMap(({ input }) => {
      const { Namespace, MetricData } = input as unknown as PutMetricData;
      return MetricData.map(({ MetricName, Value, Timestamp, Dimensions }) => ({
        namespace: Namespace,
        name: MetricName,
        value: Value,
        atMs: Timestamp * 1000,
        dimensions: Object.fromEntries(Dimensions.map((one) => [one.Name, one.Value])),
      }));
    });
  }
}

interface PutMetricData {
  readonly Namespace: string;
  readonly MetricData: readonly {
    readonly MetricName: string;
    readonly Value: number;
    readonly Timestamp: number;
    readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
  }[];
}

interface QueueMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
}

/** Receives until the queue has nothing more, or a batch is full. */
async function drain(
  moto: ReturnType<typeof motoCaller>,
  queueArn: string,
  most: number,
  { keep = false } = {},
): Promise<readonly QueueMessage[]> {
  const QueueUrl = urlOfQueue(queueArn);
  const received: QueueMessage[] = [];
  while (received.length < most) {
    const MaxNumberOfMessages = Math.min(10, most - received.length);
    const { Messages = [] } = await moto.json('sqs', 'ReceiveMessage', { QueueUrl, MaxNumberOfMessages });
    const messages = Messages as readonly QueueMessage[];
    if (messages.length === 0) break;
    received.push(...messages);
    if (!keep)
      for (const { ReceiptHandle } of messages)
        await moto.json('sqs', 'DeleteMessage', { QueueUrl, ReceiptHandle });
  }
  return received;
}

function urlOfQueue(arn: string): string {
  const [, , , region, account, name] = arn.split(':');
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}

function arnOfQueue(name: string): string {
  return `arn:aws:sqs:us-east-1:123456789012:${name}`;
}

function filterAttribute(policy: object): Readonly<Record<string, string>> {
  return { 'Attributes.entry.1.key': 'FilterPolicy', 'Attributes.entry.1.value': JSON.stringify(policy) };
}
