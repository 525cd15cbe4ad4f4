import type { Locale } from '../../core/locale.ts';
import type { CommonReason } from '../../core/reason.ts';
import type { ReasonText } from '../../core/runbook.ts';

type CommonTexts = Readonly<Record<CommonReason, ReasonText>>;

/** Texts of the reasons any check can end in. */
export const COMMON_TEXTS: Readonly<Record<Locale, CommonTexts>> = {
  en: {
    'vantage-broken': {
      title: 'The vantage itself has no network',
      summary: 'Nothing can be asked from {vantage}: its name servers and every unrelated target are silent.',
      meaning:
        'All questions failed at once, including those that have nothing to do with each other. The fault lies where the questions come from, not with the targets.',
      causes: [
        'The security group or network ACL of the vantage lets nothing out.',
        "The subnet's route table or the DHCP options (name servers) were changed.",
        'The probe function is not running, or its network interface is gone.',
      ],
      steps: [
        'Look for a change of routes, network ACLs or DHCP options in the subnets of the vantage.',
        'Test the probe function of the vantage in the Lambda console with the sample event.',
        'Treat the other findings of this vantage as not known until it answers again.',
      ],
    },
    'probe-crashed': {
      title: 'The check itself crashed',
      summary: 'The check of {subject} crashed; nothing is known about the target.',
      meaning:
        'A defect in gatewatch, not in your network. The stack is in the log of the function, or printed with --debug.',
      causes: [
        'A defect in gatewatch.',
        'A question that does not fit this version: the functions were deployed from different versions.',
      ],
      steps: [
        'Run the same check with --debug, or read the log of the function.',
        'Deploy all functions from the same version.',
        'Report the stack to the project.',
      ],
    },
    'access-denied': {
      title: 'AWS refuses to tell',
      summary: 'AWS refused to answer about {subject}: the permission {action} is missing.',
      meaning: 'The check reads AWS and is not allowed to. Nothing is known about the target itself.',
      causes: ['The role lacks the action.', 'A service control policy or a permissions boundary denies it.'],
      steps: [
        'Add the action {action} to the role that runs the check.',
        'If it is there, look for a service control policy or a boundary that denies it.',
        'Run the check again.',
      ],
    },
    throttled: {
      title: 'AWS throttles the check',
      summary:
        'AWS answered "too many requests" about {subject} ({action}); nothing is known about the target.',
      meaning: 'The API limit of the account was used up, by this check or by others in the account.',
      causes: [
        'Many tools read the same API at once.',
        'The schedule is too dense for the number of targets.',
      ],
      steps: [
        'Wait for the next run; one such run means little.',
        'If it stays, widen the schedule or ask AWS to raise the limit.',
        'Look in CloudTrail for who else calls {action}.',
      ],
    },
    'aws-unavailable': {
      title: 'AWS does not answer',
      summary: 'AWS gave no answer about {subject} ({action}: {code}); nothing is known about the target.',
      meaning:
        'AWS answered with an error of its own (HTTP 5xx), or nothing came back. The check tried several times.',
      causes: [
        'The AWS service has an outage in this Region.',
        'The network here has no way to the AWS API: no NAT gateway, no VPC endpoint, or a proxy that is not set.',
      ],
      steps: [
        'Run the check again; one such run means little.',
        'If {code} begins with HTTP 5, look at the AWS Health Dashboard for this Region.',
        'Otherwise test the way to the API from here: curl -sv https://SERVICE.REGION.amazonaws.com.',
      ],
    },
    'out-of-time': {
      title: 'There was no time left to ask',
      summary: 'The question about {subject} did not end in time; nothing is known about it.',
      meaning:
        'The run ended before this question was answered, because others took long or because there were too many.',
      causes: [
        'Too many targets for one vantage and its timeout.',
        'Many silent targets, each of which takes its whole time.',
        'The machine that asks has too little processor time: it read its sockets too late to believe a silence.',
      ],
      steps: [
        'Look at the other findings first: silent ones use up the time.',
        'Give the run a longer timeout or split the targets over several vantages.',
        'On a busy machine, give the check more processor time: a function gets it with more memory.',
      ],
    },
    'not-reachable-from-here': {
      title: 'Cannot be asked from this place',
      summary: '{subject} cannot be asked from {vantage}.',
      meaning:
        'The vantage has no way to the target by design, for example a VPC without a way out. This says nothing about the target.',
      causes: [
        'The subnet has no NAT gateway and no internet gateway.',
        'The target speaks an address family the vantage does not have.',
      ],
      steps: [
        'Ask from a vantage that has a way: run `gatewatch check` there.',
        'Move the target to another vantage in gatewatch.yaml.',
      ],
    },
    'blocked-by': {
      title: 'Explained by a lower fault',
      summary: '{subject} could not be asked, because of another finding: {lowerCheck} {lowerReason}.',
      meaning:
        'What this check needs is broken, so it says nothing of its own. Mend the other finding; this one follows.',
      causes: ['See the finding that is named.'],
      steps: ['Follow the runbook of the finding that is named.'],
    },
  },
  ko: {
    'vantage-broken': {
      title: '점검 위치 자체의 네트워크 장애',
      summary:
        '이 위치에서는 아무것도 확인할 수 없습니다. 이름 서버와 서로 무관한 모든 대상이 응답하지 않습니다. (위치: {vantage})',
      meaning:
        '서로 관계없는 질문까지 한꺼번에 실패했습니다. 장애는 대상이 아니라 질문을 보내는 쪽에 있습니다.',
      causes: [
        '이 위치의 보안 그룹이나 네트워크 ACL이 밖으로 나가는 트래픽을 모두 막습니다.',
        '서브넷의 라우팅 테이블이나 DHCP 옵션(이름 서버)이 변경되었습니다.',
        'probe 함수가 실행되지 않거나 네트워크 인터페이스가 사라졌습니다.',
      ],
      steps: [
        '이 위치의 서브넷에서 경로, 네트워크 ACL, DHCP 옵션이 변경되었는지 확인합니다.',
        'Lambda 콘솔에서 이 위치의 probe 함수를 샘플 이벤트로 시험합니다.',
        '다시 응답할 때까지 이 위치의 다른 결과는 알 수 없는 것으로 봅니다.',
      ],
    },
    'probe-crashed': {
      title: '점검 프로그램 자체의 오류',
      summary: '점검이 비정상 종료되어 대상에 대해 알 수 있는 것이 없습니다. (대상: {subject})',
      meaning:
        '네트워크가 아니라 gatewatch의 결함입니다. 스택은 함수 로그에 있거나 --debug 옵션으로 출력됩니다.',
      causes: ['gatewatch의 결함입니다.', '함수들이 서로 다른 버전으로 배포되어 질문 형식이 맞지 않습니다.'],
      steps: [
        '같은 점검을 --debug 옵션으로 실행하거나 함수 로그를 읽습니다.',
        '모든 함수를 같은 버전으로 배포합니다.',
        '스택을 프로젝트에 신고합니다.',
      ],
    },
    'access-denied': {
      title: 'AWS가 조회를 거부함',
      summary: 'AWS가 조회를 거부했습니다. 권한이 없습니다. (대상: {subject}, 필요한 작업: {action})',
      meaning: '이 점검은 AWS를 조회해야 하는데 허용되지 않았습니다. 대상 자체에 대해서는 알 수 없습니다.',
      causes: ['역할에 해당 작업이 없습니다.', '서비스 제어 정책이나 권한 경계가 거부합니다.'],
      steps: [
        '점검을 실행하는 역할에 작업을 추가합니다. (작업: {action})',
        '이미 있다면 거부하는 서비스 제어 정책이나 권한 경계를 찾습니다.',
        '점검을 다시 실행합니다.',
      ],
    },
    throttled: {
      title: 'AWS가 요청을 제한함',
      summary:
        'AWS가 요청이 너무 많다고 답했습니다. 대상에 대해서는 알 수 없습니다. (대상: {subject}, 작업: {action})',
      meaning: '이 점검 또는 계정의 다른 도구가 API 한도를 모두 사용했습니다.',
      causes: ['여러 도구가 같은 API를 동시에 읽습니다.', '대상 수에 비해 점검 주기가 너무 짧습니다.'],
      steps: [
        '다음 실행을 기다립니다. 한 번의 제한은 큰 의미가 없습니다.',
        '계속되면 주기를 늘리거나 AWS에 한도 상향을 요청합니다.',
        'CloudTrail에서 같은 작업을 호출하는 주체를 찾습니다. (작업: {action})',
      ],
    },
    'aws-unavailable': {
      title: 'AWS가 응답하지 않음',
      summary:
        'AWS가 응답하지 않아 대상에 대해 알 수 없습니다. (대상: {subject}, 작업: {action}, 결과: {code})',
      meaning:
        'AWS가 자체 오류(HTTP 5xx)로 답했거나 아무 응답도 오지 않았습니다. 점검은 여러 번 시도했습니다.',
      causes: [
        '이 리전의 AWS 서비스에 장애가 있습니다.',
        '이 네트워크에서 AWS API로 가는 길이 없습니다. NAT 게이트웨이나 VPC 엔드포인트가 없거나 프록시가 설정되지 않았습니다.',
      ],
      steps: [
        '점검을 다시 실행합니다. 한 번의 실패는 큰 의미가 없습니다.',
        '결과가 HTTP 5로 시작하면 AWS Health Dashboard에서 이 리전의 상태를 확인합니다. (결과: {code})',
        '아니면 여기에서 API로 가는 길을 시험합니다: curl -sv https://SERVICE.REGION.amazonaws.com',
      ],
    },
    'out-of-time': {
      title: '확인할 시간이 부족함',
      summary: '질문이 제시간에 끝나지 않아 대상에 대해 알 수 없습니다. (대상: {subject})',
      meaning: '다른 질문이 오래 걸렸거나 질문이 너무 많아서 이 질문의 답을 받기 전에 실행이 끝났습니다.',
      causes: [
        '한 위치의 대상 수가 제한 시간에 비해 너무 많습니다.',
        '응답하지 않는 대상이 많아 각각 제한 시간을 모두 사용했습니다.',
        '점검하는 기기의 CPU 시간이 부족합니다. 소켓을 늦게 읽어 응답이 없다고 단정할 수 없습니다.',
      ],
      steps: [
        '다른 결과를 먼저 확인합니다. 응답 없는 대상이 시간을 소모합니다.',
        '제한 시간을 늘리거나 대상을 여러 위치로 나눕니다.',
        '기기가 바쁘면 점검에 CPU 시간을 더 줍니다. 함수는 메모리를 늘리면 CPU도 늘어납니다.',
      ],
    },
    'not-reachable-from-here': {
      title: '이 위치에서는 확인할 수 없음',
      summary: '이 위치에서는 대상을 확인할 수 없습니다. (대상: {subject}, 위치: {vantage})',
      meaning:
        '설계상 이 위치에서 대상으로 가는 길이 없습니다. 예를 들어 외부로 나가는 길이 없는 VPC입니다. 대상의 상태와는 무관합니다.',
      causes: [
        '서브넷에 NAT 게이트웨이도 인터넷 게이트웨이도 없습니다.',
        '대상이 이 위치에 없는 주소 체계를 사용합니다.',
      ],
      steps: [
        '길이 있는 위치에서 `gatewatch check`를 실행합니다.',
        'gatewatch.yaml에서 대상을 다른 위치로 옮깁니다.',
      ],
    },
    'blocked-by': {
      title: '더 낮은 계층의 장애로 설명됨',
      summary: '다른 결과 때문에 확인할 수 없었습니다. (대상: {subject}, 원인: {lowerCheck} {lowerReason})',
      meaning:
        '이 점검에 필요한 것이 고장 나서 스스로 말할 수 있는 것이 없습니다. 원인 결과를 고치면 함께 해결됩니다.',
      causes: ['표시된 결과를 참고합니다.'],
      steps: ['표시된 결과의 조치 절차를 따릅니다.'],
    },
  },
  fr: {
    'vantage-broken': {
      title: "Le point d'observation n'a plus de réseau",
      summary:
        'Rien ne peut être demandé depuis {vantage} : ses serveurs de noms et toutes les cibles sans lien entre elles sont muets.',
      meaning:
        "Toutes les questions ont échoué d'un coup, même celles qui n'ont rien à voir entre elles. La panne est là d'où partent les questions, pas chez les cibles.",
      causes: [
        "Le groupe de sécurité ou l'ACL réseau du point d'observation ne laisse rien sortir.",
        'La table de routage du sous-réseau ou les options DHCP (serveurs de noms) ont changé.',
        'La fonction probe ne tourne pas, ou son interface réseau a disparu.',
      ],
      steps: [
        "Cherchez un changement de routes, d'ACL réseau ou d'options DHCP dans les sous-réseaux du point d'observation.",
        "Testez la fonction probe de ce point dans la console Lambda avec l'événement d'exemple.",
        "Considérez les autres constats de ce point comme inconnus jusqu'à ce qu'il réponde.",
      ],
    },
    'probe-crashed': {
      title: 'Le contrôle lui-même a planté',
      summary: 'Le contrôle de {subject} a planté ; on ne sait rien de la cible.',
      meaning:
        "C'est un défaut de gatewatch, pas de votre réseau. La pile est dans le journal de la fonction, ou affichée avec --debug.",
      causes: [
        'Un défaut de gatewatch.',
        'Une question qui ne convient pas à cette version : les fonctions ont été déployées depuis des versions différentes.',
      ],
      steps: [
        'Relancez le même contrôle avec --debug, ou lisez le journal de la fonction.',
        'Déployez toutes les fonctions depuis la même version.',
        'Signalez la pile au projet.',
      ],
    },
    'access-denied': {
      title: 'AWS refuse de répondre',
      summary: "AWS a refusé de répondre au sujet de {subject} : il manque l'autorisation {action}.",
      meaning: "Le contrôle lit AWS et n'y est pas autorisé. On ne sait rien de la cible elle-même.",
      causes: [
        "L'action manque dans le rôle.",
        "Une politique de contrôle des services ou une limite d'autorisations la refuse.",
      ],
      steps: [
        "Ajoutez l'action {action} au rôle qui exécute le contrôle.",
        'Si elle y est, cherchez une politique de contrôle des services ou une limite qui la refuse.',
        'Relancez le contrôle.',
      ],
    },
    throttled: {
      title: 'AWS limite le contrôle',
      summary:
        'AWS a répondu « trop de requêtes » au sujet de {subject} ({action}) ; on ne sait rien de la cible.',
      meaning: "La limite d'API du compte est épuisée, par ce contrôle ou par d'autres.",
      causes: [
        'Plusieurs outils lisent la même API en même temps.',
        'La planification est trop dense pour le nombre de cibles.',
      ],
      steps: [
        'Attendez le prochain passage ; un seul cas ne dit pas grand-chose.',
        'Si cela dure, espacez la planification ou demandez à AWS de relever la limite.',
        'Cherchez dans CloudTrail qui appelle aussi {action}.',
      ],
    },
    'aws-unavailable': {
      title: 'AWS ne répond pas',
      summary:
        "AWS n'a donné aucune réponse au sujet de {subject} ({action} : {code}) ; on ne sait rien de la cible.",
      meaning:
        "AWS a répondu par une erreur interne (HTTP 5xx), ou rien n'est revenu. Le contrôle a essayé plusieurs fois.",
      causes: [
        'Le service AWS est en panne dans cette région.',
        "Ce réseau n'a pas de chemin vers l'API d'AWS : pas de passerelle NAT, pas de point de terminaison VPC, ou un proxy non configuré.",
      ],
      steps: [
        'Relancez le contrôle ; un seul cas ne dit pas grand-chose.',
        "Si {code} commence par HTTP 5, consultez l'AWS Health Dashboard pour cette région.",
        "Sinon, testez le chemin vers l'API depuis ici : curl -sv https://SERVICE.REGION.amazonaws.com",
      ],
    },
    'out-of-time': {
      title: 'Le temps a manqué pour demander',
      summary: "La question sur {subject} n'a pas abouti à temps ; on n'en sait rien.",
      meaning:
        "Le passage s'est terminé avant la réponse, parce que d'autres questions ont duré ou qu'il y en avait trop.",
      causes: [
        "Trop de cibles pour un point d'observation et son délai.",
        'Beaucoup de cibles muettes, dont chacune use tout son temps.',
        'La machine qui demande manque de temps processeur : elle a lu ses sockets trop tard pour croire à un silence.',
      ],
      steps: [
        "Regardez d'abord les autres constats : les cibles muettes consomment le temps.",
        "Allongez le délai ou répartissez les cibles sur plusieurs points d'observation.",
        'Sur une machine chargée, donnez plus de temps processeur au contrôle : une fonction en reçoit avec plus de mémoire.',
      ],
    },
    'not-reachable-from-here': {
      title: "Impossible à demander d'ici",
      summary: '{subject} ne peut pas être interrogé depuis {vantage}.',
      meaning:
        "Par construction, le point d'observation n'a pas de chemin vers la cible, par exemple un VPC sans sortie. Cela ne dit rien de la cible.",
      causes: [
        "Le sous-réseau n'a ni passerelle NAT ni passerelle Internet.",
        "La cible parle une famille d'adresses que le point n'a pas.",
      ],
      steps: [
        'Demandez depuis un lieu qui a un chemin : lancez-y `gatewatch check`.',
        "Déplacez la cible vers un autre point d'observation dans gatewatch.yaml.",
      ],
    },
    'blocked-by': {
      title: 'Expliqué par une panne plus basse',
      summary: "{subject} n'a pas pu être interrogé à cause d'un autre constat : {lowerCheck} {lowerReason}.",
      meaning:
        "Ce dont ce contrôle a besoin est en panne, il n'a donc rien à dire lui-même. Réparez l'autre constat ; celui-ci suivra.",
      causes: ['Voir le constat nommé.'],
      steps: ['Suivez la procédure du constat nommé.'],
    },
  },
};
