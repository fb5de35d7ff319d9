import { expect, it } from 'vitest';
import { familyOf } from '../../../src/gates/clients/browser-family.js';

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const BLINK = 'AppleWebKit/537.36 (KHTML, like Gecko)';

it.each([
  ['Chrome', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${BLINK} Chrome/130.0.0.0 Safari/537.36`],
  [
    'Chrome',
    `Mozilla/5.0 (Linux; Android 14) ${BLINK} SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36`,
  ],
  ['Chrome', `${MAC} ${BLINK} Chrome/129.0.0.0 Safari/537.36 OPR/115.0.0.0`],
  ['Edge', `Mozilla/5.0 (Windows NT 10.0) ${BLINK} Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0`],
  ['Firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0'],
  ['Safari', `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15`],
  [
    'Safari',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/130.0 Mobile/15E148 Safari/604.1',
  ],
  ['player', 'VLC/3.0.20 LibVLC/3.0.20'],
  ['player', 'Lavf/60.16.100'],
  ['bot', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'],
  ['bot', 'curl/8.5.0'],
  ['unknown', ''],
  ['other', 'Something/1.0'],
] as const)('%s is %s', (family, userAgent) => {
  expect(familyOf(userAgent)).toBe(family);
});
