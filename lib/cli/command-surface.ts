import type { Command, Option } from 'commander';

/** A command as its help tells it: what completion, the pages for agents and the MCP tools are made of. */
export interface SurfaceCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly Option[];
  readonly operands: readonly {
    readonly name: string;
    readonly description: string;
    readonly required: boolean;
    readonly variadic: boolean;
  }[];
}

/** Every command of the program, but for `help` and those that nobody types. */
export function surfaceOf(program: Command): readonly SurfaceCommand[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    options: command.options.filter(({ hidden }) => !hidden),
    operands: command.registeredArguments.map((one) => ({
      name: one.name(),
      description: one.description,
      required: one.required,
      variadic: one.variadic,
    })),
  }));
}
