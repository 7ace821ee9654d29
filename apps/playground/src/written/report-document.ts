// The report that the playground's recorded model writes.
import type * as z from 'zod';
import type { Report } from '../documents/report.ts';

export const reportDocument: z.input<typeof Report> = {
  title: 'One Year of Electric Ferries in Northhaven',
  author: 'Harbour Office, Department of Crossings',
  date: '2026-02-12',
  summary:
    'On the first of February 2025 the last diesel ferry left the Northhaven crossing. This report looks at the twelve months that followed: what the boats cost, how they coped with winter, what the town heard, or no longer heard, and what we would do differently. In short: the boats were ready before the quay was, and the savings are real but later than promised.',
  sections: [
    {
      heading: 'What was built',
      paragraphs: [
        'Two double-ended ferries of 62 metres replaced three diesel vessels from 1987. Each carries 4.3 megawatt-hours of batteries in two separate rooms below the car deck, so that a fault in one leaves enough for a slow crossing on the other. The hulls are aluminium, a third lighter than the steel that they replaced, and that weight saved more energy than any other single decision.',
        'The quays were the larger work. A charging tower stands on each side, with a plug that finds the ship by itself and holds it through a metre of swell. The grid behind the western quay could not deliver the power, so a buffer battery of the same size as the one aboard was placed in the old fish hall. It charges slowly between departures and gives everything away in nine minutes.',
      ],
      figures: [
        { label: 'Ferries', value: 2, unit: 'vessels' },
        { label: 'Batteries on board', value: 8.6, unit: 'MWh' },
        { label: 'Time at the plug', value: 9, unit: 'min' },
      ],
    },
    {
      heading: 'Crossings and passengers',
      paragraphs: [
        'The timetable promised a departure every twenty minutes from five in the morning until midnight. Over the year 97.8 percent of these departures took place, against 98.9 percent in the last year of the diesel fleet. Most of what was lost fell in the first eight weeks, when the plug on the eastern side refused to release on cold mornings and had to be talked to by a technician with a laptop.',
        'Passengers came anyway. Foot passengers grew by eleven percent, cars by two. We asked why in a small survey in June, and the most common answer was neither price nor climate: people said that one can now talk on deck. Cyclists gained most, since the lighter boats board bicycles over their own ramp while the cars still wait.',
      ],
      figures: [
        { label: 'Departures kept', value: 97.8, unit: '%' },
        { label: 'Passengers', value: 1_284_000, unit: 'a year' },
        { label: 'Bicycles', value: 96_400, unit: 'a year' },
      ],
    },
    {
      heading: 'Energy',
      paragraphs: [
        'A crossing takes 148 kilowatt-hours on a calm day and up to 260 in a storm from the north, when the bow thrusters hold the ship straight for the last hundred metres. The captains learned quickly: between March and September the mean use per crossing fell by nine percent, with the same boats and the same timetable, because they began to coast earlier.',
        'The buffer battery turned out to be worth more than a bridge over a weak grid. On windy nights it fills at a price close to nothing. On eleven evenings in January it gave power back to the town, when a cable across the sound was under repair. Neither use was part of the plan, and both now have a contract.',
      ],
      figures: [
        { label: 'Per crossing', value: 163, unit: 'kWh' },
        { label: 'Diesel replaced', value: 2_940, unit: 't' },
        { label: 'Given back to the grid', value: 71, unit: 'MWh' },
      ],
    },
    {
      heading: 'Money',
      paragraphs: [
        'The boats cost what the contract said, the quays a quarter more. Sheet piling had to go twice as deep as the old drawings suggested, and the fish hall needed a new roof before it could be trusted to keep a battery dry. Running costs are 41 percent below those of the diesel fleet, most of it fuel, some of it the engines that nobody has to take apart any more.',
        'With these figures the extra investment returns after eleven years in place of the eight that were promised to the council. Should the price of electricity stay at the level of last autumn, it would be nine. The batteries have a guarantee of ten years; what they are worth after that is the largest unknown in the whole calculation, and we have put it at zero.',
      ],
      figures: [
        { label: 'Investment', value: 84.2, unit: 'M€' },
        { label: 'Running costs', value: -41, unit: '%' },
        { label: 'Returned after', value: 11, unit: 'years' },
      ],
    },
    {
      heading: 'Winter',
      paragraphs: [
        'Everybody asked about the cold, and the cold was not the problem. The battery rooms stay at eighteen degrees by their own warmth. Ice on the plug was. After three weeks of hot water and hammers a heated collar was fitted, at a cost of less than one day of cancelled crossings.',
        'On the night of the ninth of January both ferries lay at the quay for six hours, because the wind stood straight into the western berth and the charging tower stops at 28 metres a second. The diesel boats would have stayed in as well, though earlier, and in worse company. The tower has since been given a windbreak of larch boards, which the town likes better than the tower.',
      ],
      figures: [
        { label: 'Coldest crossing', value: -19, unit: '°C' },
        { label: 'Lost to wind', value: 31, unit: 'hours' },
        { label: 'Lost to ice', value: 54, unit: 'hours' },
      ],
    },
    {
      heading: 'Noise and air',
      paragraphs: [
        'Before the change a microphone on the roof of the library recorded 67 decibels whenever a ferry left. It now records 52, and that is mostly the ramp. Three hotels on the front have opened the windows that they closed in the eighties. The harbour porpoises, counted by the school from the same roof, were seen on 112 days, against 74 in the year before; one year is too little to say that this is more than chance.',
        'The air is easier. Nitrogen oxides at the quay fell by 83 percent, soot by more than can be measured with the instrument that we have. What is left comes from the cars that wait, and the office suggests a timetable on the phone so that they need not wait so long.',
      ],
      figures: [
        { label: 'A departure', value: 52, unit: 'dB' },
        { label: 'Nitrogen oxides', value: -83, unit: '%' },
        { label: 'Days with porpoises', value: 112, unit: 'days' },
      ],
    },
    {
      heading: 'The crews',
      paragraphs: [
        'Of the 38 people in the engine departments 31 stayed, after a course of five weeks. Seven retired or went to sea elsewhere. A ferry now sails with one engineer where it had two, and the second post has moved ashore, to the towers and the buffer battery. Sick leave fell by a fifth; the crews themselves put this down to the silence.',
        'The unions were partners from the first drawing, and it shows. The galley has a window because a cook asked for one. The emergency stop is where a hand falls, not where the cable was short. It would have been cheaper to ask later, and it would have cost more.',
      ],
      figures: [
        { label: 'Stayed', value: 31, unit: 'of 38' },
        { label: 'Course', value: 5, unit: 'weeks' },
        { label: 'Sick leave', value: -20, unit: '%' },
      ],
    },
    {
      heading: 'What we would do differently',
      paragraphs: [
        'Build the quays first. For seven weeks two finished ferries lay in the bay and waited for a plug. Test the plug in January, not in June. Put the buffer battery where visitors can see it: the fish hall has become the most popular stop of the town walk, through a door that was made for forklifts.',
        'And promise less. The boats did almost everything that was said of them; but what people remember of the first year is the week in which they did not. A timetable with a little air in it, at the start, would have bought more trust than any brochure. The next crossing in the county begins in 2027, and its office has asked for this list.',
      ],
      figures: [
        { label: 'Weeks without a plug', value: 7, unit: 'weeks' },
        { label: 'Visitors of the fish hall', value: 5_200, unit: 'a year' },
      ],
    },
  ],
};
