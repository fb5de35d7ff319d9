import Bowser from 'bowser';

/** Clients that decode alike. On iOS every browser is Safari inside. */
export const FAMILIES = ['Chrome', 'Edge', 'Firefox', 'Safari', 'player', 'other', 'bot', 'unknown'] as const;
export type Family = (typeof FAMILIES)[number];

/** Programs that bring ffmpeg's decoders, or the device's own, along. */
const PLAYERS = /\b(?:VLC|LibVLC|Kodi|Lavf|ExoPlayer|mpv|Infuse|Jellyfin|Plex|stagefright)\b/i;
const NOBODY =
  /\b(?:curl|wget|python-requests|Go-http-client|okhttp|libwww|HeadlessChrome)\b|bot\b|crawl|spider/i;
const CHROME_INSIDE = new Set([
  'Chrome',
  'Chromium',
  'Opera',
  'Samsung Internet for Android',
  'Brave',
  'Vivaldi',
]);

/** Whose decoders a client has, by how it calls itself. */
export function familyOf(userAgent: string): Family {
  if (userAgent === '') return 'unknown';
  if (PLAYERS.test(userAgent)) return 'player';
  if (NOBODY.test(userAgent)) return 'bot';
  const { browser, os, platform, engine } = Bowser.getParser(userAgent.slice(0, 1000)).getResult();
  if (platform.type === 'bot') return 'bot';
  if (os.name === 'iOS') return 'Safari';
  if (browser.name === 'Microsoft Edge') return 'Edge';
  if (browser.name === 'Firefox') return 'Firefox';
  if (browser.name === 'Safari') return 'Safari';
  if (browser.name !== undefined && CHROME_INSIDE.has(browser.name)) return 'Chrome';
  return engine.name === 'Blink' ? 'Chrome' : 'other';
}
