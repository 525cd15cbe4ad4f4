import type { Locale } from '../../core/locale.ts';
import type { HopName, HopState } from '../../core/path.ts';

interface PathPhrases {
  /** What a hop is called. */
  readonly hop: Readonly<Record<HopName, string>>;
  /** After a number of places: ` addresses`. */
  readonly several: Readonly<Partial<Record<HopName, string>>>;
  readonly state: Readonly<Record<HopState | 'degraded', string>>;
  /** What a picture of a path is called: `{target}`. */
  readonly pathOf: string;
  /** `{count}` lanes that are not drawn. */
  readonly more: string;
}

/** The words of a path. */
export const PATH_PHRASES: Readonly<Record<Locale, PathPhrases>> = {
  en: {
    hop: {
      vantage: 'from',
      name: 'name',
      address: 'address',
      'instance-connect': 'Instance Connect endpoint',
      'security-group': 'security group',
      'network-acl': 'network ACL',
      route: 'route',
      'transit-gateway': 'transit gateway',
      'vpn-gateway': 'VPN gateway',
      tunnel: 'tunnel',
      device: 'VPN device',
      'client-vpn': 'Client VPN endpoint',
      'vpc-endpoint': 'VPC endpoint',
      'load-balancer': 'load balancer',
      instance: 'instance',
      proxy: 'proxy',
      port: 'port',
      tls: 'TLS',
      service: 'service',
      clock: 'clock',
      gateway: 'gateway state',
    },
    several: {
      name: ' names',
      address: ' addresses',
      port: ' ports',
      tunnel: ' tunnels',
      route: ' tables',
      instance: ' instances',
      device: ' addresses',
      service: ' services',
    },
    state: {
      passed: 'passed',
      failed: 'FAILED',
      'not-reached': 'not reached',
      'not-checked': 'not checked',
      degraded: 'DEGRADED',
    },
    pathOf: 'Path of {target}',
    more: '{count} more not shown',
  },
  ko: {
    hop: {
      vantage: '출발',
      name: '이름',
      address: '주소',
      'instance-connect': 'Instance Connect 엔드포인트',
      'security-group': '보안 그룹',
      'network-acl': '네트워크 ACL',
      route: '라우팅',
      'transit-gateway': 'Transit Gateway',
      'vpn-gateway': 'VPN 게이트웨이',
      tunnel: '터널',
      device: 'VPN 장비',
      'client-vpn': 'Client VPN 엔드포인트',
      'vpc-endpoint': 'VPC 엔드포인트',
      'load-balancer': '로드 밸런서',
      instance: '인스턴스',
      proxy: '프록시',
      port: '포트',
      tls: 'TLS',
      service: '서비스',
      clock: '시계',
      gateway: '게이트웨이 상태',
    },
    several: {
      name: '개 이름',
      address: '개 주소',
      port: '개 포트',
      tunnel: '개 터널',
      route: '개 테이블',
      instance: '개 인스턴스',
      device: '개 주소',
      service: '개 서비스',
    },
    state: {
      passed: '통과',
      failed: '실패',
      'not-reached': '도달하지 못함',
      'not-checked': '확인하지 못함',
      degraded: '저하',
    },
    pathOf: '{target} 경로',
    more: '표시하지 않은 경로 {count}개',
  },
  fr: {
    hop: {
      vantage: 'depuis',
      name: 'nom',
      address: 'adresse',
      'instance-connect': 'point de terminaison Instance Connect',
      'security-group': 'groupe de sécurité',
      'network-acl': 'ACL réseau',
      route: 'route',
      'transit-gateway': 'passerelle de transit',
      'vpn-gateway': 'passerelle VPN',
      tunnel: 'tunnel',
      device: 'équipement VPN',
      'client-vpn': 'point de terminaison Client VPN',
      'vpc-endpoint': 'point de terminaison de VPC',
      'load-balancer': 'équilibreur de charge',
      instance: 'instance',
      proxy: 'proxy',
      port: 'port',
      tls: 'TLS',
      service: 'service',
      clock: 'horloge',
      gateway: 'état de la passerelle',
    },
    several: {
      name: ' noms',
      address: ' adresses',
      port: ' ports',
      tunnel: ' tunnels',
      route: ' tables',
      instance: ' instances',
      device: ' adresses',
      service: ' services',
    },
    state: {
      passed: 'franchi',
      failed: 'EN PANNE',
      'not-reached': 'non atteint',
      'not-checked': 'non vérifié',
      degraded: 'DÉGRADÉ',
    },
    pathOf: 'Chemin de {target}',
    more: '{count} autres non affichés',
  },
};
