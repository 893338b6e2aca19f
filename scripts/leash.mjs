// Preloaded into a supervised process: when the supervisor is gone, even killed, its end of the channel closes, and
// the process stops as if it had been told to.

process.on("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), 10_000).unref();
});
process.channel?.unref();
