// The public surface for React: usePartial and usePartialField.
export { type PartialView, usePartial } from './use-partial.ts';
export { type PartialField, usePartialField } from './use-partial-field.ts';
