// The seed of property tests: `FAST_CHECK_SEED`, so that what failed in one run can be run again.
import fc from 'fast-check';

const { FAST_CHECK_SEED: seed } = process.env;
if (seed) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
