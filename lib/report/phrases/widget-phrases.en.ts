/** What the dashboard's widget says beside a report. Sentences hold `{placeholders}`. */
export interface WidgetPhrases {
  readonly checkNow: string;
  /** `{startedAt} {age}` */
  readonly lastRun: string;
  /** `{durationMs}` */
  readonly justChecked: string;
  /** `{wait}` */
  readonly nextRun: string;
  readonly nextRunNow: string;
  /** `{period}` */
  readonly noRun: string;
  readonly onPremises: string;
  /** `{age} {period} {missed}` */
  readonly stale: string;
  /** `{why}` */
  readonly runFailed: string;
  /** `{why}` */
  readonly notReadable: string;
  /** What is before the last report, where the run that was asked for failed. */
  readonly keptFollows: string;
  readonly allHealthy: string;
  /** `{count}` */
  readonly leftOut: string;
  readonly badParameters: string;
  /** The first lines of what the widget says of itself. */
  readonly about: string;
  readonly parameters: string;
  /** What each parameter does. `{known}` `{language}` */
  readonly parameter: { readonly vantage: string; readonly lang: string };
  readonly permission: string;
}

export const en: WidgetPhrases = {
  checkNow: 'Check now',
  lastRun: 'Last run {startedAt}, {age} ago.',
  justChecked:
    'Checked just now, in {durationMs} ms. This run published nothing: alarms and messages follow the schedule.',
  nextRun: 'Next in {wait}.',
  nextRunNow: 'Next one now.',
  noRun:
    'No run of this vantage has finished yet. One is due every {period}: its report appears here as soon as it is done. If none comes, read the log of the watch function.',
  onPremises:
    'This vantage is on premises: gatewatch run checks there, and the table holds no report of it. With --publish cloudwatch, and the permission to write the table, its last report is shown here.',
  stale:
    'This report is {age} old, although a run is due every {period}: the last {missed} left nothing. What it says may no longer be true, and nothing is watched from here meanwhile.',
  runFailed: 'The run failed, so nothing new is known: {why}',
  notReadable: 'The last report could not be read: {why}',
  keptFollows: 'What follows is the last report that was kept.',
  allHealthy: 'Everything that was checked is healthy.',
  leftOut:
    'Findings that do not fit into a widget: {count}. The log of the watch function holds all of them.',
  badParameters: 'The parameters of this widget cannot be used',
  about:
    'The last report of each vantage: what is broken, the evidence, the command that fixes it and the runbook. *Check now* checks again and shows what it finds; nothing is published by it.',
  parameters: 'Parameters',
  parameter: {
    vantage: 'One vantage of gatewatch.yaml: {known}. Left out: all of them.',
    lang: 'en, ko or fr. Left out: {language}, as in gatewatch.yaml.',
  },
  permission:
    'A viewer of the dashboard needs `lambda:InvokeFunction` on this function, and allows the widget to run once.',
};
