import type { Journey } from '../../explain/journey/journey.ts';
import type { ServiceReach } from '../../explain/journey/reach.ts';
import type { JourneyStep } from '../../explain/journey/steps.ts';
import { withRegion } from '../text/with-region.ts';

/** A journey whose commands carry the Region they are for. */
export function journeyInRegion(journey: Journey, region: string): Journey {
  const steps = (list: readonly JourneyStep[]) =>
    list.map((step) =>
      step.explanation === undefined
        ? step
        : { ...step, explanation: { ...step.explanation, fix: linesInRegion(step.explanation.fix, region) } },
    );
  return { ...journey, there: steps(journey.there), back: steps(journey.back) };
}

/** How a service is reached, with commands that carry the Region. */
export function reachInRegion(reach: ServiceReach, region: string): ServiceReach {
  return {
    ...reach,
    journey: journeyInRegion(reach.journey, region),
    options: reach.options.map((option) => ({
      ...option,
      commands: option.commands.map((command) => linesInRegion(command, region)),
    })),
  };
}

function linesInRegion(lines: string, region: string): string {
  return lines
    .split('\n')
    .map((line) => withRegion(line, region))
    .join('\n');
}
