import { describe, expect, it } from 'vitest';
import { DEFAULT_CANDIDATES, settingName, settingsOf, TODAY } from '../../src/tuner/setting.js';

describe('the settings that are tried', () => {
  it("have today's among them, once", () => {
    const names = settingsOf(DEFAULT_CANDIDATES).map(settingName);
    expect(names.filter((name) => name === settingName(TODAY))).toHaveLength(1);
    expect(new Set(names).size).toBe(names.length);
    const others = settingsOf({ gracesMs: [0], stallsMs: [10_000], finalisesMs: [60_000] }).map(settingName);
    expect(others).toEqual(['0ms/10s/1m', '30s/90s/2m']);
  });

  it('leave out a further grace where it would make no difference', () => {
    const found = settingsOf({
      gracesMs: [30_000, 60_000],
      stallsMs: [20_000, 60_000],
      finalisesMs: [60_000],
    });
    expect(found.map(settingName)).toEqual(['30s/1m/1m', '30s/20s/1m', '1m/20s/1m', '30s/90s/2m']);
  });
});
