import { CLOCK_LIMITS } from '../../catalogue/clock.ts';
import type { KindTexts } from '../../core/runbook.ts';
import type { HealthGlossary } from './glossary.ts';
import type { GatewayReason } from './spec.ts';

const glossary: HealthGlossary = {
  GatewayClockOutOfSync: `The gateway’s clock is ${CLOCK_LIMITS.criticalMin} minutes or more away from AWS. Check its way to an NTP server.`,
  S3AccessDenied:
    'The role of the file share (roleArn in the evidence) may not do this operation in the bucket. Allow it for that prefix in the role’s policy, and look at the bucket policy and the key policy too.',
  RoleTrustRelationshipInvalid:
    'The role of the file share does not trust storagegateway.amazonaws.com, so nothing in the bucket can be reached. Add that principal to the role’s trust policy.',
  InaccessibleStorageClass:
    'The object has moved to S3 Glacier and can be neither read nor replaced. Restore it to its former class, then exclude the prefix from the lifecycle rule.',
  InvalidObjectState:
    'Somebody else changed the object in the bucket. Save the latest copy, delete the file in S3 and through the gateway, copy it back through the gateway, and stop the other writer.',
  ObjectMissing:
    'Somebody else deleted the object. Save the client’s copy, delete the file through the gateway, copy it back through the gateway, and stop the other writer.',
  FileMissing:
    'Somebody else deleted the file on Amazon FSx. Save the client’s copy, delete the file through the gateway and copy it back through the gateway.',
  InvalidFileState:
    'Somebody else changed the file on Amazon FSx. Save the latest copy, delete the file on FSx and through the gateway, then copy it back through the gateway.',
  FsxFileSystemAuthenticationFailure:
    'The account with which the FSx file system was attached has expired or lost its rights. Renew it and update the association.',
  FsxFileSystemConnectionFailure:
    'The gateway cannot reach the Amazon FSx server. Check that the file system is available and that firewalls and security groups allow SMB (445) from the gateway.',
  FsxFileSystemFull: 'The Amazon FSx file system is full: uploads fail. Increase its storage capacity.',
  DroppedNotifications:
    'The gateway stopped logging details: its root disk has less than 1 GB free, or it logged over 100 notifications in a minute. Enlarge the root disk and restart the gateway.',
  '1344':
    'A file or folder has more than 10 access control entries. Put the accounts into one group and copy again.',
  HardReboot:
    'The gateway’s machine restarted unexpectedly: loss of power, hardware failure, or a reset by VMware High Availability. Read the hypervisor’s events.',
  Reboot:
    'The gateway restarted outside its maintenance window. Ask who restarted it; if nobody did, read the events of the hypervisor or of EC2.',
  HealthCheckFailure:
    'VMware’s availability monitor found the gateway unwell and may reset it. Read the VM’s events in vSphere and look for a HardReboot beside it.',
  AvailabilityMonitorTest: 'Somebody tested the availability monitor. Nothing is wrong.',
  other:
    'AWS’s guides did not list this type when this was written. Read the line in the log, then look for the type on the troubleshooting page.',
};

export const texts: KindTexts<GatewayReason> = {
  healthy: 'AWS reports no problem with the gateway or, before activation, with its image.',
  glossary,
  reasons: {
    'gateway-missing': {
      title: 'The gateway does not exist',
      summary: 'There is no {gateway} in this account and Region.',
      meaning:
        'AWS knows no gateway (or, before activation, no instance) of this id here. A gateway keeps its id when it is renamed; it gets a new one when it is activated again.',
      causes: [
        'It was deleted, or replaced by a newly activated one.',
        'It lives in another Region or account.',
        'The id in the configuration is misspelt.',
      ],
      steps: [
        'List the gateways with the first command and look for its name.',
        'If it was replaced, put the new id into gatewatch.yaml.',
        'If nobody knows who deleted it, look it up with the second command. File shares, volumes and tapes of a deleted gateway are gone from it, but the data in S3 stays.',
      ],
    },
    'gateway-offline': {
      title: 'The gateway is not connected to AWS',
      summary: '{gateway} is not connected to AWS (error code: {errorCode}).',
      meaning:
        'AWS cannot speak with the gateway. Clients may still read what is cached, but nothing is uploaded, and the appliance cannot be managed.',
      causes: [
        'The gateway cannot reach its endpoints: firewall, proxy, route, VPN, or the VPC endpoint’s security group.',
        'A device on the way inspects TLS.',
        'The machine is off or hung, or its storage is gone.',
        'A cache disk was removed or changed.',
      ],
      steps: [
        'Check that the machine runs: in the hypervisor, or with the command below on EC2.',
        'Log in to the gateway’s console and choose "Test Network Connectivity" for its endpoint type. Note every name and port that fails.',
        'Compare with the dns, port, tls and proxy findings of the same target: the first that failed is the cause.',
        'If the test passes, look at the disks (console, "View System Resource Check") and at the host’s storage.',
        'If everything is in order, restart the gateway from its console, and open a support case if it stays offline for 15 minutes.',
      ],
    },
    'gateway-not-running': {
      title: 'The gateway is not running',
      summary: '{gateway} is in state {state}, not running.',
      meaning:
        'The gateway is registered and answers, but serves nobody. After StartGateway it takes up to some minutes to run.',
      causes: [
        'Somebody shut it down (ShutdownGateway) and did not start it again.',
        'It is restarting after an update.',
        'It is still being set up: no disk is assigned to the cache or the upload buffer.',
      ],
      steps: [
        'Look at its state in the Storage Gateway console.',
        'If it is shut down, start it there: Actions, "Start gateway".',
        'If it stays so for 15 minutes, check its disks in the console and the machine below it.',
      ],
    },
    'gateway-clock-out-of-sync': {
      title: 'The gateway’s clock is wrong',
      summary: `The clock of {gateway} is ${CLOCK_LIMITS.criticalMin} minutes or more away from AWS (drift in seconds: {driftSeconds}; last logged: {lastAt}).`,
      meaning:
        'The gateway itself logged GatewayClockOutOfSync. Signatures of requests to AWS fail with such a clock, and SMB users cannot sign in, because Kerberos allows 5 minutes.',
      causes: [
        'The gateway cannot reach its NTP servers on UDP 123.',
        'The hypervisor’s clock is wrong and is pushed into the machine, or the machine was paused or restored from a snapshot.',
        'On EC2: the Amazon Time Sync Service is not used or cannot be reached.',
      ],
      steps: [
        'On premises: open the gateway’s console, choose "System Time Management" and view and synchronise the time; configure an NTP server that the gateway can reach.',
        'Check the host’s own clock with the commands below, and switch off one of the two if both the hypervisor and NTP set the time.',
        'Allow UDP 123 from the gateway to its NTP servers and back.',
        'On EC2 the console has no such menu: open a case with AWS Support. Send the gateway id, the instance id, the Region, the time and drift of the log line above, and whether 169.254.169.123 answers NTP in that subnet; open the support channel (port 22, or 2222 through a VPC endpoint).',
        'Wait for the next hour of the log: the finding closes when the line is no longer repeated.',
      ],
    },
    'gateway-wrong-type': {
      title: 'The gateway is of another type',
      summary: '{gateway} is a {type} gateway; {typeWanted} is expected.',
      meaning:
        'The type is fixed by activation and cannot be changed. Checks of ports and shares for the wanted type make no sense on this gateway.',
      causes: [
        'The configuration names another gateway’s id.',
        'The appliance was activated with the wrong type.',
      ],
      steps: [
        'Compare id and type with the list below.',
        'If the configuration is wrong, correct gatewayType or the id in gatewatch.yaml.',
        'If the activation was wrong, delete the gateway, deploy a fresh appliance of the right image and activate it again.',
      ],
    },
    'gateway-wrong-endpoint': {
      title: 'The gateway uses another endpoint',
      summary: '{gateway} uses the endpoint {endpoint}; {endpointWanted} is expected.',
      meaning:
        'Which endpoint a gateway uses is fixed by activation. Rules and checks made for the wanted endpoint do not protect the path it really takes.',
      causes: [
        'It was activated publicly although a VPC endpoint was meant, or through an old endpoint.',
        'The endpoint was recreated and has a new id and name.',
        'FIPS or dual-stack was not chosen during activation.',
      ],
      steps: [
        'Compare the endpoint in the evidence with the endpoints listed by the command below.',
        'If the path in use is right, correct gatewatch.yaml.',
        'If not, activate the gateway again with the wanted endpoint: in the console choose "VPC hosted" and the endpoint, or ask for the activation key with vpcEndpoint=.',
        'Check the wanted path before activation with: gatewatch activation.',
      ],
    },
    'gateway-health-error': {
      title: 'The gateway’s health log reports errors',
      summary: 'The health log of {gateway} reports {logged} (lines: {count}; last: {lastAt}).',
      meaning:
        'The gateway wrote these lines to its CloudWatch log group during the time that is looked back. The evidence shows operation, bucket, key and role of the newest line.',
      causes: [
        'See what each type means in the steps.',
        'A change of IAM, bucket, lifecycle or file system a short time before the first line.',
        'Somebody writes to the bucket or file system past the gateway.',
      ],
      steps: [
        '{logged}: {healthTypeMeans}',
        'Read the lines with the command below and compare their first time with the changes of that hour.',
        'The finding closes when no such line has been written for the time that is looked back.',
      ],
    },
    'gateway-deprecated': {
      title: 'Support for the gateway’s software ends',
      summary: '{gateway} runs version {softwareVersion}, whose support ends or ended on {date}.',
      meaning:
        'AWS gives such appliances no new features or no fixes after that date, and may refuse requests of outdated ones. S3 File Gateway 1.x and Volume and Tape Gateway 2.x run on Amazon Linux 2 and cannot be upgraded in place.',
      causes: [
        'The appliance was deployed from an image on Amazon Linux 2.',
        'Updates have been postponed for a long time.',
      ],
      steps: [
        'Find the version in the release notes, and which versions follow it.',
        'Deploy a new appliance from the current image.',
        'Migrate: stop writers, wait until CachePercentDirty is 0, then follow "Replacing your existing gateway with a new instance" of the guide for its type.',
        'Check afterwards that DescribeGatewayInformation shows no deprecation date.',
      ],
    },
    'gateway-image-outdated': {
      title: 'The instance was started from an old image',
      summary: 'The instance {instance} was started from {imageId}; the newest image is {latestImage}.',
      meaning:
        'Before activation it costs nothing to start again from the newest image. Old images may lack endpoints, TLS roots or the operating system that AWS still supports.',
      causes: [
        'The image id is written into a template.',
        'The instance was prepared some time ago, or copied from a snapshot.',
        'The image belongs to another type of gateway.',
      ],
      steps: [
        'Read the newest image with the first command and compare the dates with the second.',
        'Let the template take the image from the public parameter instead of a fixed id.',
        'Start a fresh instance from it, activate that one, and terminate the old.',
      ],
    },
    'gateway-update-overdue': {
      title: 'A software update is overdue',
      summary:
        'An update for {gateway} (version {softwareVersion}) has been available since {date} (policy: {policy}).',
      meaning:
        'Updates are applied in the weekly or monthly maintenance window. One that is still waiting means that the window was missed, or that automatic updates are switched off.',
      causes: [
        'The gateway was offline during its maintenance window.',
        'Only emergency updates are applied automatically (EMERGENCY_VERSIONS_ONLY).',
        'The update failed for lack of space on the root disk.',
      ],
      steps: [
        'Look at window and policy with the first command.',
        'Choose a quiet hour: the gateway restarts, and clients are cut for some minutes.',
        'Apply the update with the second command, or in the console.',
        'If it does not go through, check the root disk (RootDiskFreeBytes) and open a support case.',
      ],
    },
  },
};
