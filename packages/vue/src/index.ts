// The public surface for Vue: usePartial and usePartialField.
export { type PartialRefs, usePartial } from './use-partial.ts';
export { type PartialField, usePartialField } from './use-partial-field.ts';
