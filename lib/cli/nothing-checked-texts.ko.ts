import type { NothingChecked } from './nothing-checked-texts.en.ts';

export const ko: NothingChecked = {
  nothing: '점검한 항목이 없습니다.',
  'needs-aws':
    '이 대상은 AWS에 조회해야만 점검할 수 있습니다. --profile, AWS_PROFILE 또는 `aws sso login`으로 자격 증명을 제공하십시오.',
  'endpoint-unknown':
    'gatewatch.yaml에 VPC 엔드포인트가 ID로 적혀 있으나 AWS에서 이름을 조회하지 않았습니다. AWS 자격 증명을 제공하거나, ID 대신 DNS 이름을 적거나, `gatewatch init`을 실행하십시오.',
  'no-way-out': '이 위치에서는 네트워크 외부로 나가는 경로가 없습니다. 다른 위치에서 점검하십시오.',
  'not-from-here': '이 장비에서 대상에 연결하려면 --from-here 옵션을 추가하십시오.',
  'not-chosen':
    '--only로 지정한 점검이 이 대상에는 없습니다. 어떤 점검이 있는지 보려면 --only 옵션을 빼십시오. (점검: {kinds})',
  'nothing-there':
    '이 리전에는 gatewatch가 점검할 항목이 없습니다. 리전이 맞는지 확인하고, 다르면 --region으로 지정하십시오. (리전: {region})',
};
