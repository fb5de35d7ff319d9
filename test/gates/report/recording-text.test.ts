import { expect, it } from 'vitest';
import { recordingText } from '../../../src/gates/report/recording-text.js';
import { measured, message, trial } from '../measured.js';

const said = [message('no-frame', 'error', 3)];
const other = [message('junk', 'error', 1)];
const rows = [
  measured({
    experiments: [
      trial('unchanged', { messages: said }),
      trial('with x', { messages: said }),
      trial('with y', { messages: other }),
    ],
  }),
];

it('has everything, and the messages of changes that change none only once', () => {
  const [row] = JSON.parse(recordingText(1, rows)).measured;
  const { experiments, ...rest } = row;
  const { experiments: _, ...whole } = rows[0] ?? measured();
  expect(rest).toEqual(JSON.parse(JSON.stringify(whole)));
  expect(experiments.map((each: object) => ('messages' in each ? each.messages : each))).toEqual([
    said,
    expect.objectContaining({ id: 'with x', exit: '0', messagesAs: 'unchanged' }),
    other,
  ]);
});

it('has a run a line', () => {
  const lines = recordingText(1, rows).split('\n');
  expect(lines.filter((line) => line.startsWith('{"id":'))).toHaveLength(5);
});

it('is JSON for a recording that nothing is known of', () => {
  expect(JSON.parse(recordingText(1, []))).toEqual({ v: 1, measured: [] });
});
