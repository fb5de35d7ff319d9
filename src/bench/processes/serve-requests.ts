import type { FromProgram } from './bench-process.js';

interface ToProgram<Request> {
  readonly id: number;
  readonly request: Request;
}

/** Sends an event to whoever started this program; lost where nobody listens any more. */
export function tell(event: unknown): void {
  send({ event });
}

/**
 * Answers requests for as long as whoever started this program holds on to it.
 * @param onLetGo ends what this program has started; the process then ends by itself
 */
export function serveRequests<Request>(
  answer: (request: Request) => Promise<unknown>,
  onLetGo: () => void = () => {},
): void {
  process.on('message', (message: unknown) => {
    const { id, request } = message as ToProgram<Request>;
    answer(request).then(
      (reply) => send({ id, reply }),
      (error: unknown) => send({ id, error: error instanceof Error ? error.message : String(error) }),
    );
  });
  process.on('disconnect', onLetGo);
}

function send(message: FromProgram): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}
