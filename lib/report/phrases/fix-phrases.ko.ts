import type { FixPhrases } from './fix-phrases.en.ts';

const EXEMPT = '{product} 장비의 TLS 검사 제외 목록에 다음을 추가하도록 요청하십시오: {exemptions}';

export const ko: FixPhrases = {
  'partial-inspection': EXEMPT,
  'only-proxy-inspects': EXEMPT,
  'only-direct-inspected': EXEMPT,
  'assumed-protocol':
    '{serves} 서비스를 쓰지 않는다면 gatewatch.yaml의 이 대상에 protocols: [{spoken}] 항목을 추가하십시오.',
};
