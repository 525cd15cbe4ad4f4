import type { Locale } from '../../core/locale.ts';

interface DemoTexts {
  readonly whatItIs: string;
  readonly whatNext: string;
}

/** What the demonstration says of itself. */
export const DEMO_TEXTS: Readonly<Record<Locale, DemoTexts>> = {
  en: {
    whatItIs:
      'This is a demonstration. A small lab was started on this machine (127.0.0.1): a healthy endpoint, one behind a TLS inspection device, one with a refused and one with a silent port, and a pool of time servers that is 95 s ahead. Nothing leaves the machine; the faults below are planted.',
    whatNext: 'Now ask something real:  npm run -s gatewatch -- check --region ap-northeast-2',
  },
  ko: {
    whatItIs:
      '이것은 시연입니다. 이 장비(127.0.0.1)에 작은 실험실을 열었습니다. 정상 엔드포인트, TLS 검사 장비 뒤의 엔드포인트, 거부하는 포트와 응답 없는 포트가 있는 엔드포인트, 95초 빠른 시간 서버가 있습니다. 장비 밖으로 나가는 것은 없으며 아래 장애는 일부러 심은 것입니다.',
    whatNext: '이제 실제 대상을 확인해 보십시오:  npm run -s gatewatch -- check --region ap-northeast-2',
  },
  fr: {
    whatItIs:
      "Ceci est une démonstration. Un petit laboratoire tourne sur cette machine (127.0.0.1) : un point de terminaison sain, un autre derrière un équipement d'inspection TLS, un dont un port refuse, un dont un port se tait, et un groupe de serveurs de temps en avance de 95 s. Rien ne quitte la machine ; les pannes ci-dessous sont voulues.",
    whatNext: 'À présent, une vraie question :  npm run -s gatewatch -- check --region ap-northeast-2',
  },
};
