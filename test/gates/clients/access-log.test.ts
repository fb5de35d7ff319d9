import { describe, expect, it } from 'vitest';
import { readRequest } from '../../../src/gates/clients/access-log.js';

const COMMON = '192.0.2.1 - frank [10/Oct/2025:13:55:36 -0700] "GET /a.mp4 HTTP/1.1" 200 2326';

describe('a line of an access log', () => {
  it('in the common format has no user agent', () => {
    expect(readRequest(COMMON)).toEqual({ client: '192.0.2.1', userAgent: '', format: 'common' });
  });

  it('in the combined format has one, quotes and all', () => {
    expect(readRequest(`${COMMON} "https://example.org/" "Mozilla/5.0 (\\"X\\") Firefox/1"`)).toEqual({
      ...{ client: '192.0.2.1', userAgent: 'Mozilla/5.0 ("X") Firefox/1', format: 'combined' },
    });
    expect(readRequest(`${COMMON} "-" "-"`)).toMatchObject({ userAgent: '', format: 'combined' });
    expect(readRequest(`${COMMON} "-" "Old/1" "10.0.0.1" 0.003`)).toMatchObject({ userAgent: 'Old/1' });
  });

  it.each([
    ['nginx', '{"remote_addr":"192.0.2.1","http_user_agent":"UA/1"}'],
    ['Caddy', '{"request":{"remote_ip":"192.0.2.1","headers":{"User-Agent":["UA/1"]}},"status":206}'],
    ['Traefik', '{"ClientHost":"192.0.2.1","request_User-Agent":"UA/1"}'],
    ['Elastic', '{"source":{"ip":"192.0.2.1"},"user_agent":{"original":"UA/1"}}'],
  ])('in JSON as %s writes it', (_, line) => {
    expect(readRequest(line)).toEqual({ client: '192.0.2.1', userAgent: 'UA/1', format: 'json' });
  });

  it.each(['', 'hello', '{"a":', '{"level":"info"}', 'GET / HTTP/1.1', '[]'])('is not %j', (line) => {
    expect(readRequest(line)).toBeUndefined();
  });

  it('takes bounded time, whatever it holds', () => {
    const startedMs = performance.now();
    for (const text of [
      '"'.repeat(60_000),
      `${COMMON} ${'"\\'.repeat(30_000)}`,
      `1 2 ${'['.repeat(60_000)}`,
    ]) {
      readRequest(text);
    }
    expect(performance.now() - startedMs).toBeLessThan(10_000);
  });
});
