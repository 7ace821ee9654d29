// The public surface for React: usePartial and usePartialField.
export {};
