/** What one line of an access log says of whoever asked. */
export interface Request {
  /** The address, as far as the log has one. */
  readonly client: string;
  /** Empty where the log keeps none: the common format, or a client that said nothing. */
  readonly userAgent: string;
}

export type LogFormat = 'common' | 'combined' | 'json';

export interface LoggedRequest extends Request {
  readonly format: LogFormat;
}

const QUOTED = '"((?:[^"\\\\]|\\\\.)*)"';
/** host ident user [time] "request" status bytes, and in the combined format "referer" "user agent". */
const LINE = new RegExp(`^(\\S+) \\S+ .{0,200}?\\[[^\\]]*\\] ${QUOTED} \\d{3} \\S+(?: ${QUOTED} ${QUOTED})?`);

/** Reads a line in the common, the combined, or any JSON format. @returns undefined for anything else */
export function readRequest(line: string): LoggedRequest | undefined {
  const text = line.trim();
  if (text.startsWith('{')) return readJson(text);
  const match = LINE.exec(text);
  if (match === null) return undefined;
  const [, client = '', , , userAgent] = match;
  if (userAgent === undefined) return { client, userAgent: '', format: 'common' };
  return { client, userAgent: unquoted(userAgent), format: 'combined' };
}

/** Where servers put it: nginx and Apache by convention, Caddy, Traefik, AWS, Elastic. */
const AGENT_PATHS = [
  ['user_agent'],
  ['userAgent'],
  ['http_user_agent'],
  ['httpUserAgent'],
  ['User-Agent'],
  ['agent'],
  ['ua'],
  ['request_User-Agent'],
  ['request', 'headers', 'User-Agent'],
  ['request', 'headers', 'user-agent'],
  ['headers', 'user-agent'],
  ['user_agent', 'original'],
];
const CLIENT_PATHS = [
  ['remote_addr'],
  ['remoteAddr'],
  ['remote_ip'],
  ['client_ip'],
  ['clientIp'],
  ['clientip'],
  ['ClientHost'],
  ['ip'],
  ['host'],
  ['request', 'remote_ip'],
  ['request', 'client_ip'],
  ['source', 'ip'],
];

function readJson(text: string): LoggedRequest | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return undefined;
  }
  const userAgent = firstText(data, AGENT_PATHS);
  const client = firstText(data, CLIENT_PATHS);
  if (userAgent === undefined && client === undefined) return undefined;
  return { client: client ?? '', userAgent: unquoted(userAgent ?? ''), format: 'json' };
}

function firstText(data: unknown, paths: readonly (readonly string[])[]): string | undefined {
  for (const path of paths) {
    const found = path.reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      data,
    );
    const text = Array.isArray(found) ? found[0] : found;
    if (typeof text === 'string') return text;
  }
  return undefined;
}

/** A dash is how servers write "none". */
function unquoted(text: string): string {
  return text === '-' ? '' : text.replace(/\\(["\\])/g, '$1');
}
