// Jobs in Redis; needs the package bullmq.
export { type BullMqOptions, bullmq } from "./bullmq.js";
