import type { HistoryPhrases } from './history-phrases.en.ts';

export const ko: HistoryPhrases = {
  day: '최근 24시간',
  strip: '최근 24시간: 실패 {failed}시간, 저하 {degraded}시간, 정상 {healthy}시간, 확인 못함 {unknown}시간',
  since: '실패 시작: {time}',
  uptime: '{days}일: 실패 없는 시간 {percent}',
  notChecked: '(확인 못함 {hours}시간)',
  measured: {
    ConnectTime: '연결 시간',
    HandshakeTime: 'TLS 협상 시간',
    ClockOffset: '시계 오차',
    DaysUntilExpiry: '인증서 잔여 일수',
  },
  overview: '전체 위치',
  asOf: '기준 시각: {time}',
  allWell: '모두 정상입니다.',
};
