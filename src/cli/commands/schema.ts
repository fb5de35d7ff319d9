import { Argument, Command } from 'commander';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { type Io, printLine } from '../io.js';

const FORMS = ['scenario', 'events', 'subject', 'policy'] as const;
type Form = (typeof FORMS)[number];

const VOCABULARY = 'vocabulary';

const HELP = `
Forms:
  scenario   a scenario file
  events     one line of \`remux --json\` and \`worker --json\`
  subject    a manifest for \`run --subject FILE\`
  policy     a policy for \`remux --policy FILE\`
  vocabulary every fault that a scenario can play, for people: in Markdown

Examples:
  $ stallproof schema scenario > scenario.schema.json
  $ stallproof schema vocabulary > vocabulary.md

Editors that know YAML check a scenario whose first line is
  # yaml-language-server: $schema=scenario.schema.json
`;

export function schemaCommand(io: Io, finish: (code: ExitCode) => void): Command {
  return new Command('schema')
    .summary('print the JSON Schema of a form, or the vocabulary of faults')
    .description('Prints the JSON Schema (draft 2020-12) of a form that this program reads or writes.')
    .addArgument(new Argument('[form]', 'which one').choices([...FORMS, VOCABULARY]).default('scenario'))
    .addHelpText('after', HELP)
    .action(async (form: Form | typeof VOCABULARY) => {
      if (form === VOCABULARY) {
        const { vocabularyPage } = await import('../../scenario/vocabulary-page.js');
        io.stdout.write(vocabularyPage());
      } else printLine(io.stdout, JSON.stringify(await schemaOf(form), undefined, 2));
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
    case 'policy':
      return (await import('../../ffmpeg/policy-schema.js')).policyJsonSchema();
  }
}
