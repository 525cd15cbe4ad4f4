/** A value that osls fills in when it packages, such as `opt:stage`. */
export function variable(source: string): string {
  return `\${${source}}`;
}

/** The stage in names of the stack. */
export const STAGE_VARIABLE = variable('sls:stage');

/** The logical id osls gives to a function: `probe-a` becomes `ProbeDashaLambdaFunction`. */
export function functionLogicalId(key: string): string {
  const spelt = key.replaceAll('-', 'Dash');
  return `${spelt.slice(0, 1).toUpperCase()}${spelt.slice(1)}LambdaFunction`;
}

/** A CloudFormation logical id from any name: letters and digits, each part capitalised. */
export function logicalId(...parts: readonly string[]): string {
  return parts
    .flatMap((part) => part.split(/[^A-Za-z0-9]+/))
    .filter((word) => word !== '')
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join('');
}
