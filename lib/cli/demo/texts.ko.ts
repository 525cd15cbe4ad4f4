import type { DemoTexts } from './texts.en.ts';

export const ko: DemoTexts = {
  whatItIs: '이것은 시연입니다. 이 장비(127.0.0.1)에 장애를 심어 둔 실험 환경을 점검합니다.',
  whatNext:
    '페이지나 티켓으로 보기: --html FILE, --markdown. 실제 대상 점검: gatewatch check --region ap-northeast-2',
};
