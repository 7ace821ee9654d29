// The top of a page: its name, the frameworks, the screens, the theme.
import { type Binding, type ScreenName, screens } from '../session/screens.ts';
import { element } from './element.ts';
import { currentTheme, setTheme, themes } from './theme.ts';

const frameworks: readonly Binding['name'][] = ['React', 'Vue', 'Vanilla'];

export function createHeader(framework: Binding['name'], screen: ScreenName): HTMLElement {
  const here = (isHere: boolean): Record<string, string> => (isHere ? { 'aria-current': 'page' } : {});
  // Another framework is asked for the same, so that the two can be compared.
  const same = new URLSearchParams(location.search);
  same.set('screen', screen);
  const link = (href: string, text: string, isHere: boolean): HTMLElement =>
    element('li', {}, element('a', { attributes: { href, ...here(isHere) } }, text));
  return element(
    'header',
    { class: 'top' },
    element('a', { class: 'brand', attributes: { href: '/' } }, 'PartialKit'),
    element(
      'nav',
      { class: 'screens', attributes: { 'aria-label': 'Screens' } },
      element(
        'ul',
        {},
        ...Object.entries(screens).map(([name, { title }]) =>
          link(`?screen=${name}`, title, name === screen),
        ),
      ),
    ),
    element(
      'nav',
      { class: 'frameworks', attributes: { 'aria-label': 'Frameworks' } },
      element(
        'ul',
        {},
        ...frameworks.map((name) => link(`/${name.toLowerCase()}/?${same}`, name, name === framework)),
      ),
    ),
    themeChoice(),
  );
}

function themeChoice(): HTMLElement {
  const select = element('select', {
    on: {
      change: () => {
        const chosen = themes.find((theme) => theme === select.value);
        if (chosen) setTheme(chosen);
      },
    },
  });
  const now = currentTheme();
  for (const theme of themes) {
    select.append(element('option', { attributes: { value: theme, selected: theme === now } }, theme));
  }
  return element('label', { class: 'theme' }, element('span', {}, 'Theme'), select);
}
