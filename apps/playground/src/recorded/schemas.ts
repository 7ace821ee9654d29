// What each recorded model was asked for, as schemas that are written once.
import * as z from 'zod';

export const Weather = z.object({
  city: z.string(),
  temperature: z.number().int(),
  units: z.enum(['c', 'f']),
});

export const WeatherQuestion = z.object({
  city: z.string(),
  country: z.string().length(2),
  units: z.enum(['c', 'f']),
});

export const Forecast = z.object({
  location: z.string(),
  weather: z.object({
    temperature: z.string(),
    condition: z.string(),
    humidity: z.string(),
    windSpeed: z.string(),
    windDirection: z.enum(['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW']),
  }),
  forecast: z.array(
    z.object({
      day: z.enum(['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']),
      high: z.string(),
      low: z.string(),
      condition: z.string(),
    }),
  ),
});

export const Book = z.object({
  author: z.object({ name: z.string(), nationality: z.string().optional() }),
  genres: z.array(z.string()),
  published_year: z.number().int().positive(),
  title: z.string(),
});

export const Dog = z.object({ name: z.string(), age: z.number().int().nonnegative(), bio: z.string() });

export const Operands = z.object({ a: z.number(), b: z.number() });

export const Nothing = z.object({});

export const Answer = z.object({ answer: z.string() });

export const Named = z.object({ name: z.string() });

export const Search = z.object({ query: z.string() });

export const TextFile = z.object({ filename: z.string(), lines_of_text: z.array(z.string()) });

export const FileEdit = z.object({
  command: z.enum(['create', 'view', 'str_replace', 'insert']),
  path: z.string().startsWith('/'),
  file_text: z.string(),
});

export const Lasagna = z.object({
  recipe: z.object({
    name: z.string(),
    ingredients: z.array(z.object({ name: z.string(), amount: z.string() })),
    steps: z.array(z.string()),
  }),
});

export const Kitchen = z.object({
  recipe: z.object({
    title: z.string(),
    cuisine: z.string(),
    ingredients: z.array(z.string()),
    steps: z.array(z.string()),
    prep_time_minutes: z.number().int(),
    cook_time_minutes: z.number().int(),
    skill_level: z.enum(['beginner', 'intermediate', 'advanced']),
  }),
});

/** A state that patches build up; its keys are any that the server thinks of. */
export const Soup = z.looseObject({
  recipe: z.object({
    title: z.string(),
    skill_level: z.string().optional(),
    ingredients: z.array(z.object({ icon: z.string(), name: z.string(), amount: z.string() })),
    instructions: z.array(z.string()),
  }),
});

export const Dish = z.object({ title: z.string(), steps: z.array(z.string()) });

export const CityWeather = z.object({
  city: z.string(),
  units: z.enum(['celsius', 'fahrenheit']).optional(),
  days: z.array(z.number().int()).optional(),
});

export const FlightSearch = z.object({
  from: z.string().length(3),
  to: z.string().length(3),
  legs: z.array(z.object({ date: z.iso.date(), seats: z.number().int().positive() })),
});

export const People = z.array(
  z.object({ name: z.string(), age: z.number().int().nonnegative(), tags: z.array(z.string()) }),
);

/** Lets every key through, `__proto__` too, which `z.json()` leaves out. */
export const Anything = z.unknown();
