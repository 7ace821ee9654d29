// The weekly briefing that the playground's recorded model writes.
import type * as z from 'zod';
import type { Briefing } from '../documents/briefing.ts';

export const briefingDocument: z.input<typeof Briefing> = {
  title: 'Northhaven harbour, week 31',
  blocks: [
    {
      kind: 'text',
      text: 'A warm week with light winds from the south-west. The guest quay was full on four nights, and the new charging berth carried its first cargo vessel.',
    },
    { kind: 'metric', label: 'Arrivals', value: 412, unit: 'vessels', change: 8.4 },
    { kind: 'metric', label: 'Shore power', value: 38.6, unit: 'MWh', change: 21.5 },
    { kind: 'metric', label: 'Waiting time', value: 14, unit: 'min', change: -12.2 },
    {
      kind: 'chart',
      title: 'Arrivals by day',
      unit: 'vessels',
      bars: [
        { label: 'Mon', value: 41 },
        { label: 'Tue', value: 46 },
        { label: 'Wed', value: 52 },
        { label: 'Thu', value: 58 },
        { label: 'Fri', value: 77 },
        { label: 'Sat', value: 83 },
        { label: 'Sun', value: 55 },
      ],
    },
    {
      kind: 'checklist',
      title: 'Before Friday',
      items: [
        { text: 'Move the oil boom to berth 4', done: true },
        { text: 'Test the emergency stop of both cranes', done: true },
        { text: 'Agree the regatta lanes with the sailing club', done: false },
        { text: 'Order anodes for the pilot boat', done: false },
      ],
    },
    {
      kind: 'notice',
      level: 'warning',
      text: 'The east breakwater light is dark. A repair boat is booked for Tuesday; until then the radio warning goes out every hour.',
    },
    {
      kind: 'quote',
      text: 'We came in at two in the morning, plugged in, and slept. No generator, no smell, no complaints from the hotel.',
      source: 'Skipper of the Havfruen',
    },
    {
      kind: 'chart',
      title: 'Shore power by day',
      unit: 'MWh',
      bars: [
        { label: 'Mon', value: 4.1 },
        { label: 'Tue', value: 4.4 },
        { label: 'Wed', value: 5.2 },
        { label: 'Thu', value: 5.9 },
        { label: 'Fri', value: 6.8 },
        { label: 'Sat', value: 7.3 },
        { label: 'Sun', value: 4.9 },
      ],
    },
    {
      kind: 'notice',
      level: 'info',
      text: 'School visits begin on Monday: two classes a day, always with a guide, never on the cargo quay.',
    },
    {
      kind: 'text',
      text: 'Next week brings the regatta. Expect two hundred small boats between Thursday and Sunday, and a fairway that is narrower than the chart says.',
    },
    {
      kind: 'notice',
      level: 'danger',
      text: 'No swimming in the inner basin: the slipway winch is in use all week.',
    },
  ],
};
