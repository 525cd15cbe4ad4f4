import type { Locale } from '../../core/locale.ts';
import type { DoctorCheck, DoctorFinding, DoctorRow } from './rows.ts';

/** What `gatewatch doctor` says, in one language. Placeholders: what stands in a row's values, and its subject. */
export interface DoctorTexts {
  readonly heading: { readonly status: string; readonly check: string; readonly found: string };
  readonly status: Readonly<Record<DoctorRow['status'], string>>;
  readonly check: Readonly<Record<DoctorCheck, string>>;
  readonly finding: Readonly<Record<DoctorFinding, string>>;
  /** Why the alarm changed: it stands in the message. */
  readonly reason: string;
  readonly mend: string;
  readonly waiting: string;
  readonly notTried: string;
  readonly lookNow: string;
  readonly look: {
    readonly email: string;
    readonly slack: string;
    readonly chat: string;
    readonly other: string;
  };
  /** {ok}, {failed}, {unknown} */
  readonly totals: string;
}

export const DOCTOR_TEXTS: Readonly<Record<Locale, DoctorTexts>> = {
  en: {
    heading: { status: 'status', check: 'check', found: 'what was found' },
    status: { ok: 'ok', failed: 'FAILED', unknown: 'unknown' },
    check: {
      function: 'function',
      worker: 'queue feeds function',
      schedule: 'schedule',
      alarm: 'alarm',
      subscription: 'subscription',
      'dead-letters': 'dead letters',
      table: 'table',
      secret: 'Slack secret',
      heartbeat: 'heartbeat',
      report: 'last report',
      'test-alarm': 'test: CloudWatch to topic',
      'test-message': 'test: notify to messages',
      'test-slack': 'test: Slack',
    },
    finding: {
      'in-order': 'in order',
      refused: 'could not be asked: {code}, these credentials lack {action}',
      missing: 'is not there: it was never deployed to this stage and Region, or somebody deleted it',
      'function-not-active': 'cannot run ({state}): {why}',
      'worker-off': 'the queue does not feed the function ({state}): what arrives waits and nobody is told',
      'schedule-off': 'is switched off: nothing is looked at',
      'alarm-silenced': 'its actions are switched off: it changes state and tells nobody',
      'alarm-elsewhere': 'does not act on the topic {topic}: somebody changed it after the deployment',
      unconfirmed:
        '{endpoint} never confirmed the subscription to {topic} and gets nothing: follow the link in the mail "AWS Notification - Subscription Confirmation"; the command sends it again',
      unsubscribed: '{endpoint} is not subscribed to {topic} (any more) and gets nothing',
      'nobody-told': 'nobody is subscribed: add notify.email or notify.slack to gatewatch.yaml and deploy',
      'letters-lost':
        '{count} messages were given up and reached nobody: read the log of the function behind the queue, then send them again',
      'table-not-active': 'cannot be used ({state}): incidents and mutes are forgotten',
      'secret-missing':
        'there is no such secret: write the address of the webhook into webhook.txt, run the command, delete the file',
      'secret-deleted': 'is about to be deleted: Slack will get nothing',
      'seen-at': 'last seen {at}',
      'never-seen': 'never seen: no full look arrived, so nothing that this vantage watches is watched',
      'seen-late': 'last seen {at}, which is more than three periods ago',
      'handed-over': 'CloudWatch handed the test alarm to the topic',
      'not-handed-over':
        'CloudWatch could not hand the alarm to the topic, and no other alarm either. A word of encryption or KMS means the policy of the key alias/{stack}. CloudWatch says: {why}',
      'not-handed-over-yet': 'the history of the alarm shows no action after {seconds} s',
      told: 'notify published the test message',
      'not-told': 'notify published nothing within {seconds} s: its queue, its function or its log tell why',
      'slack-took-it': 'Slack took the message',
      'slack-refused': 'Slack did not take the message: {why}',
      'slack-silent': 'the slack function delivered nothing within {seconds} s',
    },
    reason: 'gatewatch doctor: somebody tries whether messages arrive.',
    mend: 'To mend it',
    waiting: 'The test alarm {alarm} is raised; waiting up to {seconds} s for it to be told.',
    notTried: 'No test alarm was raised (--no-test): whether messages arrive was not tried.',
    lookNow: 'Now look whether the test message arrived',
    look: {
      email: 'mailbox {endpoint}',
      slack: 'the Slack channel of the webhook in the secret {secret}',
      chat: 'the channel that Amazon Q Developer maps to {topic}',
      other: 'subscriber {endpoint} ({protocol})',
    },
    totals: '{ok} in order, {failed} failed, {unknown} could not be asked',
  },
  ko: {
    heading: { status: '상태', check: '점검', found: '확인된 내용' },
    status: { ok: '정상', failed: '실패', unknown: '확인 불가' },
    check: {
      function: '함수',
      worker: '대기열과 함수의 연결',
      schedule: '일정',
      alarm: '경보',
      subscription: '구독',
      'dead-letters': '배달 못한 메시지',
      table: '테이블',
      secret: 'Slack 암호',
      heartbeat: '하트비트',
      report: '마지막 보고서',
      'test-alarm': '시험: CloudWatch에서 주제까지',
      'test-message': '시험: notify에서 메시지까지',
      'test-slack': '시험: Slack',
    },
    finding: {
      'in-order': '정상입니다',
      refused:
        '확인하지 못했습니다. 이 자격 증명에 권한이 없거나 AWS가 응답하지 않았습니다. (작업: {action}, 사유: {code})',
      missing: '없습니다. 이 스테이지와 리전에 배포된 적이 없거나 누군가 삭제했습니다.',
      'function-not-active': '실행할 수 없습니다. (상태: {state}, 사유: {why})',
      'worker-off':
        '대기열이 함수로 이어지지 않습니다. 도착한 메시지가 쌓이기만 하고 아무도 알림을 받지 못합니다. (상태: {state})',
      'schedule-off': '꺼져 있습니다. 아무것도 점검되지 않습니다.',
      'alarm-silenced': '경보 작업이 꺼져 있습니다. 상태가 바뀌어도 아무에게도 알리지 않습니다.',
      'alarm-elsewhere': '정해진 주제로 알리지 않습니다. 배포 후에 누군가 변경했습니다. (주제: {topic})',
      unconfirmed:
        '구독이 확인되지 않아 아무것도 받지 못합니다. "AWS Notification - Subscription Confirmation" 메일의 링크를 누르십시오. 아래 명령을 실행하면 메일이 다시 발송됩니다. (받는 곳: {endpoint}, 주제: {topic})',
      unsubscribed: '구독되어 있지 않아 아무것도 받지 못합니다. (받는 곳: {endpoint}, 주제: {topic})',
      'nobody-told':
        '구독자가 없습니다. gatewatch.yaml에 notify.email 또는 notify.slack을 추가하고 배포하십시오.',
      'letters-lost':
        '전달을 포기한 메시지가 있어 누군가 알림을 받지 못했습니다. 대기열을 처리하는 함수의 로그를 읽은 뒤 다시 보내십시오. (메시지 수: {count})',
      'table-not-active': '사용할 수 없습니다. 장애 이력과 알림 중지가 기억되지 않습니다. (상태: {state})',
      'secret-missing':
        '이런 암호가 없습니다. 웹훅 주소를 webhook.txt에 적고 아래 명령을 실행한 뒤 파일을 지우십시오.',
      'secret-deleted': '곧 삭제됩니다. 삭제되면 Slack으로 아무것도 가지 않습니다.',
      'seen-at': '마지막 확인: {at}',
      'never-seen': '한 번도 없었습니다. 전체 점검이 도착하지 않아 이 위치의 대상이 감시되지 않고 있습니다.',
      'seen-late': '세 주기가 넘도록 없습니다. (마지막 확인: {at})',
      'handed-over': 'CloudWatch가 시험 경보를 주제에 전달했습니다.',
      'not-handed-over':
        'CloudWatch가 경보를 주제에 전달하지 못했습니다. 다른 경보도 마찬가지입니다. 암호화나 KMS가 언급되면 키 정책이 원인입니다. (키: alias/{stack}, CloudWatch의 설명: {why})',
      'not-handed-over-yet': '경보 기록에 작업이 아직 없습니다. (기다린 시간: {seconds}초)',
      told: 'notify가 시험 메시지를 게시했습니다.',
      'not-told':
        'notify가 아무것도 게시하지 않았습니다. 대기열, 함수 또는 로그에 원인이 있습니다. (기다린 시간: {seconds}초)',
      'slack-took-it': 'Slack이 메시지를 받았습니다.',
      'slack-refused': 'Slack이 메시지를 받지 않았습니다. (응답: {why})',
      'slack-silent': 'slack 함수가 아무것도 전달하지 않았습니다. (기다린 시간: {seconds}초)',
    },
    reason: 'gatewatch doctor: 메시지가 도착하는지 시험하고 있습니다.',
    mend: '고치는 명령',
    waiting: '시험 경보를 올렸습니다. 알림이 나가기를 기다립니다. (경보: {alarm}, 최대 {seconds}초)',
    notTried: '시험 경보를 올리지 않았습니다(--no-test). 메시지가 도착하는지는 시험하지 않았습니다.',
    lookNow: '이제 시험 메시지가 도착했는지 직접 확인하십시오',
    look: {
      email: '메일함: {endpoint}',
      slack: 'Slack 채널 (웹훅이 든 암호: {secret})',
      chat: 'Amazon Q Developer에 연결된 채널 (주제: {topic})',
      other: '구독자: {endpoint} ({protocol})',
    },
    totals: '정상 {ok}, 실패 {failed}, 확인 불가 {unknown}',
  },
  fr: {
    heading: { status: 'état', check: 'contrôle', found: 'constat' },
    status: { ok: 'en ordre', failed: 'EN PANNE', unknown: 'inconnu' },
    check: {
      function: 'fonction',
      worker: 'la file alimente la fonction',
      schedule: 'planification',
      alarm: 'alarme',
      subscription: 'abonnement',
      'dead-letters': 'lettres mortes',
      table: 'table',
      secret: 'secret de Slack',
      heartbeat: 'battement de cœur',
      report: 'dernier rapport',
      'test-alarm': 'essai : de CloudWatch à la rubrique',
      'test-message': 'essai : de notify aux messages',
      'test-slack': 'essai : Slack',
    },
    finding: {
      'in-order': 'en ordre',
      refused: "n'a pas pu être demandé : {code}, il manque {action} à ces identifiants",
      missing: "n'existe pas : jamais déployé dans cette étape et cette Région, ou supprimé depuis",
      'function-not-active': 'ne peut pas tourner ({state}) : {why}',
      'worker-off':
        "la file n'alimente pas la fonction ({state}) : ce qui arrive attend et personne n'est prévenu",
      'schedule-off': "est désactivée : rien n'est examiné",
      'alarm-silenced': 'ses actions sont désactivées : elle change d’état sans prévenir personne',
      'alarm-elsewhere': "n'agit pas sur la rubrique {topic} : quelqu'un l'a modifiée après le déploiement",
      unconfirmed:
        "{endpoint} n'a jamais confirmé l'abonnement à {topic} et ne reçoit rien : suivez le lien du courriel « AWS Notification - Subscription Confirmation » ; la commande le renvoie",
      unsubscribed: "{endpoint} n'est pas (ou plus) abonné à {topic} et ne reçoit rien",
      'nobody-told':
        "personne n'est abonné : ajoutez notify.email ou notify.slack à gatewatch.yaml, puis déployez",
      'letters-lost':
        "{count} messages ont été abandonnés et n'ont atteint personne : lisez le journal de la fonction derrière la file, puis renvoyez-les",
      'table-not-active': 'est inutilisable ({state}) : incidents et mises en sourdine sont oubliés',
      'secret-missing':
        "ce secret n'existe pas : écrivez l'adresse du webhook dans webhook.txt, lancez la commande, supprimez le fichier",
      'secret-deleted': 'va être supprimé : Slack ne recevra plus rien',
      'seen-at': 'vu pour la dernière fois : {at}',
      'never-seen':
        "jamais vu : aucun passage complet n'est arrivé ; rien de ce que ce point surveille n'est surveillé",
      'seen-late': 'vu pour la dernière fois : {at}, il y a plus de trois périodes',
      'handed-over': "CloudWatch a remis l'alarme d'essai à la rubrique",
      'not-handed-over':
        "CloudWatch n'a pas pu remettre l'alarme à la rubrique, ni aucune autre alarme. S'il est question de chiffrement ou de KMS, c'est la politique de la clé alias/{stack}. CloudWatch dit : {why}",
      'not-handed-over-yet': "l'historique de l'alarme ne montre aucune action après {seconds} s",
      told: "notify a publié le message d'essai",
      'not-told':
        "notify n'a rien publié en {seconds} s : sa file, sa fonction ou son journal disent pourquoi",
      'slack-took-it': 'Slack a pris le message',
      'slack-refused': "Slack n'a pas pris le message : {why}",
      'slack-silent': "la fonction slack n'a rien remis en {seconds} s",
    },
    reason: "gatewatch doctor : quelqu'un essaie si les messages arrivent.",
    mend: 'Pour réparer',
    waiting: "L'alarme d'essai {alarm} est posée ; attente de son annonce, {seconds} s au plus.",
    notTried: "Aucune alarme d'essai n'a été posée (--no-test) : l'arrivée des messages n'a pas été essayée.",
    lookNow: "Vérifiez maintenant que le message d'essai est arrivé",
    look: {
      email: 'boîte {endpoint}',
      slack: 'le canal Slack du webhook rangé dans le secret {secret}',
      chat: "le canal qu'Amazon Q Developer associe à {topic}",
      other: 'abonné {endpoint} ({protocol})',
    },
    totals: "{ok} en ordre, {failed} en panne, {unknown} n'ont pas pu être demandés",
  },
};
