import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { createServer } from "node:tls";
import { makeCertificate } from "./make-certificate.js";
import { freePort, type RedisServer, startRedis } from "./redis-server.js";

/** A Redis that is spoken to by TLS. */
export interface SecureRedis {
  readonly port: number;
  /** What its certificate is checked with. */
  readonly ca: string;
  stop(): Promise<void>;
}

/** Starts one; if its build can't speak TLS, one with TLS in front of it. */
export async function startSecureRedis(): Promise<SecureRedis> {
  const certificate = makeCertificate();
  const port = await freePort();
  const prepare = (folder: string): readonly string[] => {
    const [cert, key] = [join(folder, "redis.crt"), join(folder, "redis.key")];
    writeFileSync(cert, certificate.cert);
    writeFileSync(key, certificate.key);
    return ["--tls-port", `${port}`, "--tls-cert-file", cert, "--tls-key-file", key, "--tls-auth-clients", "no"];
  };
  try {
    const server = await startRedis({ prepare, args: ["--port", "0"] });
    return { port, ca: certificate.cert, stop: () => server.stop() };
  } catch (error) {
    if (!/tls/i.test(String(error))) throw error;
    return await putTlsInFront(await startRedis(), { ...certificate, port });
  }
}

async function putTlsInFront(
  server: RedisServer,
  { port, cert, key }: { readonly port: number; readonly cert: string; readonly key: string },
): Promise<SecureRedis> {
  const proxy = createServer({ cert, key }, (outside) => {
    const inside = connect(server.port, "127.0.0.1");
    outside.pipe(inside).pipe(outside);
    for (const [one, other] of [[outside, inside] as const, [inside, outside] as const]) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => proxy.listen(port, "127.0.0.1", resolve));
  return {
    port,
    ca: cert,
    stop: async () => {
      proxy.close();
      await server.stop();
    },
  };
}
