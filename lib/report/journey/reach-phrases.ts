import type { Locale } from '../../core/locale.ts';
import type { ReachNote, ReachOption, Way } from '../../explain/journey/reach.ts';

interface ReachPhrases {
  /** `{id}` */
  readonly way: Readonly<Record<Way, string>>;
  readonly outcome: Readonly<Record<'open' | 'blocked' | 'unknown', string>>;
  readonly note: Readonly<Record<ReachNote, string>>;
  /** `{hour} {month} {gigabyte}` in US dollars. */
  readonly option: Readonly<Record<ReachOption['kind'], string>>;
  /** `{hour} {month} {gigabyte}` */
  readonly natPrice: string;
  /** `{subnet}` */
  readonly from: string;
  readonly groupsNotKnown: string;
}

export const REACH_PHRASES: Readonly<Record<Locale, ReachPhrases>> = {
  en: {
    way: {
      'interface-endpoint': 'by interface endpoint {id}',
      'gateway-endpoint': 'by gateway endpoint {id}',
      'nat-gateway': 'by NAT gateway {id}',
      'internet-gateway': 'by internet gateway {id}',
      other: 'by {id}, which is not followed further',
      none: 'no path',
    },
    outcome: { open: 'reachable', blocked: 'NOT REACHABLE', unknown: 'unknown' },
    note: {
      'private-dns-off':
        'An interface endpoint exists, but its private DNS is off: the usual name of the service does not lead there.',
      'vpc-dns-off':
        'DNS support or DNS hostnames are off in this VPC: private names of endpoints do not work without both.',
      'endpoint-not-available': 'The endpoint is not available.',
      'gateway-endpoint-not-in-table':
        "A gateway endpoint exists, but the subnet's route table does not use it.",
      'policy-restricts':
        'The endpoint policy does not allow everything. Check that it allows what you call.',
    },
    option: {
      'gateway-endpoint': 'Gateway endpoint, no charge:',
      'interface-endpoint':
        'Interface endpoint, about {hour} USD an hour and zone ({month} USD a month) and {gigabyte} USD a GB:',
      'vpc-dns': 'Turn DNS on in the VPC, no charge:',
      'private-dns': 'Turn private DNS on, no charge:',
    },
    natPrice:
      'A NAT gateway costs about {hour} USD an hour ({month} USD a month) and {gigabyte} USD a GB. A gateway endpoint costs nothing.',
    from: 'From {subnet}',
    groupsNotKnown:
      'Security groups of the caller are not known: outbound rules were not checked. Use --lambda or --security-group.',
  },
  ko: {
    way: {
      'interface-endpoint': '인터페이스 엔드포인트 사용 ({id})',
      'gateway-endpoint': '게이트웨이 엔드포인트 사용 ({id})',
      'nat-gateway': 'NAT 게이트웨이 사용 ({id})',
      'internet-gateway': '인터넷 게이트웨이 사용 ({id})',
      other: '이후 경로는 확인할 수 없음 ({id})',
      none: '경로 없음',
    },
    outcome: { open: '연결 가능', blocked: '연결 불가', unknown: '알 수 없음' },
    note: {
      'private-dns-off':
        '인터페이스 엔드포인트가 있지만 프라이빗 DNS가 꺼져 있어 서비스의 기본 이름이 엔드포인트로 연결되지 않습니다.',
      'vpc-dns-off':
        '이 VPC에서 DNS 지원 또는 DNS 호스트 이름이 꺼져 있습니다. 엔드포인트의 프라이빗 이름을 사용하려면 둘 다 필요합니다.',
      'endpoint-not-available': '엔드포인트가 사용 가능한 상태가 아닙니다.',
      'gateway-endpoint-not-in-table':
        '게이트웨이 엔드포인트가 있지만 서브넷의 라우팅 테이블이 사용하지 않습니다.',
      'policy-restricts':
        '엔드포인트 정책이 모든 작업을 허용하지 않습니다. 호출하는 작업을 허용하는지 확인하십시오.',
    },
    option: {
      'gateway-endpoint': '게이트웨이 엔드포인트(무료):',
      'interface-endpoint':
        '인터페이스 엔드포인트(가용 영역당 시간당 약 {hour} USD, 월 {month} USD, GB당 {gigabyte} USD):',
      'vpc-dns': 'VPC의 DNS 켜기(무료):',
      'private-dns': '프라이빗 DNS 켜기(무료):',
    },
    natPrice:
      'NAT 게이트웨이 요금은 시간당 약 {hour} USD(월 {month} USD), GB당 {gigabyte} USD입니다. 게이트웨이 엔드포인트는 무료입니다.',
    from: '출발 서브넷: {subnet}',
    groupsNotKnown:
      '호출하는 쪽의 보안 그룹을 알 수 없어 아웃바운드 규칙을 점검하지 않았습니다. --lambda 또는 --security-group을 사용하십시오.',
  },
  fr: {
    way: {
      'interface-endpoint': "par le point de terminaison d'interface {id}",
      'gateway-endpoint': 'par le point de terminaison de passerelle {id}',
      'nat-gateway': 'par la passerelle NAT {id}',
      'internet-gateway': 'par la passerelle internet {id}',
      other: "par {id}, qui n'est pas suivi plus loin",
      none: 'aucun chemin',
    },
    outcome: { open: 'accessible', blocked: 'INACCESSIBLE', unknown: 'inconnu' },
    note: {
      'private-dns-off':
        "Un point de terminaison d'interface existe, mais son DNS privé est désactivé : le nom habituel du service n'y mène pas.",
      'vpc-dns-off':
        'La prise en charge du DNS ou les noms DNS sont désactivés dans ce VPC : les noms privés des points de terminaison exigent les deux.',
      'endpoint-not-available': "Le point de terminaison n'est pas disponible.",
      'gateway-endpoint-not-in-table':
        "Un point de terminaison de passerelle existe, mais la table de routage du sous-réseau ne l'utilise pas.",
      'policy-restricts':
        "La politique du point de terminaison n'autorise pas tout. Vérifiez qu'elle autorise vos appels.",
    },
    option: {
      'gateway-endpoint': 'Point de terminaison de passerelle, gratuit :',
      'interface-endpoint':
        "Point de terminaison d'interface, environ {hour} USD par heure et par zone ({month} USD par mois) et {gigabyte} USD par Go :",
      'vpc-dns': 'Activer le DNS du VPC, gratuit :',
      'private-dns': 'Activer le DNS privé, gratuit :',
    },
    natPrice:
      'Une passerelle NAT coûte environ {hour} USD par heure ({month} USD par mois) et {gigabyte} USD par Go. Un point de terminaison de passerelle est gratuit.',
    from: 'Depuis {subnet}',
    groupsNotKnown:
      "Les groupes de sécurité de l'appelant ne sont pas connus : les règles sortantes n'ont pas été vérifiées. Utilisez --lambda ou --security-group.",
  },
};
