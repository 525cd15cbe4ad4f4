import { execFile } from 'node:child_process';

/**
 * The first AWS CLI that opens tunnels. Source: aws/aws-cli pull request 7971, "Add support for ssh and open-tunnel
 * commands" (merged 2023-06-13, released with 2.12.0).
 */
const FIRST = [2, 12] as const;
/** Through HTTP_PROXY older ones crash unless NO_PROXY is set (aws/aws-cli issue 8023). */
const WITH_PROXY = 'With HTTP_PROXY set, set NO_PROXY too if the command crashes (aws-cli issue 8023).';

/** What `aws --version` prints; undefined where there is no AWS CLI. */
export function readAwsCliVersion(command = 'aws'): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(command, ['--version'], { timeout: 10_000, maxBuffer: 4096 }, (error, stdout, stderr) =>
      resolve(error === null ? `${stdout}${stderr}` : undefined),
    );
  });
}

/**
 * What stands in the way of `aws ec2-instance-connect ssh` on this machine; undefined where nothing does.
 *
 * @param printed - of `aws --version`: `aws-cli/2.17.61 Python/3.12.6 …`
 * @param usesProxy - HTTP_PROXY or HTTPS_PROXY is set, and NO_PROXY is not
 */
export function awsCliNote(printed: string | undefined, usesProxy: boolean): string | undefined {
  const wanted = `aws ec2-instance-connect ssh needs the AWS CLI ${FIRST.join('.')} or newer`;
  if (printed === undefined) return `${wanted}; there is none on this machine.`;
  const found = /aws-cli\/(\d+)\.(\d+)(?:\.\d+)?/.exec(printed);
  if (found === null) return undefined;
  const [version, major, minor] = [found[0].slice('aws-cli/'.length), Number(found[1]), Number(found[2])];
  const isOld = major < FIRST[0] || (major === FIRST[0] && minor < FIRST[1]);
  if (isOld) return `${wanted}; this machine has ${version}.`;
  return usesProxy ? WITH_PROXY : undefined;
}
