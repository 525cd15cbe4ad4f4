/** What the dashboard's widget says beside a report. Sentences hold `{placeholders}`. */
export const en = {
  moreTargets: { one: '+{count} more target', other: '+{count} more targets' },
  checkNow: 'Check now',
  /** `{startedAt} {age}` */
  lastRun: 'Last run {startedAt}, {age} ago.',
  /** `{durationMs}` */
  justChecked:
    'Checked just now, in {durationMs} ms. This run published nothing: alarms and messages follow the schedule.',
  /** `{wait}` */
  nextRun: 'Next in {wait}.',
  nextRunNow: 'Next one now.',
  /** `{period}` */
  noRun:
    'No run of this vantage has finished yet. One is due every {period}: its report appears here as soon as it is done. If none comes, read the log of the watch function.',
  onPremises:
    'This vantage is on premises: gatewatch run checks there, and the table holds no report of it. With --publish cloudwatch, and the permission to write the table, its last report is shown here.',
  /** `{age} {period} {missed}` */
  stale:
    'This report is {age} old, although a run is due every {period}: the last {missed} left nothing. What it says may no longer be true, and nothing is watched from here meanwhile.',
  /** `{why}` */
  runFailed: 'The run failed, so nothing new is known: {why}',
  /** `{why}` */
  notReadable: 'The last report could not be read: {why}',
  /** What is before the last report, where the run that was asked for failed. */
  keptFollows: 'What follows is the last report that was kept.',
  allHealthy: 'Everything that was checked is healthy.',
  /** `{count}` */
  leftOut:
    'Findings that do not fit into a widget: {count}. The log of the watch function holds all of them.',
  badParameters: 'The parameters of this widget cannot be used',
  /** The first lines of what the widget says of itself. */
  about:
    'The last report of each vantage: what is broken, the evidence, the command that fixes it and the runbook. *Check now* checks again and shows what it finds; nothing is published by it.',
  parameters: 'Parameters',
  /** What each parameter does. `{known}` `{language}` */
  parameter: {
    vantage: 'One vantage of gatewatch.yaml: {known}. Left out: all of them.',
    lang: 'en, ko or fr. Left out: {language}, as in gatewatch.yaml.',
  },
  permission:
    'A viewer of the dashboard needs `lambda:InvokeFunction` on this function, and allows the widget to run once.',
};
export type WidgetPhrases = Readonly<typeof en>;
