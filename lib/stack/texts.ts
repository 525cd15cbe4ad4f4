import type { Locale } from '../core/locale.ts';

/** What the stack says of gatewatch itself: for an alarm what it means, and the first steps. */
interface StackTexts {
  readonly heartbeat: string;
  readonly unknown: string;
  readonly undelivered: string;
  readonly functions: string;
  readonly tick: string;
  readonly test: string;
  /** Headings of the dashboard. */
  readonly dashboard: {
    readonly alarms: string;
    readonly report: string;
    readonly reports: string;
    readonly status: string;
    readonly liveness: string;
    readonly findings: string;
  };
}

export const STACK_TEXTS: Readonly<Record<Locale, StackTexts>> = {
  en: {
    heartbeat:
      'No full run of this vantage arrived in three periods. Its targets are not monitored.\n1. Open the log group of the watch function and look for errors of this vantage.\n2. In the Lambda console, test the watch function with {"vantage":"NAME"}.\n3. Check that the schedule is enabled and that its role may invoke the function.\n4. Check that the probe function is Active and that its subnets have free addresses.',
    unknown:
      'gatewatch could not check: a check crashed, ran out of time, was denied or throttled by AWS, or the vantage has no network. This says nothing about the targets.\n1. Read the findings with status unknown in the log of the watch function. The reason names what is missing.\n2. access-denied: add the named action to the role. throttled: widen the schedule. out-of-time: split the vantage. vantage-broken: check its subnets, rules and name servers.',
    undelivered:
      'Messages of gatewatch are not delivered. One waits for more than 15 minutes, or is in a dead-letter queue.\n1. Open the dead-letter queues in the SQS console and read the messages.\n2. Read the log of the function that serves the queue. If every queue is empty, read the lines of type lost in the log of the notify function.\n3. Fix the cause (webhook secret, permission, Slack), then start a redrive of the dead-letter queue.',
    functions:
      'A function of gatewatch fails or is throttled. Checks or messages may be missing.\n1. In the Lambda console, open the Monitor tab of each function of this stage and find Errors or Throttles.\n2. Errors: read the last lines of its log group.\n3. Throttles: compare the concurrent executions of the account with its quota, and request an increase.',
    tick: 'The notify function was not called for 15 minutes. No reminder, no digest and no late recovery is sent.\n1. In the EventBridge Scheduler console, check that the schedule of the tick is enabled.\n2. Check that its role may invoke the notify function.\n3. Read the dead-letter queue of events. Right after the first deployment this alarm ends by itself.',
    test: 'No metric raises this alarm. `gatewatch doctor` sets it by hand, so that one test message goes through every channel. Nothing is broken.',
    dashboard: {
      alarms: 'Alarms',
      report: 'Last report',
      reports: 'Last reports',
      status: 'Status (0 healthy, 1 degraded, 2 failed; a gap is unknown)',
      liveness: 'Full runs, and checks that could not run',
      findings: 'The last findings that are not healthy',
    },
  },
  ko: {
    heartbeat:
      '세 주기 동안 이 위치의 전체 점검 결과가 도착하지 않습니다. 이 위치의 대상은 지금 감시되지 않습니다.\n1. watch 함수의 로그 그룹에서 이 위치의 오류를 찾으십시오.\n2. Lambda 콘솔에서 {"vantage":"이름"} 이벤트로 watch 함수를 테스트하십시오.\n3. 일정이 활성 상태이고 일정의 역할이 함수를 호출할 수 있는지 확인하십시오.\n4. probe 함수가 Active 상태이고 서브넷에 남은 주소가 있는지 확인하십시오.',
    unknown:
      'gatewatch가 점검하지 못했습니다. 점검이 비정상 종료되었거나, 시간이 부족했거나, AWS가 거부 또는 제한했거나, 점검 위치에 네트워크가 없습니다. 대상의 상태와는 무관합니다.\n1. watch 함수 로그에서 상태가 unknown인 결과를 확인하십시오. 사유에 부족한 것이 표시됩니다.\n2. access-denied: 표시된 작업을 역할에 추가하십시오. throttled: 주기를 늘리십시오. out-of-time: 위치를 나누십시오. vantage-broken: 서브넷, 규칙, 이름 서버를 확인하십시오.',
    undelivered:
      'gatewatch 메시지가 전달되지 않습니다. 15분 넘게 대기 중이거나 배달 못한 편지 대기열에 있는 메시지가 있습니다.\n1. SQS 콘솔에서 배달 못한 편지 대기열을 열어 메시지를 확인하십시오.\n2. 해당 대기열을 처리하는 함수의 로그를 확인하십시오. 대기열이 모두 비어 있으면 notify 함수 로그에서 type이 lost인 줄을 확인하십시오.\n3. 원인(웹훅 보안 암호, 권한, Slack)을 해결한 뒤 대기열의 리드라이브를 시작하십시오.',
    functions:
      'gatewatch 함수에서 오류가 발생하거나 호출이 제한되고 있습니다. 점검이나 메시지가 누락될 수 있습니다.\n1. Lambda 콘솔에서 이 스테이지의 각 함수의 모니터링 탭을 열어 Errors와 Throttles를 확인하십시오.\n2. Errors: 로그 그룹의 마지막 줄을 확인하십시오.\n3. Throttles: 계정의 동시 실행 수를 할당량과 비교하고 증가를 요청하십시오.',
    tick: '15분 동안 notify 함수가 호출되지 않았습니다. 미해결 알림, 일일 요약, 늦은 복구 알림이 전송되지 않습니다.\n1. EventBridge Scheduler 콘솔에서 tick 일정이 활성 상태인지 확인하십시오.\n2. 일정의 역할이 notify 함수를 호출할 수 있는지 확인하십시오.\n3. 이벤트의 배달 못한 편지 대기열을 확인하십시오. 첫 배포 직후에는 이 경보가 저절로 해제됩니다.',
    test: '이 경보를 발생시키는 지표는 없습니다. `gatewatch doctor`가 모든 채널로 테스트 메시지 하나를 보내기 위해 직접 설정합니다. 고장 난 것은 없습니다.',
    dashboard: {
      alarms: '경보',
      report: '마지막 보고서',
      reports: '마지막 보고서 모음',
      status: '상태 (0 정상, 1 저하, 2 실패, 빈 구간은 확인 불가)',
      liveness: '전체 점검 횟수와 확인하지 못한 점검',
      findings: '정상이 아닌 최근 결과',
    },
  },
  fr: {
    heartbeat:
      'Aucune exécution complète de ce point d\'observation n\'est arrivée en trois périodes. Ses cibles ne sont plus surveillées.\n1. Ouvrez le groupe de journaux de la fonction watch et cherchez les erreurs de ce point.\n2. Dans la console Lambda, testez la fonction watch avec {"vantage":"NOM"}.\n3. Vérifiez que la planification est active et que son rôle peut appeler la fonction.\n4. Vérifiez que la fonction probe est Active et que ses sous-réseaux ont des adresses libres.',
    unknown:
      "gatewatch n'a pas pu vérifier : un contrôle a planté, a manqué de temps, a été refusé ou limité par AWS, ou le point d'observation n'a pas de réseau. Cela ne dit rien des cibles.\n1. Lisez les constats « unknown » dans le journal de la fonction watch. Le motif nomme ce qui manque.\n2. access-denied : ajoutez l'action nommée au rôle. throttled : espacez la planification. out-of-time : divisez le point. vantage-broken : vérifiez ses sous-réseaux, règles et serveurs de noms.",
    undelivered:
      "Des messages de gatewatch ne sont pas remis. L'un attend depuis plus de 15 minutes ou se trouve dans une file de lettres mortes.\n1. Ouvrez les files de lettres mortes dans la console SQS et lisez les messages.\n2. Lisez le journal de la fonction qui traite la file. Si toutes les files sont vides, lisez les lignes de type lost dans le journal de la fonction notify.\n3. Corrigez la cause (secret du webhook, autorisation, Slack), puis relancez le contenu de la file.",
    functions:
      "Une fonction de gatewatch échoue ou est limitée. Des contrôles ou des messages peuvent manquer.\n1. Dans la console Lambda, ouvrez l'onglet Surveiller de chaque fonction de ce stage et cherchez Errors ou Throttles.\n2. Errors : lisez les dernières lignes de son groupe de journaux.\n3. Throttles : comparez les exécutions simultanées du compte à son quota et demandez une augmentation.",
    tick: "La fonction notify n'a pas été appelée depuis 15 minutes. Aucun rappel, aucune synthèse et aucun rétablissement tardif n'est envoyé.\n1. Dans la console EventBridge Scheduler, vérifiez que la planification du tick est active.\n2. Vérifiez que son rôle peut appeler la fonction notify.\n3. Lisez la file de lettres mortes des événements. Juste après le premier déploiement, cette alarme se termine d'elle-même.",
    test: "Aucune métrique ne déclenche cette alarme. `gatewatch doctor` la pose à la main pour faire passer un message d'essai par chaque canal. Rien n'est en panne.",
    dashboard: {
      alarms: 'Alarmes',
      report: 'Dernier rapport',
      reports: 'Derniers rapports',
      status: 'État (0 sain, 1 dégradé, 2 en panne ; un vide : inconnu)',
      liveness: "Exécutions complètes, et contrôles qui n'ont pas abouti",
      findings: 'Derniers constats qui ne sont pas sains',
    },
  },
};
