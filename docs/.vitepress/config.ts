// The documentation site: which pages there are, and in what order.
import { defineConfig } from 'vitepress';

const guide = [
  { text: 'Getting started', link: '/guide/getting-started' },
  { text: 'React', link: '/guide/react' },
  { text: 'Vue', link: '/guide/vue' },
  { text: 'Without a framework', link: '/guide/vanilla' },
  { text: 'The server', link: '/guide/server' },
  { text: 'Providers', link: '/guide/providers' },
  { text: 'Annotations', link: '/guide/annotations' },
];

const reference = [
  { text: 'What a partial is', link: '/semantics' },
  { text: 'The wire', link: '/protocol' },
  { text: 'Conformance cases', link: '/conformance/README' },
  { text: 'Errors', link: '/reference/errors' },
  { text: 'How fast', link: '/reference/performance' },
  { text: 'Why it is so', link: '/decisions' },
];

export default defineConfig({
  title: 'PartialKit',
  description: 'Typed partial objects from streaming JSON: one store, any view.',
  lang: 'en',
  cleanUrls: true,
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/guide/getting-started', activeMatch: '/guide/' },
      { text: 'Reference', link: '/semantics', activeMatch: '/(semantics|protocol|decisions|reference)' },
    ],
    sidebar: [
      { text: 'Guide', items: guide },
      { text: 'Reference', items: reference },
    ],
    outline: [2, 3],
    search: { provider: 'local' },
  },
});
