// Sets the theme that was chosen, before anything is painted. See shell/theme.ts.
try {
  document.documentElement.dataset.theme = localStorage.getItem('partialkit-theme') ?? 'system';
} catch {
  // A browser that keeps nothing goes by the system.
}
