// The shared suite of the bindings on React, with and without StrictMode.
import { Activity, createElement, Fragment, memo, type ReactNode, StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, hydrateRoot, type Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { describeBinding } from '../../testing/binding-suite/describe-binding.ts';
import type { BindingDriver, Mounted, Probe } from '../../testing/binding-suite/driver.ts';
import { usePartial, usePartialField } from './index.ts';

type Of<Hook> = Extract<Probe, { hook: Hook }>;

const components = {
  partial: memo(function Partial({ probe }: { probe: Of<'partial'> }) {
    return shown(probe, usePartial(probe.source));
  }),
  selected: memo(function Selected({ probe }: { probe: Of<'selected'> }) {
    return shown(probe, usePartial(probe.store, probe.select));
  }),
  field: memo(function Field({ probe }: { probe: Of<'field'> }) {
    return shown(probe, usePartialField(probe.store, probe.path));
  }),
  none: memo(function Handed({ probe }: { probe: Of<'none'> }) {
    return shown(probe, probe.value);
  }),
};

function shown<T>(
  probe: { id: string; show(value: T): string; children?(value: T): readonly Probe[] },
  value: T,
) {
  return (
    <>
      <p data-probe={probe.id}>{probe.show(value)}</p>
      {probe.children?.(value).map(component)}
    </>
  );
}

function component(probe: Probe): ReactNode {
  switch (probe.hook) {
    case 'partial':
      return <components.partial key={probe.id} probe={probe} />;
    case 'selected':
      return <components.selected key={probe.id} probe={probe} />;
    case 'field':
      return <components.field key={probe.id} probe={probe} />;
    case 'none':
      return <components.none key={probe.id} probe={probe} />;
    default:
      return probe satisfies never;
  }
}

function driverOf(Mode: typeof StrictMode): BindingDriver {
  const tree = (probes: readonly Probe[], mode: 'visible' | 'hidden' = 'visible') =>
    createElement(Mode, null, <Activity mode={mode}>{probes.map(component)}</Activity>);
  const mounted = (root: Root, first: readonly Probe[]): Mounted => {
    let probes = first;
    return {
      update: (next) => {
        probes = next;
        flushSync(() => root.render(tree(probes)));
      },
      hide: () => flushSync(() => root.render(tree(probes, 'hidden'))),
      show: () => flushSync(() => root.render(tree(probes))),
      unmount: () => flushSync(() => root.unmount()),
    };
  };
  return {
    mount(container, probes) {
      const root = createRoot(container);
      flushSync(() => root.render(tree(probes)));
      return mounted(root, probes);
    },
    hydrate(container, probes) {
      const root = flushSync(() => hydrateRoot(container, tree(probes)));
      return mounted(root, probes);
    },
    renderToString: async (probes) => renderToString(tree(probes)),
  };
}

describeBinding('React', driverOf(Fragment));
describeBinding('React in StrictMode', driverOf(StrictMode));
