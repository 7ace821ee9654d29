// What Vite adds to modules of the pages.
/// <reference types="vite/client" />
