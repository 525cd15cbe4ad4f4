import type { Locale } from '../../core/locale.ts';

const INSPECTION = {
  en: 'Have {product} exempt these places from TLS inspection: {exemptions}',
  ko: '{product} 장비의 TLS 검사 제외 목록에 다음을 추가하도록 요청하십시오: {exemptions}',
  fr: "Faites exclure ces adresses de l'inspection TLS de {product} : {exemptions}",
} as const;

/** What to do about a cause that no command fixes, by the cause's `why`. Sentences hold its `{values}`. */
export const FIX_PHRASES: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  en: {
    'partial-inspection': INSPECTION.en,
    'only-proxy-inspects': INSPECTION.en,
    'only-direct-inspected': INSPECTION.en,
    'assumed-protocol':
      'If it does not serve {serves}, write protocols: [{spoken}] under this target in gatewatch.yaml.',
  },
  ko: {
    'partial-inspection': INSPECTION.ko,
    'only-proxy-inspects': INSPECTION.ko,
    'only-direct-inspected': INSPECTION.ko,
    'assumed-protocol':
      '{serves} 서비스를 쓰지 않는다면 gatewatch.yaml의 이 대상에 protocols: [{spoken}] 항목을 추가하십시오.',
  },
  fr: {
    'partial-inspection': INSPECTION.fr,
    'only-proxy-inspects': INSPECTION.fr,
    'only-direct-inspected': INSPECTION.fr,
    'assumed-protocol':
      "S'il ne sert pas {serves}, écrivez protocols: [{spoken}] sous cette cible dans gatewatch.yaml.",
  },
};
