// The profile in React: each field subscribes to its own path.
import { usePartial, usePartialField } from '@partialkit/react';
import { formatDay, initials } from '../../screens/format.ts';
import { availability, yearsText } from '../../screens/profile-words.ts';
import type { View } from '../../session/screens.ts';
import { Field } from './field.tsx';
import { useRenders } from './use-renders.ts';

export function Profile({ store, meter }: View<'profile'>) {
  const letters = usePartial(store, ({ partial }) => initials(partial?.name));
  const count = usePartial(store, ({ partial }) => partial?.skills?.length ?? 0);
  useRenders(meter, 'Profile');
  const here = { store, meter };
  return (
    <article className="card profile">
      <header>
        <div className="avatar" aria-hidden="true">
          {letters}
        </div>
        <div>
          <h2>
            <Field {...here} path="name" />
          </h2>
          <p className="quiet">
            <Field {...here} path="title" />
          </p>
        </div>
        <p className="badge">
          <Field {...here} path="available" show={availability} />
        </p>
      </header>
      <dl className="facts">
        <dt>Email</dt>
        <dd>
          <Field {...here} path="email" />
        </dd>
        <dt>Born</dt>
        <dd>
          <Field {...here} path="born" show={formatDay} />
        </dd>
        <dt>Address</dt>
        <dd>
          <address>
            <Field {...here} path="address.street" />
            <br />
            <Field {...here} path="address.postcode" /> <Field {...here} path="address.city" />
            <br />
            <Field {...here} path="address.country" />
          </address>
        </dd>
      </dl>
      <h3>Skills</h3>
      <ul className="skills">
        {Array.from({ length: count }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: an element of a growing array never moves
          <Skill key={index} {...here} index={index} />
        ))}
      </ul>
      <h3>About</h3>
      <p className="bio">
        <Field {...here} path="bio" />
      </p>
    </article>
  );
}

function Skill({ store, meter, index }: View<'profile'> & { readonly index: number }) {
  const { value: skill, state } = usePartialField(store, `skills.${index}`);
  useRenders(meter, 'Skill');
  return (
    <li className={`is-${state}`}>
      <Field store={store} meter={meter} path={`skills.${index}.name`} />
      <span className="level">
        <Field store={store} meter={meter} path={`skills.${index}.level`} />
      </span>
      <span className="years">
        <Field store={store} meter={meter} path={`skills.${index}.years`} show={yearsText} />
      </span>
      <span className="track" aria-hidden="true">
        <span style={{ inlineSize: `${Math.min(100, (skill?.years ?? 0) * 4)}%` }} />
      </span>
    </li>
  );
}
