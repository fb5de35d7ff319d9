import { Argument, Command } from 'commander';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { type Io, printLine } from '../io.js';

const FORMS = ['scenario', 'events', 'subject'] as const;
type Form = (typeof FORMS)[number];

const HELP = `
Forms:
  scenario   a scenario file
  events     one line of \`remux --json\` and \`worker --json\`
  subject    a manifest for \`run --subject FILE\`

Examples:
  $ stallproof schema scenario > scenario.schema.json

Editors that know YAML check a scenario whose first line is
  # yaml-language-server: $schema=scenario.schema.json
`;

export function schemaCommand(io: Io, finish: (code: ExitCode) => void): Command {
  return new Command('schema')
    .summary('print the JSON Schema of a form')
    .description('Prints the JSON Schema (draft 2020-12) of a form that this program reads or writes.')
    .addArgument(new Argument('[form]', 'which one').choices(FORMS).default('scenario'))
    .addHelpText('after', HELP)
    .action(async (form: Form) => {
      printLine(io.stdout, JSON.stringify(await schemaOf(form), undefined, 2));
      finish(EXIT.ok);
    });
}

// Each is loaded when it is wanted: a remux that starts in the middle of the night needs none of them.
async function schemaOf(form: Form): Promise<object> {
  switch (form) {
    case 'scenario':
      return (await import('../../scenario/schema.js')).jsonSchema();
    case 'events':
      return (await import('../../harness/event-schema.js')).eventJsonSchema();
    case 'subject':
      return (await import('../../harness/subject-schema.js')).subjectJsonSchema();
  }
}
