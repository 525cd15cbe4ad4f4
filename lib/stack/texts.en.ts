/** What the stack says of gatewatch itself: for an alarm what it means, and the first steps. */
export const en = {
  heartbeat:
    'No full run of this vantage arrived in three periods. Its targets are not monitored.\n1. Open the log group of the watch function and look for errors of this vantage.\n2. In the Lambda console, test the watch function with {"vantage":"NAME"}.\n3. Check that the schedule is enabled and that its role may invoke the function.\n4. Check that the probe function is Active and that its subnets have free addresses.',
  unknown:
    'gatewatch could not check: a check crashed, ran out of time, was denied or throttled by AWS, or the vantage has no network. This says nothing about the targets.\n1. Read the findings with status unknown in the log of the watch function. The reason names what is missing.\n2. access-denied: add the named action to the role. throttled: widen the schedule. out-of-time: split the vantage. vantage-broken: check its subnets, rules and name servers.',
  undelivered:
    'Messages of gatewatch are not delivered. One waits for more than 10 minutes, or is in a dead-letter queue.\n1. Open the dead-letter queues in the SQS console and read the messages.\n2. Read the log of the function that serves the queue. If every queue is empty, read the lines of type lost in the log of the notify function.\n3. Fix the cause (webhook secret, permission, Slack), then start a redrive of the dead-letter queue.',
  functions:
    'A function of gatewatch fails or is throttled. Checks or messages may be missing.\n1. In the Lambda console, open the Monitor tab of each function of this stage and find Errors or Throttles.\n2. Errors: read the last lines of its log group.\n3. Throttles: compare the concurrent executions of the account with its quota, and request an increase.',
  tick: 'The notify function was not called for 15 minutes. No reminder, no digest and no late recovery is sent.\n1. In the EventBridge Scheduler console, check that the schedule of the tick is enabled.\n2. Check that its role may invoke the notify function.\n3. Read the dead-letter queue of events. Right after the first deployment this alarm ends by itself.',
  test: 'No metric raises this alarm. `gatewatch doctor` sets it by hand, so that one test message goes through every channel. Nothing is broken.',
  /** Headings of the dashboard. */
  dashboard: {
    alarms: 'Alarms',
    report: 'Last report',
    reports: 'Last reports',
    status: 'Status (0 healthy, 1 degraded, 2 failed; a gap: not checked)',
    liveness: 'Full runs, and checks that could not run',
    findings: 'The last findings that are not healthy',
  },
};
export type StackTexts = Readonly<typeof en>;
