/**
 * Exit codes of whatever was to execute a program and could not, be it a shell or a launcher: 126, it is there and cannot
 * be executed; 127, it is not there, or a library that it needs is not. ffmpeg and ffprobe never use them.
 */
export const NOT_EXECUTED_CODES: ReadonlySet<number> = new Set([126, 127]);
