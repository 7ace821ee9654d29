// The profile without a framework: each field subscribes to its own path.
import { formatDay, initials } from '../../screens/format.ts';
import { availability, yearsText } from '../../screens/profile-words.ts';
import type { View } from '../../session/screens.ts';
import { element, setText } from '../../shell/element.ts';
import { field } from './field.ts';
import { growList } from './grow-list.ts';

export function mountProfile(root: HTMLElement, view: View<'profile'>): void {
  const { store } = view;
  const avatar = element('div', { class: 'avatar', attributes: { 'aria-hidden': 'true' } });
  const skills = element('ul', { class: 'skills' });
  root.append(
    element(
      'article',
      { class: 'card profile' },
      element(
        'header',
        {},
        avatar,
        element(
          'div',
          {},
          element('h2', {}, field(view, 'name')),
          element('p', { class: 'quiet' }, field(view, 'title')),
        ),
        element('p', { class: 'badge' }, field(view, 'available', availability)),
      ),
      element(
        'dl',
        { class: 'facts' },
        element('dt', {}, 'Email'),
        element('dd', {}, field(view, 'email')),
        element('dt', {}, 'Born'),
        element('dd', {}, field(view, 'born', formatDay)),
        element('dt', {}, 'Address'),
        element('dd', {}, address(view)),
      ),
      element('h3', {}, 'Skills'),
      skills,
      element('h3', {}, 'About'),
      element('p', { class: 'bio' }, field(view, 'bio')),
    ),
  );
  store.subscribe(
    ({ partial }) => initials(partial?.name),
    (letters) => setText(avatar, letters),
    { fireImmediately: true },
  );
  store.subscribe(
    ({ partial }) => partial?.skills?.length ?? 0,
    (count) => growList(skills, count, (index) => skill(view, index)),
    { fireImmediately: true },
  );
  view.meter.rendered('Profile');
}

function address(view: View<'profile'>): HTMLElement {
  return element(
    'address',
    {},
    field(view, 'address.street'),
    element('br'),
    field(view, 'address.postcode'),
    ' ',
    field(view, 'address.city'),
    element('br'),
    field(view, 'address.country'),
  );
}

function skill(view: View<'profile'>, index: number): HTMLElement {
  const { store, meter } = view;
  const fill = element('span');
  const node = element(
    'li',
    {},
    field(view, `skills.${index}.name`),
    element('span', { class: 'level' }, field(view, `skills.${index}.level`)),
    element('span', { class: 'years' }, field(view, `skills.${index}.years`, yearsText)),
    element('span', { class: 'track', attributes: { 'aria-hidden': 'true' } }, fill),
  );
  store.subscribe(
    ({ partial }) => partial?.skills?.[index]?.years ?? 0,
    (years) => {
      fill.style.inlineSize = `${Math.min(100, years * 4)}%`;
      meter.rendered('Skill');
    },
    { fireImmediately: true },
  );
  store.subscribe(
    (state) => store.state(`skills.${index}`, state),
    (state) => {
      node.className = `is-${state}`;
    },
    { fireImmediately: true },
  );
  return node;
}
