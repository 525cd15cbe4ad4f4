import type { DemoTexts } from './texts.en.ts';

export const ko: DemoTexts = {
  whatItIs: '이것은 시연입니다. 이 장비(127.0.0.1)에 일부러 장애를 만들어 둔 테스트 환경을 점검합니다.',
  whatNext:
    'HTML 페이지나 티켓용 Markdown으로 출력: --html FILE, --markdown. 실제 대상 점검: gatewatch check --region ap-northeast-2',
};
