import type { Locale } from '../core/locale.ts';

/** What the stack says of gatewatch itself: for an alarm what it means, and the first thing to do. */
interface StackTexts {
  readonly heartbeat: string;
  readonly unknown: string;
  readonly undelivered: string;
  readonly test: string;
  /** Headings of the dashboard. */
  readonly dashboard: {
    readonly alarms: string;
    readonly report: string;
    readonly status: string;
    readonly liveness: string;
    readonly findings: string;
  };
}

export const STACK_TEXTS: Readonly<Record<Locale, StackTexts>> = {
  en: {
    heartbeat:
      'gatewatch itself is silent: no full look of this vantage arrived in three periods, so nothing it watches is watched.\n1. Open the log group of the watch function and look for errors of this vantage.\n2. In the Lambda console, test the watch function with {"vantage":"NAME"}.\n3. Check that the schedule is enabled and that its role may invoke the function.\n4. Check that the probe function is Active and that its subnets have free addresses.',
    unknown:
      'gatewatch could not ask: a check crashed, ran out of time, was denied or throttled by AWS, or the vantage has no network. This says nothing about the targets.\n1. Read the findings with status unknown in the log of the watch function: the reason names what is missing.\n2. access-denied: add the named action to the role. throttled: widen the schedule. out-of-time: split the vantage. vantage-broken: look at its subnets, rules and name servers.',
    undelivered:
      'Messages of gatewatch are stuck: something waits for more than 15 minutes or ended in a dead-letter queue, so somebody was not told.\n1. Look at the dead-letter queues in the SQS console and read what was not delivered.\n2. Read the log of the function that serves the queue; if no queue holds anything, the lines with type lost in the log of the notify function.\n3. Mend the cause (webhook secret, permission, Slack), then start a redrive of the dead-letter queue.',
    test: 'No metric raises this alarm: `gatewatch doctor` sets it by hand, so that one test message goes through every channel. Nothing is broken.',
    dashboard: {
      alarms: 'Alarms',
      report: 'Last report',
      status: 'Status (0 healthy, 1 degraded, 2 failed; a gap is unknown)',
      liveness: 'Full looks, and checks that could not ask',
      findings: 'The last findings that are not healthy',
    },
  },
  ko: {
    heartbeat:
      'gatewatch 자체가 침묵하고 있습니다. 세 주기 동안 이 위치의 전체 점검이 한 번도 도착하지 않아, 감시 대상이 감시되지 않고 있습니다.\n1. watch 함수의 로그 그룹에서 이 위치의 오류를 찾습니다.\n2. Lambda 콘솔에서 watch 함수를 {"vantage":"이름"} 이벤트로 시험합니다.\n3. 일정이 활성 상태이고 그 역할이 함수를 호출할 수 있는지 확인합니다.\n4. probe 함수가 Active 상태이고 서브넷에 빈 주소가 있는지 확인합니다.',
    unknown:
      'gatewatch가 확인하지 못했습니다. 점검이 비정상 종료되었거나, 시간이 부족했거나, AWS가 거부 또는 제한했거나, 점검 위치에 네트워크가 없습니다. 대상의 상태와는 무관합니다.\n1. watch 함수 로그에서 상태가 unknown인 결과를 읽습니다. 사유가 부족한 것을 알려 줍니다.\n2. access-denied: 표시된 작업을 역할에 추가합니다. throttled: 주기를 늘립니다. out-of-time: 위치를 나눕니다. vantage-broken: 서브넷, 규칙, 이름 서버를 확인합니다.',
    undelivered:
      'gatewatch의 메시지가 전달되지 않고 있습니다. 15분 넘게 대기 중이거나 배달 못한 편지 대기열에 들어갔으므로, 누군가 알림을 받지 못했습니다.\n1. SQS 콘솔에서 배달 못한 편지 대기열을 열어 전달되지 않은 내용을 읽습니다.\n2. 해당 대기열을 처리하는 함수의 로그를 읽습니다. 대기열이 비어 있으면 notify 함수 로그에서 type이 lost인 줄을 읽습니다.\n3. 원인(웹훅 암호, 권한, Slack)을 고친 뒤 대기열의 redrive를 시작합니다.',
    test: '이 경보를 올리는 지표는 없습니다. `gatewatch doctor`가 모든 채널로 시험 메시지 하나를 보내기 위해 직접 설정합니다. 고장 난 것은 없습니다.',
    dashboard: {
      alarms: '경보',
      report: '마지막 보고서',
      status: '상태 (0 정상, 1 저하, 2 실패, 빈 구간은 확인 불가)',
      liveness: '전체 점검 횟수와 확인하지 못한 점검',
      findings: '정상이 아닌 최근 결과',
    },
  },
  fr: {
    heartbeat:
      'gatewatch lui-même est muet : aucun passage complet de ce point d\'observation n\'est arrivé en trois périodes ; rien de ce qu\'il surveille n\'est surveillé.\n1. Ouvrez le groupe de journaux de la fonction watch et cherchez les erreurs de ce point.\n2. Dans la console Lambda, testez la fonction watch avec {"vantage":"NOM"}.\n3. Vérifiez que la planification est active et que son rôle peut appeler la fonction.\n4. Vérifiez que la fonction probe est Active et que ses sous-réseaux ont des adresses libres.',
    unknown:
      "gatewatch n'a pas pu demander : un contrôle a planté, a manqué de temps, a été refusé ou limité par AWS, ou le point d'observation n'a pas de réseau. Cela ne dit rien des cibles.\n1. Lisez les constats « unknown » dans le journal de la fonction watch : le motif nomme ce qui manque.\n2. access-denied : ajoutez l'action nommée au rôle. throttled : espacez la planification. out-of-time : divisez le point. vantage-broken : regardez ses sous-réseaux, règles et serveurs de noms.",
    undelivered:
      "Des messages de gatewatch sont bloqués : l'un attend depuis plus de 15 minutes ou a fini dans une file de lettres mortes ; quelqu'un n'a pas été prévenu.\n1. Ouvrez les files de lettres mortes dans la console SQS et lisez ce qui n'a pas été remis.\n2. Lisez le journal de la fonction qui sert la file ; si aucune file ne contient rien, les lignes de type lost dans le journal de la fonction notify.\n3. Réparez la cause (secret du webhook, autorisation, Slack), puis relancez le contenu de la file.",
    test: "Aucune métrique ne déclenche cette alarme : `gatewatch doctor` la pose à la main pour faire passer un message d'essai par chaque canal. Rien n'est en panne.",
    dashboard: {
      alarms: 'Alarmes',
      report: 'Dernier rapport',
      status: 'État (0 sain, 1 dégradé, 2 en panne ; un vide : inconnu)',
      liveness: "Passages complets, et contrôles qui n'ont pas pu demander",
      findings: 'Derniers constats qui ne sont pas sains',
    },
  },
};
