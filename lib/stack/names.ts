/** A value that osls fills in when it packages, such as `opt:stage`. */
export function variable(source: string): string {
  return `\${${source}}`;
}

/** The stage in names of the stack. */
export const STAGE_VARIABLE = variable('sls:stage');

/** The logical id osls gives to a function: `probe-a` becomes `ProbeDashaLambdaFunction`. */
export function functionLogicalId(key: string): string {
  return `${capitalised(key.replaceAll('-', 'Dash'))}LambdaFunction`;
}

/**
 * A CloudFormation logical id, which takes letters and digits only: each part capitalised, every other character
 * spelt out, so that `a-1` and `a1` do not become one resource.
 */
export function logicalId(...parts: readonly string[]): string {
  return parts.map((part) => part.split('-').map(spelt).map(capitalised).join('Dash')).join('');
}

function spelt(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, (character) => `X${character.charCodeAt(0)}`);
}

function capitalised(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
