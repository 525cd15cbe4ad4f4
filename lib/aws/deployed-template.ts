import { CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { type ClientOptions, clientSettings } from './client-settings.ts';
import { asking, errorName } from './refusals.ts';

/**
 * The template of a stack as it was deployed last.
 *
 * @returns undefined where there is no such stack
 * @throws {AwsRefusal} `cloudformation:GetTemplate`
 */
export async function deployedTemplate(
  stackName: string,
  region: string,
  options: ClientOptions = {},
): Promise<string | undefined> {
  const client = new CloudFormationClient(clientSettings(region, options));
  try {
    const { TemplateBody } = await asking('cloudformation:GetTemplate', () =>
      client.send(new GetTemplateCommand({ StackName: stackName })),
    );
    return TemplateBody;
  } catch (error) {
    // CloudFormation has no name of its own for it ("Stack with id … does not exist").
    if (errorName(error) === 'ValidationError') return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}
