import type { Explanation } from '../../core/finding.ts';
import { asFields } from '../../core/json.ts';
import type { Locale } from '../../core/locale.ts';

/** Why something between two subnets stops a packet. */
export type MiddleCode =
  | 'nat-not-available'
  | 'peering-not-active'
  | 'peering-not-transitive'
  | 'transit-not-attached'
  | 'transit-not-available'
  | 'transit-no-zone'
  | 'transit-no-table'
  | 'transit-route-missing'
  | 'transit-route-blackhole';

const SENTENCES: Readonly<Record<Locale, Readonly<Record<MiddleCode, string>>>> = {
  en: {
    'nat-not-available': 'The NAT gateway {id} is {state}: it forwards nothing.',
    'peering-not-active': 'The peering connection {id} is {state}, not active.',
    'peering-not-transitive':
      'The peering connection {id} leads to {vpc} only, and {peer} is not in that VPC. Peering is not transitive.',
    'transit-not-attached': '{vpc} has no attachment to {id}.',
    'transit-not-available': 'The attachment {attachment} of {vpc} is {state}, not available.',
    'transit-no-zone':
      'The attachment {attachment} has no subnet in {zone}: packets from that zone do not reach the transit gateway.',
    'transit-no-table': 'The attachment {attachment} is associated with no transit gateway route table.',
    'transit-route-missing':
      '{table}, which decides for what comes from {attachment}, has no route to {peer}.',
    'transit-route-blackhole': 'The route {route} in {table} is a blackhole: packets to {peer} are dropped.',
  },
  ko: {
    'nat-not-available':
      'NAT 게이트웨이가 사용 가능한 상태가 아니어서 패킷을 전달하지 않습니다. (NAT 게이트웨이: {id}, 상태: {state})',
    'peering-not-active': '피어링 연결이 활성 상태가 아닙니다. (피어링 연결: {id}, 상태: {state})',
    'peering-not-transitive':
      '피어링 연결은 상대 VPC로만 이어지며 다른 네트워크로 전이되지 않습니다. 목적지가 상대 VPC에 없습니다. (피어링 연결: {id}, 상대 VPC: {vpc}, 목적지: {peer})',
    'transit-not-attached':
      'VPC가 Transit Gateway에 연결되어 있지 않습니다. (VPC: {vpc}, Transit Gateway: {id})',
    'transit-not-available':
      'Transit Gateway 연결이 사용 가능한 상태가 아닙니다. (연결: {attachment}, VPC: {vpc}, 상태: {state})',
    'transit-no-zone':
      'Transit Gateway 연결에 이 가용 영역의 서브넷이 없어 패킷이 Transit Gateway에 도달하지 못합니다. (연결: {attachment}, 가용 영역: {zone})',
    'transit-no-table': 'Transit Gateway 연결이 라우팅 테이블과 연결되어 있지 않습니다. (연결: {attachment})',
    'transit-route-missing':
      'Transit Gateway 라우팅 테이블에 목적지로 가는 경로가 없습니다. (라우팅 테이블: {table}, 연결: {attachment}, 목적지: {peer})',
    'transit-route-blackhole':
      'Transit Gateway 라우팅 테이블의 경로가 blackhole이어서 패킷이 버려집니다. (라우팅 테이블: {table}, 경로: {route}, 목적지: {peer})',
  },
  fr: {
    'nat-not-available': "La passerelle NAT {id} est dans l'état {state} : elle n'achemine rien.",
    'peering-not-active': "La connexion d'appairage {id} est dans l'état {state}, pas active.",
    'peering-not-transitive':
      "La connexion d'appairage {id} ne mène qu'à {vpc}, et {peer} n'est pas dans ce VPC. L'appairage n'est pas transitif.",
    'transit-not-attached': "{vpc} n'a pas d'attachement à {id}.",
    'transit-not-available': "L'attachement {attachment} de {vpc} est dans l'état {state}, pas disponible.",
    'transit-no-zone':
      "L'attachement {attachment} n'a pas de sous-réseau dans {zone} : les paquets de cette zone n'atteignent pas la passerelle de transit.",
    'transit-no-table':
      "L'attachement {attachment} n'est associé à aucune table de routage de la passerelle de transit.",
    'transit-route-missing':
      "La table {table}, qui décide pour ce qui vient de {attachment}, n'a pas de route vers {peer}.",
    'transit-route-blackhole':
      'La route {route} de la table {table} est un trou noir : les paquets vers {peer} sont perdus.',
  },
};

/** The sentence of an explanation of this table; undefined for one of another. */
export function middleSentence(locale: Locale, { why, values }: Explanation): string | undefined {
  const sentences: Readonly<Record<string, string>> = SENTENCES[locale];
  const template = typeof why === 'string' ? sentences[why] : undefined;
  const known = asFields(values) ?? {};
  return template?.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(known[name] ?? placeholder));
}
