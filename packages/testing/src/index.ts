// What tests of streaming code need and a browser can run; recordings and arbitraries have entries of their own.
export { chunksOf, everyPrefix, everySplit, randomCuts, seededRandom } from './splits.ts';
