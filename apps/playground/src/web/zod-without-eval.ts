// Has zod check objects without compiling them, which a strict content security policy forbids. Import it before any schema.
import * as z from 'zod';

z.config({ jitless: true });
