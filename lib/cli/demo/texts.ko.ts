import type { DemoTexts } from './texts.en.ts';

export const ko: DemoTexts = {
  whatItIs: '데모입니다. 이 장비(127.0.0.1)의 테스트 환경에 일부러 만든 장애를 점검합니다.',
  whatNext:
    'HTML 페이지나 티켓용 Markdown으로 출력: --html 파일, --markdown. 실제 대상 점검: gatewatch check --region ap-northeast-2',
};
