// Light, dark, or what the system says.

const KEY = 'partialkit-theme';
export const themes = ['system', 'light', 'dark'] as const;

/** What a visitor has chosen. */
export type Theme = (typeof themes)[number];

export function currentTheme(): Theme {
  const { theme } = document.documentElement.dataset;
  return themes.find((known) => known === theme) ?? 'system';
}

/** Kept for the next visit; `public/theme.js` sets it before the first paint. */
export function setTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // A browser that keeps nothing still shows it now.
  }
}
