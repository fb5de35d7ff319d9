/** A first manifest: it plays as it is, with the supervisor of this package, and says what to replace. */
export function firstSubject(): string {
  return `# The supervisor under test, described from outside. All keys: npx stallproof schema subject
name: mine
title: The supervisor of this project

# Put your own command here. Words in braces are filled in: {ffmpeg} and {ffprobe} are the ones that fail on command,
# {input} and {output} the files of the job, {stall} the time after which silence is a stall ({stallSeconds} and {stallMs}
# as bare numbers), {folder} the folder of this file.
command:
  - "{node}"
  - "{cli}"
  - remux
  - "{inputs}"
  - "{output}"
  - --ffmpeg={ffmpeg}
  - --ffprobe={ffprobe}
  - --grace={grace}
  - --stall={stall}
  - --tick={tick}
  - --json

# What its exit codes mean; any other is \`failed\`.
exit:
  "0": published
  "1": failed
  "75": busy
  "130": cancelled

# Where it keeps things; leave out what yours does not have. What it cannot show counts neither for it nor against it.
artefacts:
  lock: "{output}.lock"
  errorLog: "{output}.err.log"
  meta: "{output}.meta.json"
  temp: "{output}.tmp*"

# Only for a supervisor that prints the events of stallproof; for others, a pattern over what it prints:
# log: { stalled: "^ffmpeg stalled" }
events: stallproof-v1
`;
}
