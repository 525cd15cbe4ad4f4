import type { Locale } from '../../core/locale.ts';

/** What the dashboard's widget says beside a report. Sentences hold `{placeholders}`. */
export interface WidgetPhrases {
  readonly checkNow: string;
  /** `{startedAt} {age} {durationMs}` */
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
  /** What stands before the last report, where the look that was asked for failed. */
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

export const WIDGET_PHRASES: Readonly<Record<Locale, WidgetPhrases>> = {
  en: {
    checkNow: 'Check now',
    lastRun: 'Last run at {startedAt}, {age} ago, in {durationMs} ms.',
    justChecked:
      'Checked just now, in {durationMs} ms. This run published nothing: alarms and messages follow the schedule.',
    nextRun: 'The next one is due in {wait}.',
    nextRunNow: 'The next one is due now.',
    noRun:
      'No run of this vantage has finished yet. One is due every {period}: its report stands here as soon as it is done. If none comes, read the log of the watch function.',
    onPremises:
      'This vantage is on premises: gatewatch run asks there, and no report of it is in the table. With --publish cloudwatch, and the permission to write the table, its last report stands here.',
    stale:
      'This report is {age} old, although a run is due every {period}: the last {missed} left nothing. What it says may no longer be true, and nothing is watched from here meanwhile.',
    runFailed: 'The look failed, so nothing new is known: {why}',
    notReadable: 'The last report could not be read: {why}',
    keptFollows: 'What follows is the last report that was kept.',
    allHealthy: 'Everything that was asked is healthy.',
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
      'Whoever looks at the dashboard needs `lambda:InvokeFunction` on this function, and allows the widget to run once.',
  },
  ko: {
    checkNow: '지금 점검',
    lastRun: '마지막 점검: {startedAt} ({age} 전), 소요 시간: {durationMs} ms.',
    justChecked:
      '방금 점검했습니다. 이 점검은 아무것도 게시하지 않으며, 경보와 메시지는 일정에 따른 점검을 따릅니다. (소요 시간: {durationMs} ms)',
    nextRun: '다음 점검까지 남은 시간: {wait}.',
    nextRunNow: '다음 점검이 곧 실행됩니다.',
    noRun:
      '이 위치의 점검이 아직 한 번도 실행되지 않았습니다. 점검이 끝나면 보고서가 여기에 표시됩니다. 보고서가 나타나지 않으면 watch 함수의 로그를 확인합니다. (점검 주기: {period})',
    onPremises:
      '이 위치는 온프레미스에 있습니다. 그곳에서 gatewatch run 명령이 점검하며, 테이블에 이 위치의 보고서가 없습니다. --publish cloudwatch 옵션과 테이블 쓰기 권한이 있으면 마지막 보고서가 여기에 표시됩니다.',
    stale:
      '이 보고서는 오래되었습니다. 예정된 점검이 결과를 남기지 않았으므로 아래 내용은 더 이상 사실이 아닐 수 있고, 그동안 이 위치에서는 아무것도 감시되지 않습니다. (경과 시간: {age}, 점검 주기: {period}, 빠진 점검: {missed})',
    runFailed: '점검이 실패하여 새로 알게 된 것이 없습니다. (이유: {why})',
    notReadable: '마지막 보고서를 읽을 수 없습니다. (이유: {why})',
    keptFollows: '아래는 마지막으로 보관된 보고서입니다.',
    allHealthy: '점검한 모든 항목이 정상입니다.',
    leftOut:
      '위젯에 다 표시할 수 없는 결과가 더 있습니다. 전체 결과는 watch 함수의 로그에 있습니다. (표시하지 않은 결과: {count})',
    badParameters: '이 위젯의 파라미터를 사용할 수 없습니다',
    about:
      '각 위치의 마지막 보고서입니다. 무엇이 고장 났는지, 증거, 조치 명령, 대응 절차를 보여 줍니다. *지금 점검*을 누르면 다시 점검하여 결과를 보여 주며, 아무것도 게시하지 않습니다.',
    parameters: '파라미터',
    parameter: {
      vantage: 'gatewatch.yaml에 있는 위치 하나. 생략하면 모든 위치. (사용할 수 있는 값: {known})',
      lang: 'en, ko 또는 fr. 생략하면 gatewatch.yaml의 언어. (현재: {language})',
    },
    permission:
      '대시보드를 보는 사람에게는 이 함수에 대한 `lambda:InvokeFunction` 권한이 필요하며, 처음 한 번 위젯 실행을 허용해야 합니다.',
  },
  fr: {
    checkNow: 'Vérifier maintenant',
    lastRun: 'Dernier passage le {startedAt}, il y a {age}, en {durationMs} ms.',
    justChecked:
      "Passage fait à l'instant, en {durationMs} ms. Il n'a rien publié : alarmes et messages suivent la planification.",
    nextRun: 'Le prochain est prévu dans {wait}.',
    nextRunNow: 'Le prochain est prévu maintenant.',
    noRun:
      "Aucun passage de ce point d'observation n'a encore eu lieu. Il y en a un par période ({period}) : son rapport s'affiche ici dès qu'il est fait. Si rien ne vient, lisez le journal de la fonction watch.",
    onPremises:
      "Ce point d'observation est sur site : gatewatch run y pose les questions, et la table n'en contient aucun rapport. Avec --publish cloudwatch et le droit d'écrire dans la table, son dernier rapport s'affiche ici.",
    stale:
      "Ce rapport date de {age}, alors qu'un passage est prévu par période ({period}) : les {missed} derniers n'ont rien laissé. Ce qu'il dit n'est peut-être plus vrai, et rien n'est surveillé d'ici en attendant.",
    runFailed: "Le passage a échoué, on n'apprend rien de nouveau : {why}",
    notReadable: "Le dernier rapport n'a pas pu être lu : {why}",
    keptFollows: 'Ce qui suit est le dernier rapport gardé.',
    allHealthy: 'Tout ce qui a été demandé est sain.',
    leftOut:
      'Constats qui ne tiennent pas dans un widget : {count}. Le journal de la fonction watch les contient tous.',
    badParameters: 'Les paramètres de ce widget sont inutilisables',
    about:
      "Le dernier rapport de chaque point d'observation : ce qui est en panne, les preuves, la commande qui le répare et la marche à suivre. *Vérifier maintenant* regarde de nouveau et montre ce qu'il trouve ; rien n'est publié.",
    parameters: 'Paramètres',
    parameter: {
      vantage: "Un point d'observation de gatewatch.yaml : {known}. Absent : tous.",
      lang: 'en, ko ou fr. Absent : {language}, comme dans gatewatch.yaml.',
    },
    permission:
      "Qui regarde le tableau de bord doit avoir `lambda:InvokeFunction` sur cette fonction, et autorise une fois l'exécution du widget.",
  },
};
