import type { Locale } from '../../core/locale.ts';

interface DemoTexts {
  readonly whatItIs: string;
  readonly whatNext: string;
}

/** What the demonstration says of itself. */
export const DEMO_TEXTS: Readonly<Record<Locale, DemoTexts>> = {
  en: {
    whatItIs: 'This is a demonstration: a lab on this machine (127.0.0.1) with planted faults.',
    whatNext:
      'As a page or a ticket: --html FILE, --markdown. Something real: gatewatch check --region ap-northeast-2',
  },
  ko: {
    whatItIs: '이것은 시연입니다. 이 장비(127.0.0.1)에 장애를 심어 둔 실험 환경을 점검합니다.',
    whatNext:
      '페이지나 티켓으로 보기: --html FILE, --markdown. 실제 대상 점검: gatewatch check --region ap-northeast-2',
  },
  fr: {
    whatItIs: 'Ceci est une démonstration : un laboratoire local (127.0.0.1) aux pannes voulues.',
    whatNext:
      'En page ou en ticket : --html FILE, --markdown. Une vraie cible : gatewatch check --region ap-northeast-2',
  },
};
