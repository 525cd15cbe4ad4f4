import type { KindTexts } from '../../core/runbook.ts';
import type { GatewayLoadReason } from './spec.ts';

export const texts: KindTexts<GatewayLoadReason> = {
  healthy: 'The gateway keeps up with its load: no metric is beyond what AWS recommends.',
  reasons: {
    'gateway-shares-unavailable': {
      title: 'File shares of the gateway are unavailable',
      summary: '{gateway} reports {value} unavailable file shares ({at}).',
      meaning: 'Clients of these shares are cut off. AWS recommends an alarm on any value that is not zero.',
      causes: [
        'Bucket, role or S3 endpoint of a share do not work: see the check file-share.',
        'The cache disk has failed.',
      ],
      steps: [
        'Read the findings of the check file-share: they name the broken link.',
        'Read the gateway’s health log for the time of the first data point.',
        'Restart the gateway once the cause is gone.',
      ],
    },
    'gateway-uploads-fail': {
      title: 'Files fail to upload',
      summary: '{gateway} reports {value} files that fail to upload ({at}).',
      meaning:
        'They are in the cache only: if the cache is lost, so are they. The gateway tries again until they are uploaded.',
      causes: [
        'The role may not write to the bucket or use its key.',
        'An object is in a storage class that cannot be changed, or locked.',
      ],
      steps: [
        'Read the health log: it names file, bucket and error.',
        'Correct the cause: most are S3AccessDenied or InaccessibleStorageClass.',
        'Do not remove the share or the cache before the value is zero.',
      ],
    },
    'gateway-cache-dirty': {
      title: 'The cache fills with data that is not uploaded',
      summary:
        '{value} % of the cache of {gateway} is not uploaded, over {threshold} % for {minutes} minutes.',
      meaning: 'When the cache is full of such data, writes slow down to the speed of the uploads.',
      causes: [
        'Clients write faster than the line to AWS carries.',
        'Uploads fail or are limited by a bandwidth schedule.',
        'The cache is too small for the day’s peak.',
      ],
      steps: [
        'Check whether uploads fail (FilesFailingUpload) and whether a bandwidth limit is set.',
        'Compare CloudBytesUploaded with the line’s bandwidth.',
        'Add a cache disk, or move the writes to another time.',
      ],
    },
    'gateway-io-wait': {
      title: 'The gateway waits for its disks',
      summary:
        '{gateway} waits for its disks {value} % of the time, at least {threshold} % for {minutes} minutes.',
      meaning: 'Slow cache disks slow down every client, before any other limit is reached.',
      causes: [
        'The cache disks are slow, or their burst credits are used up.',
        'The hypervisor’s storage is shared with others.',
      ],
      steps: [
        'Check type and throughput of the cache disks.',
        'Use SSD or NVMe, or several cache disks.',
        'On EC2 choose gp3 or io2 with enough throughput.',
      ],
    },
    'gateway-root-disk-low': {
      title: 'The root disk of the gateway is nearly full',
      summary: 'The root disk of {gateway} has {value} bytes free, less than {threshold}.',
      meaning: 'Below 20 GB updates may fail, and notifications are dropped at 1 GB.',
      causes: ['The appliance was deployed with a small root disk.'],
      steps: ['Enlarge the root disk of the virtual machine, then reboot: the gateway uses the new size.'],
    },
    'gateway-restarted': {
      title: 'The gateway restarted, or was found unavailable',
      summary: '{gateway} reported {value} availability notifications ({at}).',
      meaning:
        'A reboot within ten minutes of the maintenance window is normal. Otherwise somebody or something restarted it; the health log says which (Reboot, HardReboot, HealthCheckFailure).',
      causes: ['An update in the maintenance window.', 'A restart by hand, a crash, or VMware HA.'],
      steps: [
        'Read the health log’s stream AvailabilityMonitor for that time.',
        'If nobody restarted it, check host, power and memory.',
      ],
    },
  },
};
