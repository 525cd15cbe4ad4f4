import type { KindRemedies } from '../../core/runbook.ts';
import type { ClientVpnReason } from './spec.ts';

const GUIDE = 'https://docs.aws.amazon.com/vpn/latest/clientvpn-admin';
const TROUBLESHOOTING = `${GUIDE}/troubleshooting.html`;

const LIST =
  'aws ec2 describe-client-vpn-endpoints --query "ClientVpnEndpoints[].{Id:ClientVpnEndpointId,State:Status.Code,Message:Status.Message,Name:DnsName}" --output table';
const NETWORKS =
  'aws ec2 describe-client-vpn-target-networks --client-vpn-endpoint-id {endpoint} --query "ClientVpnTargetNetworks[].{Subnet:TargetNetworkId,State:Status.Code,Message:Status.Message}" --output table';
const RULES =
  'aws ec2 describe-client-vpn-authorization-rules --client-vpn-endpoint-id {endpoint} --query "AuthorizationRules[].{To:DestinationCidr,Group:GroupId,Everybody:AccessAll,State:Status.Code}" --output table';
/** Source: AWS CLI Command Reference, "acm describe-certificate" and "acm import-certificate". */
const CERTIFICATE =
  'aws acm describe-certificate --certificate-arn {certificate} --query "Certificate.{Name:DomainName,Type:Type,Status:Status,Ends:NotAfter,Renewal:RenewalEligibility,RenewalStatus:RenewalSummary.RenewalStatus,Why:RenewalSummary.RenewalStatusReason}"';
const IMPORT =
  'aws acm import-certificate --certificate-arn {imported} --certificate fileb://server.crt --private-key fileb://server.key --certificate-chain fileb://ca.crt';
const VALIDATION =
  'aws acm describe-certificate --certificate-arn {issued} --query "Certificate.DomainValidationOptions[].{Name:DomainName,Status:ValidationStatus,Record:ResourceRecord.Name,Value:ResourceRecord.Value}" --output table';
const ACM_GUIDE = 'https://docs.aws.amazon.com/acm/latest/userguide';

export const remedies: KindRemedies<ClientVpnReason> = {
  'client-vpn-missing': {
    commands: [
      LIST,
      'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=DeleteClientVpnEndpoint --max-results 5',
    ],
    links: [`${GUIDE}/cvpn-working-endpoints.html`],
  },
  'client-vpn-not-available': { commands: [LIST, NETWORKS], links: [TROUBLESHOOTING] },
  'client-vpn-not-associated': {
    commands: [NETWORKS],
    links: [`${GUIDE}/cvpn-working-target.html`, TROUBLESHOOTING],
  },
  'client-vpn-not-authorised': { commands: [RULES], links: [`${GUIDE}/cvpn-working-rules.html`] },
  'client-vpn-certificate-expires': {
    commands: [CERTIFICATE, IMPORT, VALIDATION],
    links: [`${GUIDE}/mutual.html`, `${ACM_GUIDE}/import-reimport.html`, `${ACM_GUIDE}/managed-renewal.html`],
  },
};
