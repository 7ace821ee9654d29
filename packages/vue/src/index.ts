// The public surface for Vue: usePartial and usePartialField.
export {};
