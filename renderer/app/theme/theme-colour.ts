import { useSyncExternalStore } from 'react';
import { appearanceVersion, onAppearance } from './appearance.ts';

/**
 * A colour role as `rgb(...)`, for a canvas: custom properties hold `light-dark(...)`, which only
 * a real property resolves.
 */
export function themeColour(role: `--${string}`): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${role})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

/** Changes when the theme, the contrast or the system's preference does: draw again then. */
export function useThemeVersion(): number {
  return useSyncExternalStore(onAppearance, appearanceVersion);
}
