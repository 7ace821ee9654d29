// The shared suite of the bindings on Vue.
import {
  createApp,
  createSSRApp,
  defineComponent,
  h,
  KeepAlive,
  nextTick,
  proxyRefs,
  shallowRef,
  type VNode,
} from 'vue';
import { renderToString } from 'vue/server-renderer';
import { describeBinding } from '../../testing/binding-suite/describe-binding.ts';
import type { BindingDriver, Mounted, Probe, View } from '../../testing/binding-suite/driver.ts';
import { usePartial, usePartialField } from './index.ts';

type Of<Hook> = Extract<Probe, { hook: Hook }>;
type Render = () => VNode[];

const components = {
  partial: defineComponent(
    (props: { probe: Of<'partial'> }): Render => {
      const view = proxyRefs(usePartial(() => props.probe.source));
      // Refs cannot say which status goes with which of the other fields.
      return () => shown(props.probe, view as View);
    },
    { props: ['probe'] },
  ),
  selected: defineComponent(
    (props: { probe: Of<'selected'> }): Render => {
      const value = usePartial(
        () => props.probe.store,
        (state) => props.probe.select(state),
      );
      return () => shown(props.probe, value.value);
    },
    { props: ['probe'] },
  ),
  field: defineComponent(
    (props: { probe: Of<'field'> }): Render => {
      const field = usePartialField(
        () => props.probe.store,
        () => props.probe.path,
      );
      return () => shown(props.probe, proxyRefs(field));
    },
    { props: ['probe'] },
  ),
  none: defineComponent(
    (props: { probe: Of<'none'> }): Render =>
      () =>
        shown(props.probe, props.probe.value),
    {
      props: ['probe'],
    },
  ),
};

function shown<T>(
  probe: { id: string; show(value: T): string; children?(value: T): readonly Probe[] },
  value: T,
): VNode[] {
  return [
    h('p', { 'data-probe': probe.id }, probe.show(value)),
    ...(probe.children?.(value) ?? []).map(component),
  ];
}

function component(probe: Probe): VNode {
  switch (probe.hook) {
    case 'partial':
      return h(components.partial, { key: probe.id, probe });
    case 'selected':
      return h(components.selected, { key: probe.id, probe });
    case 'field':
      return h(components.field, { key: probe.id, probe });
    case 'none':
      return h(components.none, { key: probe.id, probe });
    default:
      return probe satisfies never;
  }
}

function mounted(create: typeof createApp, container: Element, first: readonly Probe[]): Mounted {
  const probes = shallowRef(first);
  const isShown = shallowRef(true);
  const Screen = defineComponent(() => () => probes.value.map(component));
  const app = create(() => h(KeepAlive, null, () => (isShown.value ? h(Screen) : h('i'))));
  app.mount(container);
  return {
    update: (next) => {
      probes.value = next;
      return nextTick();
    },
    hide: () => {
      isShown.value = false;
      return nextTick();
    },
    show: () => {
      isShown.value = true;
      return nextTick();
    },
    unmount: () => app.unmount(),
  };
}

const driver: BindingDriver = {
  mount: (container, probes) => mounted(createApp, container, probes),
  hydrate: (container, probes) => mounted(createSSRApp, container, probes),
  renderToString: (probes) =>
    renderToString(createSSRApp(() => h(KeepAlive, null, () => h(() => probes.map(component))))),
};

describeBinding('Vue', driver);
